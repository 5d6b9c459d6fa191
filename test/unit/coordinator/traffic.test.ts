import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Admission, type AdmissionLimits } from '../../../daemon/core/coordinator/admission.js'
import { HedgeBudget } from '../../../daemon/core/coordinator/hedge-budget.js'
import { PeerHealth } from '../../../daemon/core/coordinator/peer-health.js'
import { SingleFlight } from '../../../daemon/core/coordinator/single-flight.js'
import { DeadlineExceededError, OverloadedError } from '../../../protocols/errors.js'
import { peerIdOf } from '../../fixtures/ring.js'
import { Scheduler } from '../../sim/scheduler.js'
import { SimClock, WallClock } from '../../sim/sim-clock.js'

const A = peerIdOf(1)
const B = peerIdOf(2)
const METER = { count: () => {}, observe: () => {} }

function time (): { scheduler: Scheduler, clock: SimClock } {
  const scheduler = new Scheduler()
  return { scheduler, clock: new SimClock(scheduler, new WallClock(scheduler)) }
}

test('whoever comes while as many reads as may run are under way gets one that began after', async () => {
  const flights = new SingleFlight<number>(2)
  const ends: Array<() => void> = []
  let begun = 0
  const fly = async (): Promise<number> => {
    const number = ++begun
    await new Promise<void>(resolve => { ends.push(resolve) })
    return number
  }
  const first = [flights.run('k', 1, fly), flights.run('k', 1, fly)]
  const waiting = [1, 2, 3].map(async () => await flights.run('k', 1, fly))
  const other = flights.run('other', 1, fly)
  assert.equal(begun, 3, 'another key does not wait')
  ends[0]?.()
  assert.equal(await first[0], 1)
  assert.equal(begun, 4, 'one for all three')
  for (const end of ends) end()
  assert.deepEqual(await Promise.all(waiting), [4, 4, 4])
  assert.deepEqual(await Promise.all([first[1], other]), [2, 3])
  assert.equal(flights.size, 0)
})

test('a read that fails fails those that shared it, and no other', async () => {
  const flights = new SingleFlight<string>(1)
  let fail = (_error: Error): void => {}
  const first = flights.run('k', 1, async () => await new Promise((_resolve, reject) => { fail = reject }))
  const second = flights.run('k', 1, async () => 'ok')
  fail(new TypeError('no'))
  await assert.rejects(first, TypeError)
  assert.equal(await second, 'ok')
})

test('reads of one key that ask for something else share nothing, whichever ends first', async () => {
  const kinds = [1, 'all', 2]
  for (const order of [[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0]]) {
    const flights = new SingleFlight<string>(1)
    const ends: Array<() => void> = []
    const begun: string[] = []
    const fly = (name: string) => async (): Promise<string> => {
      begun.push(name)
      await new Promise<void>(resolve => { ends.push(resolve) })
      return name
    }
    const first = kinds.map(async kind => await flights.run('k', kind, fly(`first of ${kind}`)))
    const second = kinds.map(async kind => await flights.run('k', kind, fly(`second of ${kind}`)))
    assert.deepEqual(begun, kinds.map(kind => `first of ${kind}`))
    for (const index of order) {
      ends[index]?.()
      assert.equal(await first[index], `first of ${kinds[index]}`)
      assert.equal(begun.at(-1), `second of ${kinds[index]}`, 'none waits for one of another kind')
      ends.at(-1)?.()
      assert.equal(await second[index], `second of ${kinds[index]}`)
    }
    assert.equal(flights.size, 0)
  }
})

test('admission refuses by count, caller, key and bytes, and says when to come back', async () => {
  const { clock } = time()
  const full = async (limits: AdmissionLimits, requests: ReadonlyArray<readonly [typeof A, string, number]>, more: readonly [typeof A, string, number]): Promise<string> => {
    const admission = new Admission({ clock, meter: METER }, { kind: 'writes', limits: { requestsMin: 1, ...limits } })
    const ends: Array<() => void> = []
    const running = requests.map(async ([from, key, bytes]) => { await admission.run(from, key, bytes, 1_000, async () => { await new Promise<void>(resolve => { ends.push(resolve) }) }) })
    const refusal: unknown = await admission.run(...more, 1_000, async () => 'let in').catch((error: unknown) => error)
    for (const end of ends) end()
    await Promise.all(running)
    assert.equal(await admission.run(...more, 1_000, async () => 'let in'), 'let in', 'when the others are done')
    assert.equal(admission.requests, 0)
    if (!(refusal instanceof OverloadedError)) return String(refusal)
    assert.ok(refusal.retryAfterMs >= 10)
    assert.equal(refusal.outcome, 'none')
    return refusal.what
  }
  assert.equal(await full({ requestsMax: 2 }, [[A, 'k', 1], [B, 'l', 1]], [A, 'm', 1]), 'requestsMax')
  const ofA = Array.from({ length: 8 }, (_, index) => [A, `k${index}`, 1] as const)
  assert.equal(await full({ requestsMax: 10 }, ofA, [A, 'l', 1]), 'requestsPerPeerMax', 'one caller alone gets four fifths')
  assert.equal(await full({ requestsMax: 10 }, ofA, [B, 'l', 1]), 'let in', 'what is left is for others')
  assert.equal(await full({ requestsPerKeyMax: 1 }, [[A, 'k', 1]], [B, 'k', 1]), 'requestsPerKeyMax')
  assert.equal(await full({ requestBytesMax: 10 }, [[A, 'k', 6]], [B, 'l', 6]), 'requestBytesMax')
  assert.equal(await full({ requestBytesMax: 10 }, [], [B, 'l', 60]), 'let in', 'alone, however large')
})

test('work that nobody waits for any more is not begun', async () => {
  const { scheduler, clock } = time()
  await scheduler.runFor(100)
  let begun = false
  await assert.rejects(new Admission({ clock, meter: METER }, { kind: 'reads' }).run(A, 'k', 1, 100, async () => { begun = true }), DeadlineExceededError)
  assert.equal(begun, false)
})

test('hedges are a twentieth of the requests, beyond a few in hand', () => {
  const budget = new HedgeBudget()
  while (budget.take()) { /* what is in hand */ }
  let hedged = 0
  for (let count = 0; count < 1_000; count++) {
    budget.request()
    if (budget.take()) hedged++
  }
  assert.ok(hedged >= 45 && hedged <= 51, String(hedged))
})

test('the percentile of a peer follows what it takes', () => {
  const { clock } = time()
  const health = new PeerHealth({ clock }, { avoidMs: 200, avoidMsMax: 5_000 })
  for (let count = 0; count < 5_000; count++) {
    health.started(A)
    health.succeeded(A, count % 20 === 0 ? 80 : 5, 'read')
  }
  const slowMs = health.slowMs(A, 'read')
  assert.ok(slowMs > 4 && slowMs < 80, String(slowMs))
  assert.equal(health.slowMs(A, 'store'), health.slowMs(B, 'store'), 'reads say nothing of stores')
})

test('a peer that says nothing while requests are out is avoided, until it speaks', async () => {
  const { scheduler, clock } = time()
  const health = new PeerHealth({ clock }, { avoidMs: 200, avoidMsMax: 5_000 })
  await scheduler.runFor(10_000)
  health.started(A)
  health.started(A)
  assert.equal(health.isAvoided(A), false, 'it was not asked for long')
  await scheduler.runFor(149)
  assert.equal(health.isAvoided(A), false)
  await scheduler.runFor(1 + 4 * 50)
  assert.equal(health.isAvoided(A), true)
  health.answered(A)
  assert.equal(health.isAvoided(A), false, 'a refusal is a sign of life')
})

test('who waits for a peer to be avoided is told when it is, also when it spoke meanwhile, and not when that is cancelled', async () => {
  const { scheduler, clock } = time()
  const health = new PeerHealth({ clock }, { avoidMs: 200, avoidMsMax: 5_000 })
  for (let request = 0; request < 3; request++) health.started(A)
  const told: number[] = []
  health.whenAvoided(A, () => { told.push(clock.monotonic()) })
  health.whenAvoided(A, () => { told.push(-1) }).cancel()
  const again = health.whenAvoided(A, () => { told.push(-2) })
  await scheduler.runFor(100)
  health.answered(A)
  await scheduler.runFor(150)
  assert.deepEqual(told, [], 'it was heard 150 ms ago')
  again.cancel()
  await scheduler.runFor(1_000)
  assert.equal(told.length, 1)
  assert.ok((told[0] ?? 0) > 250 && (told[0] ?? 0) <= 310, String(told))
})

test('a peer that answered late, all at once, is taken for silent within a second the next time', async () => {
  const { scheduler, clock } = time()
  const health = new PeerHealth({ clock }, { avoidMs: 200, avoidMsMax: 5_000 })
  for (let request = 0; request < 50; request++) health.started(A)
  for (let request = 0; request < 50; request++) health.succeeded(A, 3_000, 'store')
  await scheduler.runFor(10_000)
  health.started(A)
  await scheduler.runFor(990)
  assert.equal(health.isAvoided(A), false)
  await scheduler.runFor(20)
  assert.equal(health.isAvoided(A), true)
})
