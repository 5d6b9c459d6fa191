/** Does to a cluster what a run's faults say, and undoes all of it at the end. */
import { partitionOf } from '../../protocols/record/key.js'
import { utf8Bytes } from '../../protocols/record/bytes.js'
import { recordStorageKey } from '../../storage/keyspace.js'
import type { SimCluster, SimPeer } from './sim-cluster.js'
import { GOOD_LINK } from './sim-fabric.js'
import { NETWORK } from './promptness.js'
import { RingNemesis } from './ring-nemesis.js'
import { FAULT_POINTS, isRingFault, paceOf, REAP_POINTS, type Fault, type SwarmConfig } from './swarm.js'
import { SimPrng } from './sim-prng.js'
import { BUCKET, keyName } from './workload.js'

const FLAP_MS = 150
const DISK_SLOW_MS_MAX = 200
const QUEUE_MS_MAX = 30
const QUEUE_OPS_MAX = 8
const DISK_REOPENS_MS = 500
const BUSY_PER_MILLE_MIN = 300

export class Nemesis {
  wipes = 0
  /** The most disks at one time that were replaced and not filled again. */
  wipesAtOnce = 0
  readonly #empty = new Set<SimPeer>()
  powerCuts = 0
  /** The most by which a clock was ahead: for so long stamps may be of the future when all is healed. */
  aheadMs = 0
  readonly rotted = new Map<string, number>()
  #healed = false
  /** Faults of one kind overlap: the last to end undoes. */
  readonly #cuts = new Map<string, number>()

  readonly #ring: RingNemesis

  constructor (private readonly cluster: SimCluster, private readonly config: Pick<SwarmConfig, 'faults' | 'keys' | 'n' | 'size'>) {
    this.#ring = new RingNemesis(cluster, (delayMs, fn) => { this.#at(delayMs, fn) })
  }

  /** Peers that took their store with them. */
  get deaths (): number { return this.#ring.deaths }
  /** Somebody is still being asked to change the ring. */
  get changesRing (): boolean { return this.#ring.asking > 0 }

  start (): void {
    for (const fault of this.config.faults) this.#at(fault.atMs, () => { this.#strike(fault) })
  }

  #at (delayMs: number, fn: () => void): void {
    this.cluster.scheduler.after(delayMs, () => { if (!this.#healed) fn() })
  }

  /** From now on nothing fails; all peers are up again, with right clocks. */
  heal (): void {
    this.#healed = true
    const { cluster } = this
    cluster.trace.event('all is healed')
    cluster.fabric.heal()
    for (const peer of cluster.peers) {
      this.#setClock(peer, 0)
      peer.disk.full = false
      peer.disk.writeMs = 0
      peer.disk.queueOpsMax = Infinity
      peer.armed.clear()
    }
    for (const peer of cluster.peers) void cluster.start(peer)
    if (this.config.faults.some(({ kind }) => isRingFault(kind))) this.#ring.heal()
  }

  #strike (fault: Fault): void {
    const { cluster } = this
    const prng = new SimPrng(fault.pick)
    if (isRingFault(fault.kind)) {
      cluster.tally.add(`fault ${fault.kind}`)
      // Of three copies one may be lost, whatever took it.
      this.#ring.strike(fault.kind, fault, prng, this.config.n > 2 && this.wipes === 0 && this.rotted.size === 0)
      return
    }
    cluster.tally.add(`fault ${fault.kind}`)
    const peer = cluster.peers[prng.below(cluster.peers.length)]
    if (peer === undefined) return
    const { fabric, trace } = cluster
    const restart = (of: SimPeer): void => { this.#at(fault.forMs, () => { void cluster.start(of) }) }
    switch (fault.kind) {
      case 'kill':
        cluster.kill(peer)
        restart(peer)
        return
      case 'power-cut':
        this.powerCuts++
        cluster.powerCut(peer)
        restart(peer)
        return
      case 'power-cut-all':
        this.powerCuts++
        for (const one of cluster.peers) {
          cluster.powerCut(one)
          restart(one)
        }
        return
      case 'stop':
        void cluster.stop(peer).catch(() => { cluster.kill(peer) }).then(async () => { if (this.#healed) await cluster.start(peer) })
        restart(peer)
        return
      case 'isolate': {
        const oneWay = prng.below(3)
        trace.event(`${peer.name} is cut off${oneWay === 0 ? '' : oneWay === 1 ? ', outbound' : ', inbound'}`)
        const links = cluster.peers.filter(other => other !== peer).flatMap((other): Array<[SimPeer, SimPeer]> => oneWay === 1 ? [[peer, other]] : oneWay === 2 ? [[other, peer]] : [[peer, other], [other, peer]])
        this.#cutLinks(links, fault.forMs, prng.chance(1, 3))
        return
      }
      case 'halves': {
        const side = new Set(cluster.peers.filter(() => prng.chance(1, 2)))
        trace.event(`a netsplit: ${[...side].map(({ name }) => name).join(' ')} against the rest`)
        const links = [...side].flatMap(a => cluster.peers.filter(b => !side.has(b)).flatMap((b): Array<[SimPeer, SimPeer]> => [[a, b], [b, a]]))
        this.#cutLinks(links, fault.forMs, prng.chance(1, 3))
        return
      }
      case 'links': {
        trace.event('some links are cut')
        const links = cluster.peers.flatMap(a => cluster.peers.filter(b => a !== b && prng.chance(1, 4)).map((b): [SimPeer, SimPeer] => [a, b]))
        this.#cutLinks(links, fault.forMs, prng.chance(1, 3))
        return
      }
      case 'loss':
      case 'delay': {
        const quality = fault.kind === 'loss'
          ? { lossPerMille: 10 + prng.below(300), duplicatePerMille: prng.below(300), breakPerMille: prng.below(1000) }
          : { delayMsMin: 1 + prng.below(40), delayMsMean: 1 + prng.below(80) }
        trace.event(`the network gets worse: ${JSON.stringify(quality)}`)
        fabric.quality = { ...fabric.quality, ...quality }
        fabric.troubles.begin(NETWORK, fault.forMs)
        this.#at(fault.forMs, () => { fabric.quality = GOOD_LINK })
        return
      }
      case 'clog': {
        const other = cluster.peers[prng.below(cluster.peers.length)]
        if (other === undefined || other === peer) return
        trace.event(`${peer.name} to ${other.name} is clogged`)
        fabric.clog(peer.id, other.id, fault.forMs)
        return
      }
      case 'freeze':
        trace.event(`${peer.name} says nothing for ${fault.forMs} ms, and then all at once`)
        for (const other of cluster.peers) {
          if (other === peer) continue
          fabric.clog(peer.id, other.id, fault.forMs)
          fabric.clog(other.id, peer.id, fault.forMs)
        }
        return
      case 'busy': {
        const perMille = BUSY_PER_MILLE_MIN + prng.below(1_000 - BUSY_PER_MILLE_MIN)
        trace.event(`${peer.name} is busy, and refuses ${perMille} of 1,000 requests of others`)
        fabric.setBusy(peer.id, perMille)
        this.#at(fault.forMs, () => { fabric.setBusy(peer.id, 0) })
        return
      }
      case 'clock-step': {
        const { clockStepMsMax } = paceOf(this.config)
        const offsetMs = prng.below(2 * clockStepMsMax) - clockStepMsMax
        trace.event(`the clock of ${peer.name} steps to ${offsetMs} ms`)
        this.#setClock(peer, offsetMs)
        return
      }
      case 'clock-drift': {
        const driftMs = prng.below(1_000) - 500
        trace.event(`the clock of ${peer.name} drifts ${driftMs} ms a second`)
        this.#setClock(peer, peer.wall.offsetMs, driftMs)
        return
      }
      case 'disk-slow':
        fabric.troubles.begin(`disk ${peer.id}`, fault.forMs + DISK_SLOW_MS_MAX)
        peer.disk.writeMs = 1 + prng.below(DISK_SLOW_MS_MAX)
        trace.event(`the disk of ${peer.name} takes ${peer.disk.writeMs} ms a write`)
        this.#at(fault.forMs, () => { peer.disk.writeMs = 0 })
        return
      case 'queue':
        fabric.troubles.begin(`disk ${peer.id}`, fault.forMs + QUEUE_MS_MAX)
        peer.disk.writeMs = 1 + prng.below(QUEUE_MS_MAX)
        peer.disk.queueOpsMax = 1 + prng.below(QUEUE_OPS_MAX)
        trace.event(`the disk of ${peer.name} takes ${peer.disk.writeMs} ms a write, and ${peer.disk.queueOpsMax} operations may wait for it`)
        this.#at(fault.forMs, () => {
          peer.disk.writeMs = 0
          peer.disk.queueOpsMax = Infinity
        })
        return
      case 'disk-full':
        fabric.troubles.begin(`disk ${peer.id}`, fault.forMs + DISK_REOPENS_MS)
        peer.disk.full = true
        trace.event(`the disk of ${peer.name} is full`)
        this.#at(fault.forMs, () => { peer.disk.full = false })
        return
      case 'rot':
        this.#rot(peer, keyName(prng.below(this.config.keys)), prng)
        return
      case 'wipe':
        if (cluster.peers.length < 2 || this.rotted.size > 0 || this.deaths > 0 || peer.gone) return
        // Who then is taken out, too, would be waited for: it had the only copy.
        if (this.config.n === 1 && this.config.faults.some(({ kind }) => isRingFault(kind))) return
        cluster.kill(peer)
        peer.disk.wipe()
        this.wipes++
        for (const other of this.#empty) if (other.run?.node?.views.isWhole === true) this.#empty.delete(other)
        this.#empty.add(peer)
        this.wipesAtOnce = Math.max(this.wipesAtOnce, this.#empty.size)
        trace.event(`the disk of ${peer.name} is replaced`)
        restart(peer)
        return
      case 'fault-point':
      case 'reap-point': {
        const points = fault.kind === 'reap-point' ? REAP_POINTS : FAULT_POINTS
        const name = points[prng.below(points.length)] ?? 'disk.before-write'
        peer.armed.set(name, 1 + prng.below(6))
        // It dies when it gets there; whenever that is, it comes back.
        for (let atMs = fault.forMs; atMs < 4 * fault.forMs; atMs += fault.forMs) this.#at(atMs, () => { void cluster.start(peer) })
        return
      }
    }
  }

  #setClock ({ wall }: SimPeer, offsetMs: number, driftMsPerSecond = 0): void {
    this.aheadMs = Math.max(this.aheadMs, wall.offsetMs, offsetMs)
    wall.set(offsetMs, driftMsPerSecond)
  }

  /** Cuts, and mends after `forMs`; a flapping link is mended and cut in turns. */
  #cutLinks (links: ReadonlyArray<readonly [SimPeer, SimPeer]>, forMs: number, flaps: boolean): void {
    const set = (cut: boolean): void => {
      for (const [from, to] of links) {
        const link = from.id + to.id
        const count = Math.max(0, (this.#cuts.get(link) ?? 0) + (cut ? 1 : -1))
        this.#cuts.set(link, count)
        this.cluster.fabric.setCut(from.id, to.id, count > 0)
      }
    }
    set(true)
    let cut = true
    if (flaps) {
      for (let atMs = FLAP_MS; atMs < forMs; atMs += FLAP_MS) this.#at(atMs, () => { cut = !cut; set(cut) })
    }
    this.#at(forMs, () => { if (cut) set(false) })
  }

  /** Only a copy that another owner has too: rot that nothing could repair proves nothing. With N = 1 that other one may be about to leave. */
  #rot (peer: SimPeer, key: string, prng: SimPrng): void {
    const recordKey = { bucket: BUCKET, key: utf8Bytes(key) }
    const partition = partitionOf(recordKey, this.cluster.partitions)
    const storageKey = recordStorageKey(partition, recordKey)
    const owners = this.cluster.up[0]?.run?.node?.history.ring?.primariesFor(partition, this.config.n) ?? []
    const copy = peer.disk.get(storageKey)
    if (copy === undefined || this.config.n === 1 || this.rotted.has(key) || this.wipes > 0 || this.deaths > 0) return
    const others = this.cluster.peers.filter(other => other !== peer && owners.includes(other.id) && other.disk.get(storageKey) !== undefined && other.disk.unsynced.length === 0)
    if (others.length === 0) return
    this.rotted.set(key, 1)
    this.cluster.fabric.troubles.begin(`disk ${peer.id}`)
    this.cluster.trace.event(`${key} rots on ${peer.name}`)
    peer.disk.rot(storageKey, prng.next())
  }
}
