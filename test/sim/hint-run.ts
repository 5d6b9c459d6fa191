/**
 * One run of hinted handoff alone: hints are sent to peers as a coordinator would, while peers die,
 * lose power, are cut off and have full disks; then all is healed.
 *
 * What must hold: an acknowledged hint is at its target in the end, or its partition is marked dirty
 * where it was kept; none travels once it is too old; none is left. In some runs more peers than are
 * brought theirs at a time break for good: the hints for these stay, and keep no others.
 */
import { makeActor } from '../../protocols/record/actor.js'
import { utf8Bytes } from '../../protocols/record/bytes.js'
import { hlcAt } from '../../protocols/record/hlc.js'
import { partitionOf } from '../../protocols/record/key.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import { decodeRecord, encodeRecord } from '../../protocols/record/record-codec.js'
import type { Actor, RecordKey } from '../../protocols/record/record.js'
import { REPLICA_STORE, type StoreRequest } from '../../protocols/replicate/replicate.js'
import { REALTIME_START_MS } from './sim-clock.js'
import type { KvNode } from '../../daemon/core/kv-node.js'
import { SimCluster, type SimPeer } from './sim-cluster.js'
import { SimPrng } from './sim-prng.js'

const COORDINATOR = '12D3KooWCoordinator111111111111111111111111111111111' as NodeId
const PARTITIONS = 8
const STEPS = 120
const STEP_MS_MAX = 100
const HEAL_MS_MAX = 120_000
const REQUEST_MS = 1_000
const AGE_MAX_MS_SHORT = 1_500
const AGE_MAX_MS_LONG = 3_600_000
/** Of so many runs one has peers that break for good, that many. */
const BREAKS_IN = 4
const BROKEN = 5

interface Kept { readonly key: RecordKey, readonly target: SimPeer, readonly holder: SimPeer, readonly actor: Actor, ackedAtMs: number | undefined }

export interface HintRunResult {
  readonly violations: readonly string[]
  readonly acked: number
  /** Of the acknowledged ones, those whose target does not have them: their partitions are dirty. */
  readonly dropped: number
}

/** Hints that were acknowledged and are at their target or marked; see above. */
export async function runHints (seed: number): Promise<HintRunResult> { return await new HintRun(seed).run() }

const REPLICAS = 2

class HintRun {
  readonly #prng: SimPrng
  readonly #cluster: SimCluster
  readonly #ageMaxMs: number
  readonly #peers: number
  readonly #breaks: boolean
  readonly #kept = new Map<Actor, Kept>()
  readonly #violations = new Set<string>()
  #writes = 0
  #healed = false

  constructor (seed: number) {
    this.#prng = new SimPrng(seed).fork('hints')
    this.#ageMaxMs = this.#prng.chance(1, 2) ? AGE_MAX_MS_SHORT : AGE_MAX_MS_LONG
    this.#breaks = new SimPrng(seed).fork('breaks').chance(1, BREAKS_IN)
    this.#peers = 3 + this.#prng.below(3) + (this.#breaks ? BROKEN : 0)
    this.#cluster = new SimCluster({
      seed,
      partitions: PARTITIONS,
      defaults: { n: REPLICAS },
      probeIntervalMs: 200,
      hints: { hintAgeMaxMs: this.#ageMaxMs, hintBytesPerSecondMax: this.#prng.chance(1, 4) ? 2_000 : null },
    })
  }

  async run (): Promise<HintRunResult> {
    const { scheduler, peers, fabric } = this.#cluster
    fabric.onRequest = (name, bytes) => { if (name === REPLICA_STORE.name) this.#watch(REPLICA_STORE.request.decode(bytes)) }
    await this.#cluster.assemble(this.#peers)
    for (let step = 0; step < STEPS; step++) {
      if (this.#breaks && step === STEPS / 2) this.#break()
      if (this.#prng.chance(3, 4)) this.#write()
      else this.#fault()
      await scheduler.runFor(this.#prng.below(STEP_MS_MAX))
    }
    this.#healed = true
    fabric.heal()
    for (const peer of peers) {
      peer.disk.full = false
      peer.armed.clear()
      peer.disk.writeMs = 0
      peer.disk.queueOpsMax = Infinity
      await scheduler.settle(this.#cluster.start(peer), HEAL_MS_MAX, 'a start')
    }
    // A request that is still under way may yet make a hint.
    await scheduler.runFor(2 * REQUEST_MS)
    try {
      await scheduler.runUntil(() => this.#left.every(({ run }) => run?.node !== undefined && this.#waiting(run.node) === 0), HEAL_MS_MAX, 'all hints have gone')
    } catch {
      for (const { name, run } of this.#left) this.#violations.add(`drained: ${name} still keeps ${JSON.stringify(run?.node?.hints.totals())}, ${JSON.stringify(run?.node?.hints.stalls())}`)
    }
    const dropped = await this.#judge()
    for (const peer of peers) this.#cluster.kill(peer)
    return { violations: [...this.#violations], acked: this.#acked.length, dropped }
  }

  /** Those that are up in the end. */
  get #left (): SimPeer[] { return this.#cluster.peers.filter(({ gone }) => !gone) }

  /** Hints that a peer keeps for these. */
  #waiting ({ hints }: KvNode): number { return this.#left.reduce((sum, { id }) => sum + hints.of(id).hints, 0) }

  /** For good; those whose ids come first are the first whose hints are looked at. */
  #break (): void {
    for (const peer of [...this.#cluster.peers].sort((a, b) => a.id < b.id ? -1 : 1).slice(0, BROKEN)) {
      this.#cluster.kill(peer)
      peer.gone = true
    }
  }

  get #acked (): Kept[] { return [...this.#kept.values()].filter(({ ackedAtMs }) => ackedAtMs !== undefined) }

  #write (): void {
    const { peers } = this.#cluster
    const holder = peers[this.#prng.below(peers.length)]
    const target = peers[this.#prng.below(peers.length)]
    const key = { bucket: 'default', key: utf8Bytes(`k${this.#prng.below(4)}`) }
    if (holder !== undefined && target !== undefined && target !== holder) this.#send(holder, target, key)
  }

  #send (holder: SimPeer, target: SimPeer, key: RecordKey): void {
    const { scheduler } = this.#cluster
    if (holder.run?.node === undefined) return
    const actor = makeActor(this.#prng.bytes(16), ++this.#writes)
    const record = { vv: new Map([[actor, 1]]), siblings: [{ dot: { actor, counter: 1 }, hlc: hlcAt(REALTIME_START_MS + scheduler.nowMs), value: utf8Bytes(`v${this.#writes}`) }] }
    const kept: Kept = { key, target, holder, actor, ackedAtMs: undefined }
    this.#kept.set(actor, kept)
    const request: StoreRequest = { ...key, record: encodeRecord(record), view: undefined, durability: 0, hintFor: target.id }
    const { network } = holder.run
    void network.serve(COORDINATOR, REPLICA_STORE, REPLICA_STORE.request.encode(request), REQUEST_MS).then(({ status }) => {
      if (network.alive && status === 0) kept.ackedAtMs = scheduler.nowMs
    })
  }

  #fault (): void {
    const { peers, fabric } = this.#cluster
    const peer = peers[this.#prng.below(peers.length)]
    const other = peers[this.#prng.below(peers.length)]
    if (peer === undefined || other === undefined) return
    switch (this.#prng.below(9)) {
      case 0: this.#cluster.kill(peer); break
      case 1: this.#cluster.powerCut(peer); break
      case 2: peer.disk.full = !peer.disk.full; break
      case 3: peer.disk.writeMs = this.#prng.below(20); break
      case 6: peer.disk.queueOpsMax = peer.disk.queueOpsMax === Infinity ? 1 + this.#prng.below(4) : Infinity; break
      case 4: if (peer !== other) fabric.setCut(peer.id, other.id, this.#prng.chance(1, 2)); break
      case 5: peer.armed.set(this.#prng.chance(1, 2) ? 'hint.kept' : 'hint.applied', 1 + this.#prng.below(3)); break
      default: void this.#cluster.start(peer)
    }
  }

  /** Every request to store that a peer sends: these are replays. */
  #watch ({ record, hintFor }: StoreRequest): void {
    const now = this.#cluster.scheduler.nowMs
    for (const actor of decodeRecord(record).vv.keys()) {
      const kept = this.#kept.get(actor)
      if (kept?.ackedAtMs === undefined || hintFor !== '') continue
      // A write that joins the hint while it is on its way.
      if (!this.#healed && this.#prng.chance(1, 8)) this.#cluster.scheduler.after(this.#prng.below(5), () => { if (!this.#healed) this.#send(kept.holder, kept.target, kept.key) })
      if (now - kept.ackedAtMs >= this.#ageMaxMs) this.#violations.add(`age: a hint that ${kept.holder.name} took ${now - kept.ackedAtMs} ms ago was sent to ${kept.target.name}`)
    }
  }

  async #judge (): Promise<number> {
    const { scheduler } = this.#cluster
    let dropped = 0
    for (const { key, target, holder, actor } of this.#acked) {
      if (target.gone || holder.gone) continue
      const has = async (peer: SimPeer): Promise<boolean> => (await scheduler.settle(Promise.resolve(peer.run?.records?.read(key)), HEAL_MS_MAX, 'a read'))?.vv.has(actor) === true
      if (await has(target)) continue
      // A target that is no owner of the key has given it to them, and then it is all of theirs.
      const owners = target.run?.node?.history.ring?.primariesFor(partitionOf(key, PARTITIONS), REPLICAS) ?? []
      const at = this.#left.filter(({ id }) => owners.includes(id))
      if (!owners.includes(target.id) && (await Promise.all(at.map(has))).every(Boolean)) continue
      dropped++
      const dirty = holder.run?.node?.hints.isDirty(target.id, partitionOf(key, PARTITIONS))
      if (dirty !== true) this.#violations.add(`lost: ${target.name} has not got what ${holder.name} took for it, and no mark says so`)
    }
    return dropped
  }
}
