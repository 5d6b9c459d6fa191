/** What every engine must do. An engine's own test is a few lines that say how to open one. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { NotReadyError } from '../../protocols/errors.js'
import { compareBytes } from '../../storage/compare-bytes.js'
import type { Store, StoreEntry, StoreOp } from '../../storage/store.js'

const text = (value: string): Uint8Array => new TextEncoder().encode(value)
const put = (key: string, value: string): StoreOp => ({ type: 'put', key: text(key), value: text(value) })
const del = (key: string): StoreOp => ({ type: 'del', key: text(key) })
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

async function collect (entries: AsyncIterable<StoreEntry>): Promise<Array<[string, string]>> {
  const all: Array<[string, string]> = []
  for await (const { key, value } of entries) all.push([hex(key), hex(value)])
  return all
}

const range = (prefix: string): { gte: Uint8Array, lt: Uint8Array } => ({ gte: text(`${prefix}/`), lt: text(`${prefix}0`) })

export function storeSuite (name: string, open: () => Promise<{ store: Store, dispose: () => Promise<void> }>): void {
  describe(name, () => {
    let store: Store
    let dispose: () => Promise<void>
    before(async () => { ({ store, dispose } = await open()) })
    after(async () => { await store.close(); await dispose() })

    test('a new store is clean, open and takes client writes', () => {
      assert.deepEqual(store.opening, { clean: true, lostBatches: false })
      assert.equal(store.health().state, 'open')
      assert.equal(store.health().clientWritesRefused, undefined)
    })

    test('what was put is read, also with an empty value, and what was not is undefined', async () => {
      await store.batch([put('a/1', 'one'), put('a/2', '')], 'synced')
      assert.deepEqual(await store.get(text('a/1')), text('one'))
      assert.deepEqual(await store.get(text('a/2')), new Uint8Array(0))
      assert.equal(await store.get(text('a/3')), undefined)
    })

    test('a value is a plain byte array, whose slice is a copy', async () => {
      await store.batch([put('p/1', 'x')], 'buffered')
      const value = await store.get(text('p/1'))
      assert.equal(Object.getPrototypeOf(value), Uint8Array.prototype)
      for await (const entry of store.scan(range('p'))) assert.equal(Object.getPrototypeOf(entry.value), Uint8Array.prototype)
    })

    test('within a batch the last operation on a key holds', async () => {
      await store.batch([put('b/1', 'x'), del('b/1'), put('b/2', 'x'), put('b/2', 'y'), del('b/3')], 'buffered')
      assert.equal(await store.get(text('b/1')), undefined)
      assert.deepEqual(await store.get(text('b/2')), text('y'))
    })

    test('batches apply in the order in which they were submitted', async () => {
      await Promise.all(Array.from({ length: 300 }, (_, i) => store.batch([put('o/1', `${i}`)], i % 3 === 0 ? 'synced' : 'buffered')))
      assert.deepEqual(await store.get(text('o/1')), text('299'))
    })

    test('many reads at once each get their own value', async () => {
      await store.batch(Array.from({ length: 100 }, (_, i) => put(`m/${i}`, `${i}`)), 'buffered')
      const values = await Promise.all(Array.from({ length: 120 }, (_, i) => store.get(text(`m/${i}`))))
      for (const [i, value] of values.entries()) assert.deepEqual(value, i < 100 ? text(`${i}`) : undefined)
    })

    test('a scan gives its range in key order, start included, end not, and no more than its limit', async () => {
      await store.batch(['s/b', 's/a', 's/c', 's/', 's0'].map(key => put(key, 'v')), 'buffered')
      const keys = async (limit?: number): Promise<string[]> =>
        (await collect(store.scan({ ...range('s'), ...(limit === undefined ? {} : { limit }) }))).map(([key]) => Buffer.from(key, 'hex').toString())
      assert.deepEqual(await keys(), ['s/', 's/a', 's/b', 's/c'])
      assert.deepEqual(await keys(2), ['s/', 's/a'])
    })

    test('a scan of keys only gives all keys', async () => {
      await store.batch(['k/b', 'k/a'].map(key => put(key, 'v')), 'buffered')
      assert.deepEqual((await collect(store.scan({ ...range('k'), keysOnly: true }))).map(([key]) => Buffer.from(key, 'hex').toString()), ['k/a', 'k/b'])
    })

    test('a scan sees one moment: no write made while it runs', async () => {
      const all = Array.from({ length: 1_000 }, (_, i) => put(`t/${String(i).padStart(4, '0')}`, 'old'))
      await store.batch(all, 'buffered')
      let count = 0
      for await (const { value } of store.scan(range('t'))) {
        if (count++ === 0) await store.batch([...all.map((op): StoreOp => ({ ...op, type: 'put', value: text('new') })), put('t/9999', 'new')], 'buffered')
        assert.equal(Buffer.from(value).toString(), 'old')
      }
      assert.equal(count, 1_000)
    })

    test('a scan that is left early frees what it holds', async () => {
      await store.batch([put('l/1', '1'), put('l/2', '2')], 'buffered')
      for await (const entry of store.scan(range('l'))) { assert.deepEqual(entry.value, text('1')); break }
    })

    test('any history of batches reads and scans as a sorted map', async () => {
      const key = fc.uint8Array({ minLength: 0, maxLength: 3 }).map(bytes => Buffer.concat([Buffer.from('h/'), bytes]))
      const op: fc.Arbitrary<StoreOp> = fc.oneof(
        fc.record({ type: fc.constant('put' as const), key, value: fc.uint8Array({ maxLength: 5 }) }),
        fc.record({ type: fc.constant('del' as const), key }))
      await fc.assert(fc.asyncProperty(fc.array(fc.array(op, { maxLength: 8 }), { maxLength: 8 }), fc.tuple(key, key), async (batches, [a, b]) => {
        const model = new Map<string, string>()
        const bounds = { gte: text('h/'), lt: text('h0') }
        await store.batch((await collect(store.scan(bounds))).map(([old]) => ({ type: 'del', key: Buffer.from(old, 'hex') })), 'buffered')
        await Promise.all(batches.map(async batch => { await store.batch(batch, 'buffered') }))
        for (const one of batches.flat()) {
          if (one.type === 'put') model.set(hex(one.key), hex(one.value))
          else model.delete(hex(one.key))
        }
        const sorted = [...model].sort(([x], [y]) => compareBytes(Buffer.from(x, 'hex'), Buffer.from(y, 'hex')))
        assert.deepEqual(await collect(store.scan(bounds)), sorted)
        const within = sorted.filter(([k]) => k >= hex(a) && k < hex(b))
        assert.deepEqual(await collect(store.scan({ gte: a, lt: b })), within)
        for (const [k, value] of sorted) assert.equal(hex((await store.get(Buffer.from(k, 'hex'))) ?? text('absent')), value)
      }), { numRuns: 30 })
    })

    test('a closed store says so, tells its listeners once and can be closed again', async () => {
      const other = await open()
      const states: string[] = []
      other.store.onStateChange(health => { states.push(health.state) })
      await other.store.batch([put('k', 'v')], 'synced')
      await Promise.all([other.store.close(), other.store.close()])
      assert.deepEqual(states, ['closed'])
      assert.equal(other.store.health().state, 'closed')
      await assert.rejects(other.store.get(text('k')), NotReadyError)
      await assert.rejects(other.store.batch([put('k', 'v')], 'synced'), NotReadyError)
      await assert.rejects(collect(other.store.scan(range('k'))), NotReadyError)
      await other.dispose()
    })
  })
}
