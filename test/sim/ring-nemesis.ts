/**
 * Changes the ring while a run goes on, as operators and machines that break do, and afterwards does what
 * an operator would: removes the dead, and turns off who was taken out when all of its data is given away.
 */
import { LEAVE, RING_CHANGE, RING_REFUSAL, RING_WISH, type RingChangeResponse, type RingChangeWish } from '../../protocols/ring-admin/ring-admin.js'
import { PREFIX } from '../../storage/keyspace.js'
import type { SimCluster, SimPeer } from './sim-cluster.js'
import type { SimPrng } from './sim-prng.js'
import { RING_FAULT_POINTS, type Fault, type RingFaultKind } from './swarm.js'

const ASK_MS = 2_000
/** An operator tries again: another change was first, or the new peer is not known yet. */
const TRIES = 4
const RETRY_MS = 400
const TIDY_EVERY_MS = 500

const WEIGHTS = [50, 100, 200]

export class RingNemesis {
  /** Machines that broke for good. */
  deaths = 0
  /** Changes that are being asked for. */
  asking = 0
  #healed = false

  constructor (private readonly cluster: SimCluster, private readonly after: (delayMs: number, fn: () => void) => void) {}

  strike (kind: RingFaultKind, fault: Fault, prng: SimPrng, storesMayDie: boolean): void {
    const { cluster } = this
    const there = cluster.peers.filter(({ gone }) => !gone)
    const peer = there[prng.below(there.length)]
    if (peer === undefined) return
    switch (kind) {
      case 'join':
        this.#newPeer()
        return
      case 'leave':
        void this.#leave(peer)
        return
      case 'remove':
        void this.#change(peer, prng, { kind: RING_WISH.remove, peerId: peer.id, newPeerId: '', weight: 0 })
        peer.mayBeOut = true
        return
      case 'shrink':
        void this.#change(peer, prng, { kind: RING_WISH.remove, peerId: peer.id, newPeerId: '', weight: 0 }, true)
        peer.mayBeOut = true
        return
      case 'replace': {
        const other = this.#newPeer()
        peer.mayBeOut = true
        this.after(RETRY_MS, () => { void this.#change(peer, prng, { kind: RING_WISH.replace, peerId: peer.id, newPeerId: other.id, weight: 0 }) })
        return
      }
      case 'death':
        // Of N stores that hold a record one may be lost for good: a quorum is left.
        if (!storesMayDie || this.deaths > 0) return
        this.deaths++
        cluster.trace.event(`${peer.name} breaks for good`)
        cluster.kill(peer)
        peer.gone = true
        return
      case 'reweigh':
        void this.#change(peer, prng, { kind: RING_WISH.set, peerId: peer.id, newPeerId: '', weight: WEIGHTS[prng.below(WEIGHTS.length)] ?? 100 })
        return
      case 'ring-fault-point': {
        const name = RING_FAULT_POINTS[prng.below(RING_FAULT_POINTS.length)] ?? 'transfer.page'
        // Whoever gets there.
        for (const one of there) one.armed.set(name, 1 + prng.below(4))
        for (let atMs = fault.forMs; atMs < 4 * fault.forMs; atMs += fault.forMs) this.after(atMs, () => { for (const one of there) void cluster.start(one) })
        return
      }
    }
  }

  /** From now on the operator cleans up. */
  heal (): void {
    this.#healed = true
    this.#tidy()
  }

  #newPeer (): SimPeer {
    const peer = this.cluster.addPeer()
    peer.mayBeOut = true
    void this.cluster.start(peer)
    return peer
  }

  async #leave (peer: SimPeer): Promise<void> {
    const { run } = peer
    if (run?.node === undefined) return
    peer.mayBeOut = true
    this.cluster.trace.event(`${peer.name} is to leave`)
    run.node.onLeft(() => {
      if (peer.run !== run) return
      this.cluster.trace.event(`${peer.name} has left`)
      peer.gone = true
      void this.cluster.stop(peer).catch(() => { this.cluster.kill(peer) })
    })
    this.asking++
    await this.#answered(run.network.request(peer.id, LEAVE, { peerId: '', force: false }, { deadline: run.clock.monotonic() + ASK_MS }))
    this.asking--
  }

  /** @returns why it was refused at last */
  async #change (subject: SimPeer, prng: SimPrng | undefined, wish: RingChangeWish, force = false): Promise<number[]> {
    this.asking++
    const refusals = await this.#tryChange(subject, prng, wish, force)
    this.asking--
    return refusals
  }

  async #tryChange (subject: SimPeer, prng: SimPrng | undefined, wish: RingChangeWish, force: boolean): Promise<number[]> {
    const { cluster } = this
    let refusals: number[] = []
    // What the nemesis wished for ends with it.
    for (let attempt = 0; attempt < TRIES && !(this.#healed && prng !== undefined); attempt++) {
      const members = cluster.up.filter(({ run }) => run?.node?.membership.joined === true && !run.stopping)
      const via = members[prng?.below(Math.max(1, members.length)) ?? 0]
      if (via !== undefined) {
        const answer = await this.#ask(via, wish, force)
        refusals = answer?.refusals.map(({ kind }) => kind) ?? []
        cluster.trace.event(`${via.name} was asked to change the ring (${JSON.stringify(wish.kind)} of ${subject.name}): ${answer?.issued === undefined ? `refused ${refusals.join(' ')}` : `view ${answer.issued.epoch}`}`)
        if (answer?.issued !== undefined) return []
      }
      await new Promise<void>(resolve => { cluster.scheduler.after(RETRY_MS, resolve) })
    }
    return refusals
  }

  async #ask (via: SimPeer, wish: RingChangeWish, force: boolean): Promise<RingChangeResponse | undefined> {
    const { run } = via
    if (run === undefined) return undefined
    const ask = async (apply: boolean, plannedOn: RingChangeResponse['plannedOn']): Promise<RingChangeResponse> =>
      await run.network.request(via.id, RING_CHANGE, { changes: [wish], apply, plannedOn, force }, { deadline: run.clock.monotonic() + ASK_MS })
    return await this.#answered(ask(false, undefined).then(async ({ plannedOn }) => await ask(true, plannedOn)))
  }

  /** A peer that dies settles nothing more. */
  async #answered<T> (answer: Promise<T>): Promise<T | undefined> {
    return await new Promise(resolve => {
      const timer = this.cluster.scheduler.after(ASK_MS, () => { resolve(undefined) })
      answer.catch(() => undefined).then(settled => {
        timer.cancel()
        resolve(settled)
      }, () => undefined)
    })
  }

  #tidy (): void {
    const { cluster } = this
    if (!this.#healed) return
    for (const peer of cluster.peers) {
      const { run, gone } = peer
      if (gone && run === undefined && cluster.up.some(other => other.run?.node?.membership.joined === true && other.run.node.history.ring?.member(peer.id) !== undefined)) {
        void this.#removeDead(peer)
      } else if (run?.node?.membership.removed === true && !run.stopping && run.node.views.live.length === 1 && !holdsRecords(peer)) {
        cluster.trace.event(`${peer.name} was taken out and has given all away`)
        peer.gone = true
        void cluster.stop(peer).catch(() => { cluster.kill(peer) })
      }
    }
    cluster.scheduler.after(TIDY_EVERY_MS, () => { this.#tidy() })
  }

  readonly #removing = new Set<SimPeer>()

  async #removeDead (peer: SimPeer): Promise<void> {
    if (this.#removing.has(peer)) return
    this.#removing.add(peer)
    const refusals = await this.#change(peer, undefined, { kind: RING_WISH.remove, peerId: peer.id, newPeerId: '', weight: 0 })
    if (refusals.includes(RING_REFUSAL.belowReplicas)) this.#newPeer()
    // Views wait for it, and those that hold the data are leaving: first nobody is to wait for it.
    if (refusals.includes(RING_REFUSAL.lastCopy)) await this.#change(peer, undefined, { kind: RING_WISH.skip, peerId: peer.id, newPeerId: '', weight: 0 })
    this.#removing.delete(peer)
  }
}

/** Any that can be read: what rotted stays for a scrub. */
function holdsRecords ({ disk }: SimPeer): boolean {
  for (const { key } of disk.entries.values()) if (key[0] === PREFIX.record && !disk.isCorrupt(key)) return true
  return false
}
