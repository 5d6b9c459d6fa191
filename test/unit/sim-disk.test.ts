import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { StoreFencedError } from '../../protocols/errors.js'
import type { StoreOp } from '../../storage/store.js'
import { Scheduler } from '../sim/scheduler.js'
import { SimDisk, SimStore } from '../sim/sim-disk.js'
import { SimPrng } from '../sim/sim-prng.js'

const op = (key: number, value: number): StoreOp => ({ type: 'put', key: Uint8Array.of(1, key), value: Uint8Array.of(value) })

test('a power cut takes a suffix of what is not synced, and never anything before a synced batch', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.record({ key: fc.nat(4), synced: fc.boolean() }), { maxLength: 20 }), fc.nat(20), async (batches, lost) => {
    const disk = new SimDisk()
    const store = new SimStore(disk, new Scheduler())
    for (const [value, { key, synced }] of batches.entries()) await store.batch([op(key, value)], synced ? 'synced' : 'buffered')
    const unsynced = batches.length - 1 - batches.findLastIndex(({ synced }) => synced)
    disk.powerCut(lost)
    const kept = batches.length - Math.min(lost, unsynced)
    const expected = new Map(batches.slice(0, kept).map(({ key }, value) => [key, value]))
    for (let key = 0; key <= 4; key++) assert.equal(disk.get(Uint8Array.of(1, key))?.[0], expected.get(key))
  }))
})

test('a kill loses no batch that was acknowledged, and settles nothing any more', async () => {
  const disk = new SimDisk()
  const scheduler = new Scheduler()
  const store = new SimStore(disk, scheduler)
  await store.batch([op(1, 1)], 'buffered')
  disk.writeMs = 5
  let settled = false
  store.batch([op(1, 2)], 'synced').then(() => { settled = true }, () => { settled = true })
  store.kill(new SimPrng(1))
  await scheduler.runFor(100)
  assert.equal(settled, false)
  assert.ok([1, 2].includes(disk.get(Uint8Array.of(1, 1))?.[0] ?? 0))
  assert.equal(new SimStore(disk, scheduler).opening.clean, false)
})

test('a full disk fences the store: outcome unknown for the batch that failed, none for what comes after, open again with space', async () => {
  const disk = new SimDisk()
  const scheduler = new Scheduler()
  const store = new SimStore(disk, scheduler)
  const states: string[] = []
  store.onStateChange(({ state }) => { states.push(state) })
  disk.full = true
  await assert.rejects(store.batch([op(1, 1)], 'synced'), (error: unknown) => error instanceof StoreFencedError && error.outcome === 'unknown')
  await assert.rejects(store.batch([op(1, 2)], 'synced'), (error: unknown) => error instanceof StoreFencedError && error.outcome === 'none')
  disk.full = false
  await scheduler.runFor(1_000)
  await store.batch([op(1, 3)], 'synced')
  assert.deepEqual(states, ['fenced', 'open'])
  assert.equal(disk.get(Uint8Array.of(1, 1))?.[0], 3)
})
