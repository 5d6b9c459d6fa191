import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Level } from '../../../storage/classic/level.js'
import { ReadBatcher } from '../../../storage/classic/read-batcher.js'

const follow = (): Promise<never> => Promise.reject(new Error('there is no reference here'))

/** Answers each key with itself, when `release` is called. */
function fakeLevel (): { level: Level, batches: number[], release: () => void } {
  const batches: number[] = []
  const { promise, resolve: release } = Promise.withResolvers<void>()
  const readMany = async (keys: readonly Uint8Array[]): Promise<Uint8Array[]> => {
    batches.push(keys.length)
    await promise
    return [...keys]
  }
  return { level: { readMany } as unknown as Level, batches, release }
}

test('of many reads in one turn 32 go out at once, and what is left at its end', async () => {
  const { level, batches, release } = fakeLevel()
  const reads = new ReadBatcher(level, { readsInFlightMax: 100, follow, again: follow })
  const answers = Promise.all(Array.from({ length: 80 }, (_, i) => reads.get(Uint8Array.of(i))))
  assert.deepEqual(batches, [32, 32])
  await new Promise(resolve => { setImmediate(resolve) })
  assert.deepEqual(batches, [32, 32, 16])
  assert.ok(reads.underWay !== undefined)
  release()
  assert.deepEqual((await answers).map(value => value?.[0]), Array.from({ length: 80 }, (_, i) => i))
  assert.equal(reads.underWay, undefined)
})

test('exactly 32 reads in one turn are one batch, and the next turn begins anew', async () => {
  const { level, batches, release } = fakeLevel()
  release()
  const reads = new ReadBatcher(level, { readsInFlightMax: 100, follow, again: follow })
  await Promise.all(Array.from({ length: 32 }, (_, i) => reads.get(Uint8Array.of(i))))
  await reads.get(Uint8Array.of(1))
  assert.deepEqual(batches, [32, 1])
})

test('a bad sector is a record that cannot be read, and too many open files are not', async () => {
  for (const [message, name] of [['IO error: db/000005.ldb: Input/output error', 'CorruptRecordError'], ['IO error: db/000005.ldb: Too many open files', 'Error']] as const) {
    const error = Object.assign(new Error(message), { code: 'LEVEL_IO_ERROR' })
    const level = { status: 'open', readMany: async () => { throw error }, get: async () => { throw error } } as unknown as Level
    const reads = new ReadBatcher(level, { readsInFlightMax: 100, follow, again: follow })
    for (const one of await Promise.allSettled([1, 2].map(async key => await reads.get(Uint8Array.of(key))))) {
      assert.equal(one.status === 'rejected' && (one.reason as Error).name, name)
    }
  }
})

test('beyond the limit a read is refused', async () => {
  const { level, release } = fakeLevel()
  const reads = new ReadBatcher(level, { readsInFlightMax: 1, follow, again: follow })
  const first = reads.get(Uint8Array.of(1))
  await assert.rejects(reads.get(Uint8Array.of(2)), { name: 'OverloadedError' })
  release()
  assert.deepEqual(await first, Uint8Array.of(1))
})
