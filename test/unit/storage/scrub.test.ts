import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sealEnvelope } from '../../../storage/envelope.js'
import { MemoryStore } from '../../../storage/memory.js'
import { Scrub } from '../../../storage/scrub.js'

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
