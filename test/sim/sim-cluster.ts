import type { BucketProperties } from '../../daemon/core/bucket.js'
import type { Env, Logger, Meter } from '../../daemon/core/env.js'
import { KvNode, type KvNodeInit } from '../../daemon/core/kv-node.js'
import { MembershipStore } from '../../daemon/core/membership/membership-store.js'
import { firstView } from '../../daemon/core/ring/next-view.js'
import { signRingView } from '../../daemon/core/ring/ring-view.js'
import { toHex } from '../../protocols/record/bytes.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import { ActorLeases } from '../../storage/actor-leases.js'
import { MetaStore } from '../../storage/meta-store.js'
import { RecordStore } from '../../storage/record-store.js'
import { Scheduler } from './scheduler.js'
import { REALTIME_START_MS, SimClock, WallClock } from './sim-clock.js'
import { drawLost, SimDisk, SimStore, type DiskBugs } from './sim-disk.js'
import { SimFabric } from './sim-fabric.js'
import { SimNetwork } from './sim-network.js'
import { SimPrng } from './sim-prng.js'
import { SimSigner } from './sim-signer.js'
import { Tally } from './tally.js'
import { Trace } from './trace.js'

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
export const SIM_CLUSTER = 'sim'

export interface SimRun {
  readonly env: Env
  readonly network: SimNetwork
  readonly store: SimStore
  readonly clock: SimClock
  /** Undefined while it is still opening its stores. */
  node: KvNode | undefined
  records: RecordStore | undefined
  /** It is closing its stores, and will be down when that is done. */
  stopping: boolean
}

export interface SimPeer {
  readonly id: NodeId
  readonly name: string
  /** Lives through crashes. */
  readonly disk: SimDisk
  readonly wall: WallClock
  /** Fault points that kill this peer, and at which hit from now. */
  readonly armed: Map<string, number>
  /** The run that is up; undefined while the peer is down. */
  run: SimRun | undefined
  /** It will never run again. */
  gone: boolean
  /** A view without it is no surprise: it was to leave, or has not joined yet. */
  mayBeOut: boolean
}

/** What a planted bug puts in place of the real thing; empty in every other run. */
export interface SimBugs {
  readonly recordStore?: typeof RecordStore
  readonly disk?: DiskBugs
}

export interface SimClusterInit {
  readonly seed: number
  readonly partitions?: number
  readonly defaults?: Partial<BucketProperties>
  readonly gossip?: 'direct' | 'mesh'
  /** Keeps the story of what happened. */
  readonly tells?: boolean
  readonly bugs?: SimBugs
  /** Key epochs in one lease: few, so that leases are renewed within a run. */
  readonly epochBlock?: number
  /** Default 0. */
  readonly hotRecordsBytesMax?: number
  /** Default 0. */
  readonly knownVersionsBytesMax?: number
  /** What comes to a peer within so many milliseconds arrives together, so that it asks others for more than one thing at once. Default 0: hardly anything does. */
  readonly soonMs?: number
  /** By how much clocks are later each time that they are read within one event. Default 0. */
  readonly tickMs?: number | undefined
  /** See SimFabricInit. */
  readonly gatherMs?: number | undefined
  readonly antiEntropyIntervalMs?: number | null
  /** Default null: never. */
  readonly scrubIntervalMs?: number | null
  readonly probeIntervalMs?: number | undefined
  readonly exchangeIntervalMs?: number
  readonly replaceDeadAfterMs?: number
  readonly strayIntervalMs?: number
  /** How long a peer that stops in order waits for what others ask of it, before it closes its stores. Default 0. */
  readonly stopMs?: number
  readonly hints?: KvNodeInit['hints']
  readonly reaping?: KvNodeInit['reaping']
  /** Of each peer; absent: nobody is asked for rights. */
  readonly security?: (peer: NodeId, clock: SimClock) => KvNodeInit['security']
}

const DEFAULTS: BucketProperties = { n: 3, r: 'quorum', w: 'quorum', conflict: 'lww', ttlMs: null }

/** A whole cluster in one process, on virtual time. */
export class SimCluster {
  readonly scheduler = new Scheduler()
  readonly prng: SimPrng
  readonly fabric: SimFabric
  readonly peers: SimPeer[] = []
  readonly trace: Trace
  /** Fault points that were passed, and what peers count. */
  readonly tally = new Tally()
  readonly #meter: Meter = { count: (name, by = 1, labels = undefined) => { this.tally.add(labels === undefined ? name : [name, ...Object.values(labels)].join(' '), by) }, observe: () => {} }
  readonly defaults: BucketProperties
  readonly partitions: number

  constructor (readonly init: SimClusterInit) {
    this.prng = new SimPrng(init.seed)
    this.trace = new Trace(init.tells ?? false, () => this.scheduler.nowMs)
    this.fabric = new SimFabric(this.scheduler, this.prng.fork('fabric'), { trace: this.trace, gossip: init.gossip ?? 'direct', gatherMs: init.gatherMs })
    this.defaults = { ...DEFAULTS, ...init.defaults }
    this.partitions = init.partitions ?? 64
  }

  /** A checker's hold on every run, before it takes part. */
  onNode: ((peer: SimPeer, node: KvNode) => void) | undefined

  get up (): SimPeer[] { return this.peers.filter(({ run }) => run?.node !== undefined) }

  addPeer (): SimPeer {
    const prng = this.prng.fork(`id ${this.peers.length}`)
    const id = `12D3KooW${Array.from({ length: 44 }, () => ALPHABET[prng.below(ALPHABET.length)] ?? '1').join('')}` as NodeId
    const peer: SimPeer = { id, name: `peer-${this.peers.length + 1}`, disk: new SimDisk(this.init.bugs?.disk), wall: new WallClock(this.scheduler), armed: new Map(), run: undefined, gone: false, mayBeOut: false }
    this.trace.name(id, peer.name)
    this.peers.push(peer)
    return peer
  }

  /** Starts a peer on what its disk holds. The first one begins the ring if there is none; others bootstrap through the rest. */
  async start (peer: SimPeer): Promise<void> {
    if (peer.run !== undefined || peer.gone) return
    this.trace.event(`${peer.name} starts`)
    const { scheduler, partitions } = this
    const clock = new SimClock(scheduler, peer.wall, this.init.tickMs)
    const network = new SimNetwork(this.fabric, peer.id, () => clock.monotonic(), clock.after)
    const prng = this.prng.fork(`${peer.id} ${scheduler.nowMs}`)
    const fault = { hit: (name: string) => { this.#hit(peer, name) } }
    const store = new SimStore(peer.disk, scheduler, fault.hit)
    const log = this.#logger(peer)
    const { soonMs = 0 } = this.init
    const env: Env = { clock, ...(soonMs > 0 && { soon: (fn: () => void) => { clock.after(soonMs, fn) } }), prng, network, signer: new SimSigner(peer.id), log, meter: this.#meter, fault }
    const run: SimRun = { env, network, store, clock, node: undefined, records: undefined, stopping: false }
    peer.run = run
    try {
      const Records = this.init.bugs?.recordStore ?? RecordStore
      const records = await Records.open({ store, clock, random: length => prng.bytes(length), log }, { partitions, hotRecordsBytesMax: this.init.hotRecordsBytesMax ?? 0, knownVersionsBytesMax: this.init.knownVersionsBytesMax ?? 0, ...(this.init.epochBlock === undefined ? {} : { epochBlock: this.init.epochBlock }) })
      const others = this.peers.filter(other => other !== peer && !other.gone).slice(0, 3).map(({ id }) => id)
      const node = await KvNode.open(env, { store, records }, {
        cluster: SIM_CLUSTER,
        name: peer.name,
        zone: 'default',
        weight: 100,
        version: '0.0.0',
        partitions,
        bootstrap: () => others,
        begins: others.length === 0,
        defaults: this.defaults,
        valueBytesMax: 1024 * 1024,
        scrubIntervalMs: this.init.scrubIntervalMs ?? null,
        antiEntropyIntervalMs: this.init.antiEntropyIntervalMs ?? null,
        probeIntervalMs: this.init.probeIntervalMs ?? 1000,
        exchangeIntervalMs: this.init.exchangeIntervalMs ?? 30_000,
        replaceDeadAfterMs: this.init.replaceDeadAfterMs ?? null,
        ...(this.init.hints === undefined ? {} : { hints: this.init.hints }),
        ...(this.init.reaping === undefined ? {} : { reaping: this.init.reaping }),
        strayIntervalMs: this.init.strayIntervalMs ?? 3_000,
        security: this.init.security?.(peer.id, clock),
      })
      run.node = node
      run.records = records
      node.onTwin(() => {
        if (peer.run !== run) return
        this.trace.event(`${peer.name} is not alone, and ends`)
        this.kill(peer)
      })
      this.onNode?.(peer, node)
      await node.start()
      this.fabric.troubles.end(peer.id)
    } catch (error) {
      this.trace.event(`${peer.name} did not start: ${String(error)}`)
      if (peer.run === run) this.kill(peer)
    }
  }

  #logger (peer: SimPeer): Logger {
    if (!this.trace.tells) return SILENT
    const write = (level: string) => (fields: object, message: string): void => { this.trace.tell(() => `  ${peer.name} ${level}: ${message} ${text(fields)}`) }
    const logger: Logger = { debug: () => {}, info: write('info'), warn: write('warn'), error: write('error'), child: () => logger }
    return logger
  }

  #hit (peer: SimPeer, name: string): void {
    this.tally.add(name)
    const left = peer.armed.get(name)
    if (left === undefined) return
    if (left > 1) {
      peer.armed.set(name, left - 1)
      return
    }
    peer.armed.delete(name)
    this.trace.event(`${peer.name} dies at ${name}`)
    this.kill(peer)
  }

  /** kill -9: what was handed to the operating system stays, all else is gone. */
  kill (peer: SimPeer): void { this.#end(peer, false) }

  /** The machine stops: part of what is not synced is gone, and nobody is told. */
  powerCut (peer: SimPeer): void {
    this.#end(peer, true)
    const lost = drawLost(peer.disk, this.prng)
    if (lost > 0) this.trace.event(`${peer.name} loses ${lost} batches that were not synced`)
    peer.disk.powerCut(lost)
  }

  #end (peer: SimPeer, silently: boolean): void {
    const { run } = peer
    if (run === undefined) return
    this.trace.event(`${peer.name} ${silently ? 'loses power' : 'is killed'}`)
    peer.run = undefined
    this.fabric.troubles.begin(peer.id)
    run.clock.stop()
    this.fabric.detach(run.network, silently)
    run.network.crash()
    run.store.kill(this.prng)
    run.node?.stop()
  }

  /** A clean stop, as a daemon does it. */
  async stop (peer: SimPeer): Promise<void> {
    const { run } = peer
    if (run?.records === undefined || run.stopping) return
    run.stopping = true
    this.fabric.troubles.begin(peer.id)
    run.node?.stop()
    const { stopMs = 0 } = this.init
    if (stopMs > 0) await new Promise<void>(resolve => { this.scheduler.after(stopMs, resolve) })
    if (peer.run !== run) return
    await run.records.close()
    await run.store.close()
    if (peer.run !== run) return
    this.trace.event(`${peer.name} stops`)
    peer.run = undefined
    run.clock.stop()
    run.network.crash()
  }

  /** Starts `count` peers that join one by one, and runs until all agree on a ring of all of them. */
  async form (count: number): Promise<void> {
    for (let index = 0; index < count; index++) {
      await this.start(this.addPeer())
      await this.scheduler.runFor(1)
    }
    await this.scheduler.runUntil(() => this.agreed(count), 60_000, `${count} peers agree on a ring`)
  }

  /** Starts `count` peers that already are one ring: their disks hold its first view. Cheap. */
  async assemble (count: number): Promise<void> {
    const { partitions, scheduler, defaults } = this
    for (let index = 0; index < count; index++) this.addPeer()
    const members = await Promise.all(this.peers.map(async ({ id, disk, wall }) => {
      const prng = this.prng.fork(`store ${id}`)
      const store = new SimStore(disk, scheduler)
      const { storeId } = await ActorLeases.open({ meta: new MetaStore({ store }), opening: store.opening, clock: { realtime: () => wall.now() }, random: length => prng.bytes(length), log: SILENT }, {})
      return { peerId: id, storeId: toHex(storeId), weight: 100, zone: 'default' }
    }))
    const issuer = members[0]?.peerId
    if (issuer === undefined) return
    const view = signRingView(firstView({ cluster: SIM_CLUSTER, partitions, replicas: defaults.n, members, issuer, reason: 'assembled', issuedAt: REALTIME_START_MS }), new SimSigner(issuer))
    for (const { disk } of this.peers) await new MembershipStore({ store: new SimStore(disk, scheduler) }).save([view])
    for (const peer of this.peers) await this.start(peer)
  }

  /** Whether every peer that is up has the same view, of `count` members. */
  agreed (count: number): boolean {
    const first = this.up[0]?.run?.node?.history
    if (first?.id === undefined || first.ring?.members.length !== count) return false
    const { epoch, hash } = first.id
    return this.up.every(({ run }) => {
      const id = run?.node?.history.id
      const placement = run?.node?.views.placement()
      // A member coordinates, and reads and writes in that view only; who was taken out knows it.
      const member = run?.node?.membership
      if (member?.removed !== true && (placement === undefined || placement.live.length > 1 || placement.readFrom !== placement.head)) return false
      return id !== undefined && id.epoch === epoch && Buffer.compare(id.hash, hash) === 0
    })
  }
}

const SILENT: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => SILENT }

function text (fields: object): string {
  return JSON.stringify(fields, (_key, value: unknown) => value instanceof Error ? value.message : typeof value === 'bigint' ? String(value) : value)
}
