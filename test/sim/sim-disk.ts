/**
 * A simulated disk and the Store on it. A batch is queued (in the process), then written (with the
 * operating system), then synced (on the medium). A kill loses what is queued, which nobody was
 * promised; a power cut also loses a suffix of what is not synced.
 */
import type { Timer } from '../../daemon/core/env.js'
import { NotReadyError, OverloadedError, StoreFencedError } from '../../protocols/errors.js'
import { latin1 } from '../../protocols/record/bytes.js'
import { ENVELOPE_HEADER_BYTES, openEnvelope, sealEnvelope } from '../../storage/envelope.js'
import type { Durability, OpeningReport, ScanRange, Store, StoreEntry, StoreHealth, StoreOp } from '../../storage/store.js'
import type { Scheduler } from './scheduler.js'
import type { SimPrng } from './sim-prng.js'

/** What a planted bug does to a disk; absent in every other run. */
export interface DiskBugs {
  /** Says `synced` and does not. */
  readonly neverSyncs?: boolean
  /** As if records had no checksum: rot is not noticed. */
  readonly noChecksum?: boolean
}

const RETRY_FENCED_MS = 250
const RETRY_REFUSED_MS = 50

/** Outlives the runs of its peer. */
export class SimDisk {
  readonly #entries = new Map<string, StoreEntry>()
  /** The same by the beginning of the key, which is the partition as a rule: what is scanned at one time. */
  readonly #groups = new Map<number, Group>()
  /** What undoes each batch that is written and not synced, oldest first. */
  unsynced: Array<() => void> = []
  opening: OpeningReport = { clean: true, lostBatches: false }
  #writeMs = 0
  /** The most that a batch has ever taken. */
  slowestMs = 0
  full = false
  /** Operations that wait for it at a time, in more than one batch; what would be more is refused. Nothing waits while `writeMs` is 0. */
  queueOpsMax = Infinity
  batches = 0
  /** How often it was replaced by an empty one. */
  wiped = 0
  /** Something on it has rotted, ever. */
  rotted = false

  constructor (readonly bugs: DiskBugs = {}) {}

  /** Milliseconds from a batch to its acknowledgement; 0 acknowledges at once. */
  get writeMs (): number { return this.#writeMs }

  set writeMs (ms: number) {
    this.#writeMs = ms
    this.slowestMs = Math.max(this.slowestMs, ms)
  }

  /** By key, as latin1 text. */
  get entries (): ReadonlyMap<string, StoreEntry> { return this.#entries }

  apply (ops: readonly StoreOp[], durability: Durability): void {
    this.batches++
    const undo: Array<() => void> = []
    for (const op of ops) {
      const id = latin1(op.key)
      const before = this.#entries.get(id)
      undo.push(() => { this.#set(id, before) })
      this.#set(id, op.type === 'put' ? { key: before?.key ?? op.key.slice(), value: op.value.slice() } : undefined)
    }
    this.unsynced.push(() => { for (const one of undo.reverse()) one() })
    if (durability === 'synced' && this.bugs.neverSyncs !== true) this.unsynced = []
  }

  /** The machine stops: `lost` of the batches that are not synced are gone. */
  powerCut (lost: number): void {
    const gone = this.unsynced.splice(Math.max(0, this.unsynced.length - lost))
    for (const undo of gone.reverse()) undo()
    this.unsynced = []
    this.opening = { clean: false, lostBatches: false }
  }

  /** A new, empty disk in its place. */
  wipe (): void {
    this.wiped++
    this.#entries.clear()
    this.#groups.clear()
    this.unsynced = []
    this.opening = { clean: true, lostBatches: false }
  }

  get (key: Uint8Array): Uint8Array | undefined { return this.#entries.get(latin1(key))?.value }

  /** Whether what is stored under `key` does not match its checksum. */
  isCorrupt (key: Uint8Array): boolean {
    const value = this.get(key)
    if (value === undefined) return false
    try {
      openEnvelope(key, value)
      return false
    } catch { return true }
  }

  /** Flips the bit `bit` (modulo the length) of the body stored under `key`. */
  rot (key: Uint8Array, bit: number): void {
    const found = this.#entries.get(latin1(key))
    if (found === undefined) return
    this.rotted = true
    const value = found.value.slice()
    const body = value.length - ENVELOPE_HEADER_BYTES
    const at = ENVELOPE_HEADER_BYTES + Math.floor(bit / 8) % body
    value[at] = (value[at] ?? 0) ^ (1 << bit % 8)
    const stored = this.bugs.noChecksum === true ? sealEnvelope(key, value.subarray(ENVELOPE_HEADER_BYTES)) : value
    this.#set(latin1(key), { key: found.key, value: stored })
  }

  #set (id: string, entry: StoreEntry | undefined): void {
    const at = groupOf(id)
    let group = this.#groups.get(at)
    if (group === undefined) this.#groups.set(at, group = { entries: new Map(), sorted: undefined })
    if (entry === undefined) {
      this.#entries.delete(id)
      if (group.entries.delete(id)) group.sorted = undefined
      return
    }
    this.#entries.set(id, entry)
    if (!group.entries.has(id)) group.sorted = undefined
    group.entries.set(id, entry)
  }

  /** What there is from `gte` to below `lt`, in the order of keys, as it is now. */
  range (gte: Uint8Array, lt: Uint8Array): StoreEntry[] {
    const first = latin1(gte)
    const end = latin1(lt)
    const found: StoreEntry[] = []
    const [from, to] = [groupOf(first), groupOf(end)]
    const groups = to - from <= 1 ? [from, to] : [...this.#groups.keys()].filter(at => at >= from && at <= to).sort((a, b) => a - b)
    for (const at of new Set(groups)) {
      const group = this.#groups.get(at)
      if (group === undefined) continue
      // The order of latin1 text is that of the bytes.
      group.sorted ??= [...group.entries.keys()].sort()
      for (const id of group.sorted) {
        const entry = id >= first && id < end ? group.entries.get(id) : undefined
        if (entry !== undefined) found.push(entry)
      }
    }
    return found
  }

  /** How many keys begin with that byte. */
  count (prefix: number): number {
    let sum = 0
    for (const [at, { entries }] of this.#groups) if (at >>> 16 === prefix) sum += entries.size
    return sum
  }

  /** Partitions with keys under that prefix. */
  partitions (prefix: number): number[] {
    return [...this.#groups].flatMap(([at, { entries }]) => at >>> 16 === prefix && entries.size > 0 ? [at & 0xffff] : [])
  }
}

/** `sorted`: its keys in order; undefined: to be sorted anew. */
interface Group { readonly entries: Map<string, StoreEntry>, sorted: string[] | undefined }

/** By the first three bytes of a key. */
function groupOf (id: string): number {
  return id.charCodeAt(0) << 16 | (id.length > 1 ? id.charCodeAt(1) << 8 : 0) | (id.length > 2 ? id.charCodeAt(2) : 0)
}

interface Queued { readonly ops: readonly StoreOp[], readonly durability: Durability, readonly resolve: () => void, readonly reject: (error: Error) => void }

/** One run on a disk. After `kill` nothing that was asked of it settles. */
export class SimStore implements Store {
  opening: OpeningReport
  #queue: Queued[] = []
  #timer: Timer | undefined
  #state: StoreHealth['state'] = 'open'
  #killed = false
  readonly #listeners: Array<(health: StoreHealth) => void> = []

  /** @param hit a fault point: may kill this very run */
  constructor (readonly disk: SimDisk, private readonly scheduler: Scheduler, private readonly hit: (name: string) => void = () => {}) {
    this.opening = disk.opening
    disk.opening = { clean: false, lostBatches: false }
  }

  get (key: Uint8Array): Promise<Uint8Array | undefined> {
    if (this.#killed) return never()
    if (this.#state === 'closed') return Promise.reject(new NotReadyError('the store is closed'))
    const value = this.disk.get(key)
    return Promise.resolve(value)
  }

  async * scan ({ gte, lt, limit = Infinity }: ScanRange): AsyncGenerator<StoreEntry> {
    if (this.#state === 'closed') throw new NotReadyError('the store is closed')
    let left = limit
    for (const entry of this.disk.range(gte, lt)) {
      if (left-- <= 0) return
      if (this.#killed) await never()
      yield entry
    }
  }

  batch (ops: readonly StoreOp[], durability: Durability, onRefused?: () => void): Promise<void> {
    if (this.#killed) return never()
    if (this.#state === 'closed') return Promise.reject(new NotReadyError('the store is closed'))
    const refusal = this.#refusal(ops)
    if (refusal !== undefined) {
      onRefused?.()
      this.hit('disk.refused')
      return Promise.reject(refusal)
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ ops, durability, resolve, reject })
      if (this.disk.writeMs === 0) this.#flush()
      else this.#timer ??= this.scheduler.after(this.disk.writeMs, () => { this.#flush() })
    })
  }

  #refusal (ops: readonly StoreOp[]): Error | undefined {
    if (this.#state === 'fenced') return new StoreFencedError('the disk is full', { outcome: 'none' })
    if (this.#queue.length === 0 || ops.length === 0 || this.#queue.reduce((sum, queued) => sum + queued.ops.length, ops.length) <= this.disk.queueOpsMax) return undefined
    return new OverloadedError('queueOpsMax', RETRY_REFUSED_MS)
  }

  #flush (): void {
    this.#timer = undefined
    if (this.#killed) return
    if (this.disk.full) {
      this.#fence()
      return
    }
    const queue = this.#queue
    this.#queue = []
    this.hit('disk.before-write')
    if (this.#isKilled()) return
    for (const { ops } of queue) this.disk.apply(ops, 'buffered')
    this.hit('disk.before-sync')
    if (this.#isKilled()) return
    if (queue.some(({ durability }) => durability === 'synced')) this.disk.apply([], 'synced')
    for (const { resolve } of queue) resolve()
    this.hit('disk.after-sync')
  }

  /** The first batch may or may not be there after a reopen; those behind it are not. */
  #fence (): void {
    this.#state = 'fenced'
    const [first, ...rest] = this.#queue.splice(0)
    if (first !== undefined && this.disk.batches % 2 === 0) this.disk.apply(first.ops, 'synced')
    first?.reject(new StoreFencedError('a write failed: the disk is full', { outcome: 'unknown' }))
    for (const { reject } of rest) reject(new StoreFencedError('a write before it failed', { outcome: 'none' }))
    this.#announce()
    this.#reopenSoon()
  }

  #reopenSoon (): void {
    this.scheduler.after(RETRY_FENCED_MS, () => {
      if (this.#killed || this.#state !== 'fenced') return
      if (this.disk.full) {
        this.#reopenSoon()
        return
      }
      this.#state = 'open'
      this.opening = { clean: false, lostBatches: false }
      this.#announce()
    })
  }

  /** kill -9: of the batches in the queue the first `written` had reached the operating system. */
  kill (prng: SimPrng): void {
    if (this.#killed) return
    this.#killed = true
    this.#timer?.cancel()
    const written = prng.below(this.#queue.length + 1)
    for (const { ops } of this.#queue.splice(0).slice(0, written)) this.disk.apply(ops, 'buffered')
  }

  #isKilled (): boolean { return this.#killed }

  #announce (): void {
    for (const listener of this.#listeners) listener(this.health())
  }

  health (): StoreHealth {
    if (this.#state === 'open') return { state: 'open', ...(this.disk.full ? { clientWritesRefused: 'the disk is full' } : {}) }
    return { state: this.#state, reason: this.#state === 'fenced' ? 'the disk is full' : 'closed by its owner' }
  }

  onStateChange (fn: (health: StoreHealth) => void): void { this.#listeners.push(fn) }

  async close (): Promise<void> {
    if (this.#state === 'closed') return
    this.#flush()
    this.disk.apply([], 'synced')
    this.disk.opening = { clean: true, lostBatches: false }
    this.#state = 'closed'
    this.#announce()
  }
}

/** What a dead process waits for. */
async function never (): Promise<never> { return await new Promise(() => {}) }

/** Draws how many of the unsynced batches a power cut takes. */
export function drawLost (disk: SimDisk, prng: SimPrng): number {
  return prng.chance(1, 2) ? disk.unsynced.length : prng.below(disk.unsynced.length + 1)
}
