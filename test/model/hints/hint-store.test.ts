/**
 * The hint store against a reference that keeps plain sets, over histories of writes, replays, drops,
 * passing time, restarts, and power cuts in the middle of a change.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { makeActor } from '../../../protocols/record/actor.js'
import { hlcAt } from '../../../protocols/record/hlc.js'
import { partitionOf } from '../../../protocols/record/key.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { KvRecord, RecordKey } from '../../../protocols/record/record.js'
import { HintStore } from '../../../storage/hint-store.js'
import { Disk, FaultyStore } from '../../fixtures/faulty-store.js'
import { peerIdOf } from '../../fixtures/ring.js'

const PARTITIONS = 8
const AGE_MAX_MS = 100
const START_MS = 1_700_000_000_000
const TARGETS = [peerIdOf(1), peerIdOf(2)].sort() as [NodeId, NodeId]
const KEYS = 4

interface ReplayStep { readonly kind: 'replay' | 'replay and write' | 'cut while removing', readonly target: number, readonly count: number, readonly written: boolean }

type Step =
  | ReplayStep
  | { readonly kind: 'add' | 'cut while adding', readonly target: number, readonly key: number, readonly written: boolean }
  | { readonly kind: 'wait', readonly ms: number }
  | { readonly kind: 'drop expired' | 'restart' | 'cut' }
  | { readonly kind: 'drop all', readonly target: number }
  | { readonly kind: 'clear', readonly pick: number }

const target = fc.nat(1)
const STEPS: fc.Arbitrary<Step[]> = fc.array(fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('add' as const, 'add' as const, 'cut while adding' as const), target, key: fc.nat(KEYS - 1), written: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('replay' as const, 'replay and write' as const, 'cut while removing' as const), target, count: fc.integer({ min: 1, max: 3 }), written: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(60) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('drop expired' as const, 'restart' as const, 'cut' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('drop all' as const), target }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('clear' as const), pick: fc.nat(9) }) },
), { maxLength: 40 })

interface Kept { readonly keptAtMs: number, readonly writes: readonly number[] }

/** By `target key`. */
type State = ReadonlyMap<string, Kept>

function keyOf (key: number): RecordKey { return { bucket: 'default', key: Uint8Array.of(key) } }

function partition (key: number): number { return partitionOf(keyOf(key), PARTITIONS) }

function record (write: number): KvRecord {
  const actor = makeActor(new Uint8Array(16).fill(7), write)
  return { vv: new Map([[actor, 1]]), siblings: [{ dot: { actor, counter: 1 }, hlc: hlcAt(START_MS) + BigInt(write), value: Uint8Array.of(write) }] }
}

function writesOf (held: KvRecord | undefined): number[] {
  return (held?.siblings ?? []).map(({ value }) => value?.[0] ?? -1).sort((a, b) => a - b)
}

class History {
  #store: FaultyStore
  #hints: HintStore
  #state: State = new Map()
  readonly #dirty = new Set<string>()
  #nowMs = START_MS
  #writes = 0

  private constructor (hints: HintStore, store: FaultyStore) {
    this.#hints = hints
    this.#store = store
  }

  static async run (steps: readonly Step[]): Promise<void> {
    const store = new FaultyStore()
    const history = new History(await HintStore.open({ store, clock: { realtime: () => START_MS } }, { partitions: PARTITIONS, hintAgeMaxMs: AGE_MAX_MS }), store)
    await history.#open(store.disk)
    for (const step of steps) {
      await history.#step(step)
      await history.#compare()
    }
  }

  async #open (disk: Disk): Promise<void> {
    this.#store = new FaultyStore(disk)
    this.#hints = await HintStore.open({ store: this.#store, clock: { realtime: () => this.#nowMs } }, { partitions: PARTITIONS, hintAgeMaxMs: AGE_MAX_MS })
  }

  #isExpired ({ keptAtMs }: Kept): boolean { return this.#nowMs - keptAtMs >= AGE_MAX_MS }

  async #step (step: Step): Promise<void> {
    switch (step.kind) {
      case 'add': await this.#add(step.target, step.key); break
      case 'cut while adding': await this.#cutWhile(step.written, async () => { await this.#add(step.target, step.key) }); break
      case 'replay': case 'replay and write': case 'cut while removing': await this.#replay(step); break
      case 'wait': this.#nowMs += step.ms; break
      case 'drop expired': this.#drop((_target, kept) => this.#isExpired(kept)); await this.#hints.dropExpired(); break
      case 'drop all': this.#drop(one => one === step.target); await this.#hints.dropAll(this.#target(step.target)); break
      case 'restart': await this.#store.close(); await this.#open(this.#store.disk); break
      case 'cut': await this.#open(this.#store.powerCut(0, Infinity)); break
      case 'clear': {
        const marks = this.#hints.dirty()
        const mark = marks[step.pick % Math.max(1, marks.length)]
        if (mark === undefined) break
        assert.equal(await this.#hints.clearDirty(mark.target, mark.partition, mark.mark), true)
        this.#dirty.delete(`${TARGETS.indexOf(mark.target)} ${mark.partition}`)
      }
    }
  }

  #target (index: number): NodeId { return TARGETS[index === 0 ? 0 : 1] }

  async #add (to: number, key: number): Promise<void> {
    const write = ++this.#writes
    const id = `${to} ${key}`
    const before = this.#state.get(id)
    if (before !== undefined && this.#isExpired(before)) this.#dirty.add(`${to} ${partition(key)}`)
    const joined = before === undefined || this.#isExpired(before) ? { keptAtMs: this.#nowMs, writes: [write] } : { keptAtMs: before.keptAtMs, writes: [...before.writes, write] }
    this.#state = new Map([...this.#state, [id, joined]])
    await this.#hints.add(this.#target(to), keyOf(key), record(write))
  }

  #drop (dropped: (target: number, kept: Kept) => boolean): void {
    for (const [id, kept] of this.#state) {
      const [to = 0, key = 0] = id.split(' ').map(Number)
      if (!dropped(to, kept)) continue
      this.#dirty.add(`${to} ${partition(key)}`)
      this.#state = new Map([...this.#state].filter(([other]) => other !== id))
    }
  }

  async #replay (step: ReplayStep): Promise<void> {
    for (const entry of (await this.#hints.page(this.#target(step.target))).slice(0, step.count)) {
      const id = `${step.target} ${entry.key.key[0]}`
      const hint = await this.#hints.load(entry)
      assert.ok(hint !== undefined)
      assert.deepEqual(writesOf(hint.record), this.#state.get(id)?.writes, 'what is replayed is what was kept')
      if (step.kind === 'replay and write') {
        await this.#add(step.target, entry.key.key[0] ?? -1)
        assert.equal(await this.#hints.remove(hint), false)
        continue
      }
      const remove = async (): Promise<void> => {
        this.#state = new Map([...this.#state].filter(([other]) => other !== id))
        await this.#hints.remove(hint)
      }
      if (step.kind === 'replay') await remove()
      else {
        await this.#cutWhile(step.written, remove)
        return
      }
    }
  }

  /** The power goes while the batch of `change` is on its way: all of it is there afterwards, or nothing. */
  async #cutWhile (written: boolean, change: () => Promise<void>): Promise<void> {
    const before = this.#state
    const dirtyBefore = new Set(this.#dirty)
    this.#store.held = true
    void change().catch(() => {})
    while (this.#store.waiting === 0) await Promise.resolve()
    await this.#open(this.#store.powerCut(written ? Infinity : 0, 0))
    if (written) return
    this.#state = before
    this.#dirty.clear()
    for (const mark of dirtyBefore) this.#dirty.add(mark)
  }

  async #compare (): Promise<void> {
    const hints = this.#hints
    const stored = [...this.#store.disk.entries.values()].filter(({ key }) => key[0] === 3 && key[1] !== 2)
    assert.deepEqual(hints.totals(), { hints: this.#state.size, bytes: stored.reduce((sum, { key, value }) => sum + key.length + value.length, 0) })
    assert.deepEqual(new Set(hints.dirty().map(({ target: to, partition: at }) => `${TARGETS.indexOf(to)} ${at}`)), this.#dirty)
    for (const [index, to] of TARGETS.entries()) {
      const listed = (await hints.page(to)).map(({ key, keptAtMs }) => `${keptAtMs} ${key.key[0]}`)
      const expected = [...this.#state].filter(([id]) => id.startsWith(`${index} `)).map(([id, { keptAtMs }]) => ({ keptAtMs, key: Number(id.split(' ')[1]) }))
        .sort((a, b) => a.keptAtMs - b.keptAtMs || partition(a.key) - partition(b.key) || a.key - b.key).map(({ keptAtMs, key }) => `${keptAtMs} ${key}`)
      assert.deepEqual(listed, expected)
    }
    for (let key = 0; key < KEYS; key++) {
      const expected = [0, 1].flatMap(to => { const kept = this.#state.get(`${to} ${key}`); return kept === undefined || this.#isExpired(kept) ? [] : kept.writes }).sort((a, b) => a - b)
      assert.deepEqual(writesOf(await hints.read(keyOf(key))), expected)
    }
    for (let at = 0; at < PARTITIONS; at++) {
      const expected = [...this.#state.keys()].some(id => partition(Number(id.split(' ')[1])) === at) || [...this.#dirty].some(mark => mark.endsWith(` ${at}`))
      assert.equal(hints.holdsBack(at), expected)
    }
  }
}

test('a hint store keeps what a set of sets keeps, through restarts and power cuts', async () => {
  await fc.assert(fc.asyncProperty(STEPS, async steps => { await History.run(steps) }), { numRuns: 400 })
})
