/**
 * One random history of a key on three replicas: real RecordStores on disks that lose data, beside
 * the dull reference. After every step both must hold the same values and have seen the same events.
 */
import { CorruptRecordError } from '../../../protocols/errors.js'
import { equalRecords } from '../../../protocols/record/dvv-set.js'
import { partitionOf } from '../../../protocols/record/key.js'
import { coversDot } from '../../../protocols/record/version-vector.js'
import { recordStorageKey } from '../../../storage/keyspace.js'
import { RecordStore } from '../../../storage/record-store.js'
import { Disk, FaultyStore } from '../../fixtures/faulty-store.js'
import { equalSets, join, NOTHING, put } from './reference.js'
import type { Dot, KvRecord, VersionVector } from '../../../protocols/record/record.js'
import type { FaultyStoreOptions } from '../../fixtures/faulty-store.js'
import type { Causal } from './reference.js'

export type Opener = typeof RecordStore.open

export interface HistoryOptions {
  readonly seed: number
  readonly steps: number
  /** A record store with a planted bug; absent is the real one. */
  readonly open?: Opener
  readonly store?: FaultyStoreOptions
  /** So many of a hundred steps begin with a record that rots, beyond those that do anyway; absent is none. */
  readonly rotPercent?: number
  /** Stores keep what was read or written last in memory; so nothing rots, which they would not see. */
  readonly isHot?: boolean
}

export class ModelMismatch extends Error {}

const KEY = { bucket: 'default', key: Uint8Array.of(107) }
const PARTITIONS = 4
const STORAGE_KEY = recordStorageKey(partitionOf(KEY, PARTITIONS), KEY)

/** The record is there and cannot be read. */
const ROTTEN = { seen: new Set<number>(), live: new Set<number>(), rotten: true }

function isRotten (found: KvRecord | typeof ROTTEN | undefined): found is typeof ROTTEN {
  return found !== undefined && 'rotten' in found
}

interface Replica {
  name: string
  store: FaultyStore
  records: RecordStore
  causal: Causal
  /** States that are not known to be on the disk, oldest first; the first is what it holds for sure. */
  possible: Causal[]
}

/** Mulberry32: small, fast, the same everywhere. */
export function randomOf (seed: number): (n: number) => number {
  let state = seed >>> 0
  return n => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ state >>> 15, 1 | state)
    t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t
    return ((t ^ t >>> 14) >>> 0) % n
  }
}

class History {
  readonly below: (n: number) => number
  readonly replicas: Replica[] = []
  readonly dots: Array<Dot | undefined> = []
  readonly messages: Array<{ record: KvRecord, causal: Causal }> = []
  readonly contexts: Array<{ vector: VersionVector, seen: ReadonlySet<number> }> = []
  readonly log: string[] = []
  nowMs = 1_700_000_000_000
  stores = 0

  constructor (readonly options: HistoryOptions) { this.below = randomOf(options.seed) }

  async run (): Promise<void> {
    for (const name of ['a', 'b', 'c']) this.replicas.push(await this.boot(name, new Disk()))
    for (let step = 0; step < this.options.steps; step++) {
      this.nowMs += this.below(400)
      await this.step(this.pick(this.replicas))
    }
    await this.heal()
  }

  async boot (name: string, disk: Disk): Promise<Replica> {
    const store = new FaultyStore(disk, this.options.store)
    const random = (length: number): Uint8Array => { const bytes = new Uint8Array(length); bytes[0] = ++this.stores; return bytes }
    const open = this.options.open ?? RecordStore.open.bind(RecordStore)
    const records = await open({ store, clock: { realtime: () => this.nowMs }, random }, { partitions: PARTITIONS, epochBlock: 64, hotRecordsBytesMax: this.options.isHot === true ? 4_096 : 0, knownVersionsBytesMax: this.options.isHot === true ? 4_096 : 0 })
    return { name, store, records, causal: NOTHING, possible: [NOTHING] }
  }

  pick<T> (items: readonly T[]): T {
    return items[this.below(items.length)] as T
  }

  async step (replica: Replica): Promise<void> {
    if (this.options.rotPercent !== undefined && this.below(100) < this.options.rotPercent) this.rot(replica)
    const draw = this.below(100)
    if (draw < 34) await this.put(replica)
    else if (draw < 44) await this.get(replica)
    else if (draw < 58) this.send(replica)
    else if (draw < 80) await this.deliver(replica)
    else if (draw < 84) this.flush(replica)
    else if (draw < 88) await this.restart(replica, replica.store.powerCut(this.below(3), this.below(3)), 'power cut')
    else if (draw < 91) await this.stop(replica)
    else if (draw < 93) await this.restart(replica, new Disk(), 'empty disk', [NOTHING])
    else if (draw < 96 && this.options.isHot !== true) this.rot(replica)
    else await this.fence(replica)
    await this.check(replica)
  }

  async put (replica: Replica): Promise<void> {
    const event = this.dots.length
    const kind = this.pick(['siblings', 'lww', 'context'] as const)
    const context = kind === 'context' && this.contexts.length > 0 ? this.pick(this.contexts) : undefined
    replica.store.held ||= this.below(3) === 0
    const durability = this.below(4) === 0 ? 'buffered' : 'synced'
    this.dots.push(undefined)
    this.log.push(`put ${event} at ${replica.name} ${context === undefined ? kind : `after {${[...context.seen].join(' ')}}`}${replica.store.held ? ' held' : ''} ${durability}`)
    const before = replica.causal === ROTTEN ? NOTHING : replica.causal
    const write = await replica.records.write(KEY, {
      value: Uint8Array.of(event >> 8, event),
      policy: kind === 'lww' ? 'lww' : 'siblings',
      ...(context === undefined ? {} : { context: context.vector }),
      withoutPrevious: this.options.isHot === true,
    }, durability)
    this.dots[event] = write.dot
    const seen = context !== undefined ? context.seen : kind === 'lww' ? before.seen : new Set<number>()
    this.change(replica, put(before, seen, event), durability === 'synced')
    this.settle(write.committed)
  }

  /** The replica's state is now `causal`; on the disk for sure only if synced and not held. */
  change (replica: Replica, causal: Causal, synced: boolean): void {
    replica.causal = causal
    if (synced && !replica.store.held) replica.possible = [causal]
    else replica.possible.push(causal)
  }

  async get (replica: Replica): Promise<void> {
    if (replica.causal === ROTTEN) return
    const record = await replica.records.read(KEY)
    if (record === undefined) return
    this.log.push(`get at ${replica.name}`)
    this.contexts.push({ vector: record.vv, seen: replica.causal.seen })
    this.messages.push({ record, causal: replica.causal })
  }

  /** What a replica holds, sent or lost; delivered any number of times. */
  send (replica: Replica): void {
    if (replica.causal !== ROTTEN) this.sending = replica
  }

  sending: Replica | undefined

  async deliver (to: Replica): Promise<void> {
    let message: { record: KvRecord, causal: Causal } | undefined
    if (this.sending !== undefined && this.sending.causal !== ROTTEN) {
      const record = await this.sending.records.read(KEY)
      if (record !== undefined) this.messages.push(message = { record, causal: this.sending.causal })
      this.sending = undefined
    }
    if (this.messages.length > 0 && this.below(3) === 0) message = this.pick(this.messages)
    if (message === undefined) return
    this.log.push(`deliver {${[...message.causal.live].join(' ')}} to ${to.name}`)
    const before = to.causal === ROTTEN ? NOTHING : to.causal
    const durability = this.below(4) === 0 ? 'buffered' : 'synced'
    const merged = await to.records.merge(KEY, message.record, durability)
    const after = join(before, message.causal)
    if (merged.changed || durability === 'synced') this.change(to, after, durability === 'synced')
    this.settle(merged.committed)
  }

  flush (replica: Replica): void {
    replica.store.held = false
    replica.store.flush()
  }

  async stop (replica: Replica): Promise<void> {
    this.flush(replica)
    await replica.records.close()
    await replica.store.close()
    await this.restart(replica, replica.store.disk, 'clean stop', [replica.causal])
  }

  async restart (replica: Replica, disk: Disk, why: string, possible = replica.possible): Promise<void> {
    this.log.push(`${why} of ${replica.name}`)
    Object.assign(replica, await this.boot(replica.name, disk))
    await this.recover(replica, possible)
  }

  /** Finds which of the states that the disk may hold it does hold. */
  async recover (replica: Replica, possible: readonly Causal[]): Promise<void> {
    const record = await this.read(replica)
    const found = isRotten(record) ? possible.find(causal => causal === ROTTEN) : possible.findLast(causal => causal !== ROTTEN && this.agrees(record, causal))
    if (found === undefined) throw new ModelMismatch(`${replica.name} came back with a state it never had`)
    replica.causal = found
    replica.possible = [found]
  }

  async read (replica: Replica): Promise<KvRecord | undefined | typeof ROTTEN> {
    try {
      return await replica.records.read(KEY)
    } catch (error) {
      if (error instanceof CorruptRecordError) return ROTTEN
      throw error
    }
  }

  rot (replica: Replica): void {
    // Only what lies still: what is being rewritten heals by itself.
    if (replica.store.waiting > 0 || replica.possible.length > 1 || !replica.store.disk.entries.has(String.fromCharCode(...STORAGE_KEY))) return
    this.log.push(`rot at ${replica.name}`)
    replica.store.held = false
    if (replica.causal !== ROTTEN) replica.store.rot(STORAGE_KEY)
    replica.causal = ROTTEN
    replica.possible = [ROTTEN]
  }

  async fence (replica: Replica): Promise<void> {
        this.log.push(`fence of ${replica.name}`)
    replica.store.flush(this.below(2))
    replica.store.fence()
    replica.store.held = false
    replica.store.reopen()
    // What was written before the fence may still be lost in a power cut.
    const { possible } = replica
    await this.recover(replica, possible)
    replica.possible = possible.slice(0, possible.lastIndexOf(replica.causal) + 1)
  }

  settle (committed: Promise<void>): void {
    committed.catch(() => { /* fenced: the outcome is read from the disk */ })
  }

  agrees (record: KvRecord | undefined, { seen, live }: Causal): boolean {
    const values = new Set((record?.siblings ?? []).map(({ value }) => ((value?.[0] ?? 0) << 8) + (value?.[1] ?? 0)))
    if (values.size !== (record?.siblings.length ?? 0) || !equalSets(values, live)) return false
    return this.dots.every((dot, event) => dot === undefined || (record !== undefined && coversDot(record.vv, dot)) === seen.has(event))
  }

  async check (replica: Replica): Promise<void> {
    const record = await this.read(replica)
    if (replica.causal === ROTTEN || isRotten(record)) {
      if (replica.causal !== record) throw new ModelMismatch(`${replica.name} took a rotten record for a good one, or the reverse`)
      return
    }
    if (this.agrees(record, replica.causal)) return
    const held = record?.siblings.map(({ dot, value }) => `${value?.[1]}=${dot.actor.slice(0, 2)}.${dot.actor.slice(33)}:${dot.counter}`).join(' ') ?? 'nothing'
    throw new ModelMismatch(`${replica.name} holds ${held}, the reference {${[...replica.causal.live].join(' ')}} of {${[...replica.causal.seen].join(' ')}}`)
  }

  /** Everything reaches everybody: then all are equal. */
  async heal (): Promise<void> {
    for (const replica of this.replicas) this.flush(replica)
    const [first, ...others] = this.replicas as [Replica, ...Replica[]]
    for (const other of others) await this.exchange(other, first)
    for (const other of others) await this.exchange(first, other)
    const records = await Promise.all(this.replicas.filter(({ causal }) => causal !== ROTTEN).map(({ records }) => records.read(KEY)))
    const [one] = records
    if (one !== undefined && !records.every(record => record !== undefined && equalRecords(record, one))) throw new ModelMismatch('the replicas did not converge')
  }

  async exchange (from: Replica, to: Replica): Promise<void> {
    const record = from.causal === ROTTEN ? undefined : await from.records.read(KEY)
    if (record === undefined) return
    const before = to.causal === ROTTEN ? NOTHING : to.causal
    await (await to.records.merge(KEY, record, 'synced')).committed
    this.change(to, join(before, from.causal), true)
    await this.check(to)
  }
}

/** @throws ModelMismatch with the steps that led to it */
export async function runHistory (options: HistoryOptions): Promise<void> {
  const history = new History(options)
  try {
    await history.run()
  } catch (error) {
    if (error instanceof ModelMismatch) error.message = `seed ${options.seed}: ${error.message}\n  ${history.log.join('\n  ')}`
    throw error
  }
}
