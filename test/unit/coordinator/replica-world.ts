/** Replicas that answer as each test says, on virtual time. */
import type { CoordinatorComponents } from '../../../daemon/core/coordinator/components.js'
import { HedgeBudget } from '../../../daemon/core/coordinator/hedge-budget.js'
import { Hops } from '../../../daemon/core/coordinator/hops.js'
import { PeerHealth } from '../../../daemon/core/coordinator/peer-health.js'
import type { ReplicaAnswer, ReplicaClient, StoredAck } from '../../../daemon/core/coordinator/replica-client.js'
import { ReplicaRead } from '../../../daemon/core/coordinator/replica-read.js'
import { ReplicaWrite, type ReplicaWriteInit } from '../../../daemon/core/coordinator/replica-write.js'
import { ViewCatchUp, type Views } from '../../../daemon/core/coordinator/views.js'
import type { Liveness } from '../../../daemon/core/membership/failure-detector.js'
import type { Placement, WriteTicket } from '../../../daemon/core/ring/placement.js'
import type { Ring } from '../../../daemon/core/ring/ring.js'
import { PeerUnreachableError } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { KvRecord, RecordKey } from '../../../protocols/record/record.js'
import { peerIdOf } from '../../fixtures/ring.js'
import { Scheduler } from '../../sim/scheduler.js'
import { SimClock, WallClock } from '../../sim/sim-clock.js'

export const [A, B, C, D, E] = [1, 2, 3, 4, 5].map(peerIdOf) as [NodeId, NodeId, NodeId, NodeId, NodeId]
export const KEY: RecordKey = { bucket: 'default', key: Buffer.from('k') }
export const NEVER = new Promise<never>(() => {})

export interface Asked { readonly peer: NodeId, readonly hintFor?: NodeId | undefined, readonly whole?: boolean }

/** A ring in which every partition has the same owners. @param more who has another store than in earlier ones; how many of the primaries are the ring's own */
export function ringOf (epoch: number, primaries: readonly NodeId[], fallbacks: readonly NodeId[] = [], { refilled, replicas = primaries.length }: { refilled?: NodeId, replicas?: number } = {}): Ring {
  const member = (peerId: NodeId): object => ({ peerId, storeId: peerId === refilled ? `${peerId} ${epoch}` : peerId })
  return { view: { epoch, partitions: 8, replicas }, member, preferenceList: (partition: number) => ({ partition, primaries, fallbacks }) } as unknown as Ring
}

export class World {
  readonly scheduler = new Scheduler()
  readonly clock = new SimClock(this.scheduler, new WallClock(this.scheduler))
  readonly health = new PeerHealth({ clock: this.clock }, { avoidMs: 200, avoidMsMax: 5_000 })
  readonly hops = new Hops(this.clock, false)
  readonly states = new Map<NodeId, Liveness>()
  readonly asked: Asked[] = []
  hedges = new HedgeBudget()
  readonly stores = new Map<NodeId, () => Promise<StoredAck>>()
  readonly reads = new Map<NodeId, (whole: boolean) => Promise<ReplicaAnswer>>()
  /** Tickets that were ended. */
  ended = 0
  placement: Placement
  readonly #changed: Array<() => void> = []

  constructor (ring: Ring) { this.placement = { head: ring, live: [ring], readFrom: ring } }

  get components (): CoordinatorComponents & { catchUp: ViewCatchUp } {
    const views: Views = {
      placement: () => this.placement,
      beginWrite: () => this.ticket(),
      onChange: fn => { this.#changed.push(fn) },
    }
    const replicas = {
      store: async (peer: NodeId, _key: RecordKey, _record: Uint8Array, _durability: string, _deadline: number, hintFor?: NodeId) => {
        this.asked.push({ peer, ...(hintFor === undefined ? {} : { hintFor }) })
        return await (this.stores.get(peer)?.() ?? Promise.resolve(this.ack(peer)))
      },
      read: async (peer: NodeId) => await this.answer(peer, true),
      readVersions: async (peer: NodeId) => await this.answer(peer, false),
    } as unknown as ReplicaClient
    return {
      clock: this.clock,
      meter: { count: () => {}, observe: () => {} },
      fault: { hit: () => {} },
      self: A,
      cluster: 'test',
      views,
      livenessOf: peer => this.states.get(peer) ?? 'alive',
      health: this.health,
      hedges: this.hedges,
      replicas,
      bucket: () => ({ n: 3, r: 'quorum', w: 'quorum', conflict: 'lww', ttlMs: null }),
      catchUp: new ViewCatchUp({ clock: this.clock, views, isBehind: view => (view?.epoch ?? 0) > this.placement.head.view.epoch }),
    }
  }

  async answer (peer: NodeId, whole: boolean): Promise<ReplicaAnswer> {
    this.asked.push({ peer, whole })
    return await (this.reads.get(peer)?.(whole) ?? Promise.resolve({ record: undefined, versionsOnly: false, view: undefined }))
  }

  async passed (delayMs: number): Promise<void> { await new Promise<void>(resolve => { this.clock.after(delayMs, resolve) }) }

  ticket (): WriteTicket { return { placement: this.placement, end: () => { this.ended++ } } }

  ack (peer: NodeId, epoch = 1): StoredAck { return { storeId: peer, synced: true, view: { epoch, hash: new Uint8Array() } } }

  learn (ring: Ring): void {
    this.placement = { head: ring, live: [ring, this.placement.head], readFrom: this.placement.head }
    for (const fn of this.#changed) fn()
  }

  /** Starts a write that A coordinates. */
  write (init: Partial<ReplicaWriteInit> = {}): { write: ReplicaWrite, done: Promise<unknown> } {
    const write = new ReplicaWrite(this.components, { key: KEY, durability: 'synced', deadline: this.clock.monotonic() + 1_000, n: 3, w: 'quorum', pw: undefined, hops: this.hops, ...init })
    const run = async (): Promise<void> => {
      write.begin(this.ticket())
      await write.run(new Uint8Array(), Promise.resolve(this.ack(A)))
    }
    const done = run().then(() => 'ok', (error: unknown) => error)
    return { write, done }
  }

  read (need: number, init: { fallbacks?: NodeId[], notBefore?: Map<string, number> } = {}): { read: ReplicaRead, done: Promise<unknown> } {
    const read = new ReplicaRead(this.components, { key: KEY, primaries: [A, B, C], fallbacks: () => init.fallbacks ?? [], need: { answers: need, notBefore: init.notBefore }, deadline: this.clock.monotonic() + 1_000, hops: this.hops })
    return { read, done: read.run().then(() => 'ok', (error: unknown) => error) }
  }

  async settle<T> (promise: Promise<T>): Promise<T> { return await this.scheduler.settle(promise, 5_000, 'an answer') }
}

export const gone = async (): Promise<never> => { throw new PeerUnreachableError('gone', { outcome: 'none' }) }
export const record = (counter: number): KvRecord => ({ vv: new Map([['s.1', counter]]), siblings: [{ dot: { actor: 's.1', counter }, hlc: BigInt(counter), value: Buffer.from(`v${counter}`) }] })
