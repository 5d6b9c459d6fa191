import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConcurrencyLimit } from '../../../daemon/core/coordinator/concurrency-limit.js'
import { Scheduler } from '../../sim/scheduler.js'
import { SimClock, WallClock } from '../../sim/sim-clock.js'

const LIMITS = { min: 16, start: 512, max: 1_024 }

function begin () {
  const scheduler = new Scheduler()
  const limit = new ConcurrencyLimit({ clock: new SimClock(scheduler, new WallClock(scheduler)) }, LIMITS)
  /** Requests for so long that take so long, as many in work as may be. */
  const run = async (forMs: number, elapsedMs: (index: number) => number, givenMs = 2_000, inWork = (most: number): number => most): Promise<void> => {
    for (let index = 0; index < forMs; index++) {
      await scheduler.runFor(1)
      limit.ended(elapsedMs(index), inWork(limit.value), givenMs)
    }
  }
  /** All of them end at once, after so long. */
  const stall = async (inWork: number, forMs: number): Promise<void> => {
    await scheduler.runFor(forMs)
    for (let left = inWork; left > 0; left--) limit.ended(forMs, left, 2_000)
  }
  return { limit, run, stall }
}

test('a queue that nobody passes shrinks the limit within seconds, and its end lets it grow again', async () => {
  const { limit, run } = begin()
  await run(3_000, () => 900)
  assert.equal(limit.value, LIMITS.min)
  await run(10_000, () => 20)
  assert.equal(limit.value, LIMITS.max)
})

test('the limit settles where a request takes the part of its time that a queue may', async () => {
  const { limit, run } = begin()
  // A machine that does 200 a second: Little's law.
  await run(20_000, () => limit.value / 200 * 1_000)
  assert.ok(limit.value > 50 && limit.value < 110, String(limit.value))
})

test('some slow requests are no queue, nor are patient callers', async () => {
  const { limit, run } = begin()
  await run(3_000, index => index % 20 === 0 ? 5 : 900)
  assert.ok(limit.value >= LIMITS.start, 'one replica hangs, others answer')
  const patient = begin()
  await patient.run(3_000, () => 900, 60_000)
  assert.ok(patient.limit.value >= LIMITS.start)
})

test('a moment in which the process stood still is no queue; one after the other without pause between them are', async () => {
  const { limit, run, stall } = begin()
  for (let times = 0; times < 5; times++) {
    await run(300, () => 20, 2_000, () => 85)
    await stall(85, 600)
  }
  await run(300, () => 20, 2_000, () => 85)
  assert.equal(limit.value, LIMITS.start)
  for (let times = 0; times < 5; times++) await stall(85, 600)
  assert.ok(limit.value < 85, String(limit.value))
})

test('what came too late was not quick, however little time it had', async () => {
  const { limit, run } = begin()
  await run(3_000, () => Infinity, 50)
  assert.equal(limit.value, LIMITS.min)
})

test('an idle peer learns nothing', async () => {
  const { limit, run } = begin()
  await run(10_000, () => 5, 2_000, () => 3)
  assert.equal(limit.value, LIMITS.start)
})

test('a few in work are never refused, however slow the machine', async () => {
  const { limit, run } = begin()
  await run(10_000, () => 60_000, 1)
  assert.equal(limit.value, LIMITS.min)
})
