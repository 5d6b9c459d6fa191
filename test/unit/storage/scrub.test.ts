import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CorruptRecordError } from '../../../protocols/errors.js'
import { sealEnvelope } from '../../../storage/envelope.js'
import { MemoryStore } from '../../../storage/memory.js'
import { Scrub } from '../../../storage/scrub.js'
import type { ScanRange } from '../../../storage/store.js'
import { patch } from '../../fixtures/patch.js'

test('a scrub finds every bad record of its range, step by step, and nothing else', async () => {
  const store = new MemoryStore()
  const key = (i: number): Uint8Array => Buffer.from(`r/${String(i).padStart(3, '0')}`)
  for (let i = 0; i < 25; i++) {
    const value = sealEnvelope(key(i), Uint8Array.of(i, i))
    if (i % 10 === 3) value[12] = 255
    await store.batch([{ type: 'put', key: key(i), value }], 'buffered')
  }
  await store.batch([{ type: 'put', key: Buffer.from('x/no envelope'), value: Uint8Array.of(1) }], 'buffered')
  const scrub = new Scrub(store, { range: { gte: Buffer.from('r/'), lt: Buffer.from('r0') }, stepRecords: 10, badKeysMax: 2 })
  assert.equal((await scrub.step()).records, 10)
  assert.equal(scrub.progress.done, false)
  while (!scrub.progress.done) await scrub.step()
  assert.equal(scrub.progress.records, 25)
  assert.equal(scrub.progress.bad, 3)
  assert.deepEqual(scrub.progress.badKeys.map(bad => Buffer.from(bad).toString()), ['r/003', 'r/013'])
})

test('a scrub goes on beyond what cannot be listed, which counts once', async () => {
  const store = new MemoryStore()
  const key = (part: number, n: number): Uint8Array => Uint8Array.of(1, part, n)
  for (let part = 0; part < 5; part++) {
    for (let n = 0; n < 3; n++) await store.batch([{ type: 'put', key: key(part, n), value: part === 4 ? Uint8Array.of(n) : sealEnvelope(key(part, n), Uint8Array.of(n)) }], 'buffered')
  }
  patch(store, 'scan', {
    value: async function * (range: ScanRange) {
      for await (const entry of MemoryStore.prototype.scan.call(store, range)) {
        // From the last record of one part to the first of the next but one.
        const at = (entry.key[1] ?? 0) * 3 + (entry.key[2] ?? 0)
        if (at >= 5 && at <= 9) throw new CorruptRecordError('a block that cannot be read')
        yield entry
      }
    },
  })
  const range = { gte: Uint8Array.of(1), lt: Uint8Array.of(2) }
  const scrub = new Scrub(store, { range, stepRecords: 2, beyond: ([, part = 0]) => Uint8Array.of(1, part + 1) })
  while (!scrub.progress.done) await scrub.step()
  const { records, bad, gaps, badKeys } = scrub.progress
  assert.deepEqual([records, bad, gaps, badKeys.length], [8, 4, 1, 3])
  await assert.rejects(async () => { for (const whole = new Scrub(store, { range }); !whole.progress.done;) await whole.step() }, CorruptRecordError)
})
