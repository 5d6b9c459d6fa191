import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { test } from 'node:test'
import { FailOver, REQUESTS_WAITING_MAX } from '../../../client/fail-over.js'
import { Window, WINDOW_LIMITS } from '../../../client/window.js'
import { InvalidArgumentError, OverloadedError, PeerUnreachableError } from '../../../protocols/errors.js'
import { VirtualEnvironment } from './fake-transport.js'

function windowOf (): { environment: VirtualEnvironment, window: Window } {
  const environment = new VirtualEnvironment()
  return { environment, window: new Window(environment) }
}

const fill = (window: Window): number => {
  let entered = 0
  while (window.enter()) entered++
  return entered
}

const settled = async (): Promise<void> => { for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate) }

test('as many requests are out as there is room for: the rest comes in as they are answered, in order', async () => {
  const { window } = windowOf()
  assert.equal(fill(window), WINDOW_LIMITS.requestsStart)
  const order: number[] = []
  for (const number of [1, 2, 3]) void window.wait(1_000).then(entered => { if (entered) order.push(number) })
  await settled()
  assert.deepEqual(order, [])
  window.left()
  window.left()
  await settled()
  assert.deepEqual(order.slice(0, 2), [1, 2])
})

test('who waits is not overtaken', () => {
  const { environment, window } = windowOf()
  const out = fill(window)
  void window.wait(1_000)
  for (let count = 0; count < out; count++) window.refused(environment.time, 100)
  void window.wait(1_000)
  assert.equal(window.enter(), false)
})

/** For so many seconds all that has room is answered after 10 ms. @returns the room after each of them */
const answer = (environment: VirtualEnvironment, window: Window, seconds: number): number[] => Array.from({ length: Math.round(100 * seconds) }, () => {
  environment.time += 10
  for (let out = fill(window); out > 0; out--) window.left()
  return window.requestsMax
})

test('refusals of what was out together shrink it once, and answers make it grow again', () => {
  const { environment, window } = windowOf()
  const out = fill(window)
  environment.time = 10
  for (let count = 0; count < out; count++) window.refused(0, 100)
  assert.equal(window.requestsMax, Math.floor(out * 0.7))
  assert.equal(answer(environment, window, 3).at(-1), WINDOW_LIMITS.requestsMax)
})

test('a peer that had room for few has room for hundreds within two seconds, once it refuses nothing any more', () => {
  const { environment, window } = windowOf()
  const out = fill(window)
  for (let count = 3; count < out; count++) window.left()
  environment.time = 10
  for (let count = 0; count < 3; count++) window.refused(0, 100)
  assert.equal(window.requestsMax, 2)
  const rooms = answer(environment, window, 2)
  assert.ok(rooms.findIndex(room => room >= 64) < 100, `after a second there is room for ${rooms[99]}`)
  assert.ok((rooms.at(-1) ?? 0) >= 512, `after two seconds there is room for ${rooms.at(-1)}`)
})

test('it is quickly back at what was refused, stays there for a while, and goes on beyond it', () => {
  const { environment, window } = windowOf()
  const out = fill(window)
  environment.time = 10
  for (let count = 0; count < out; count++) window.refused(0, 100)
  const rooms = answer(environment, window, 2)
  const at = (part: number): number => rooms.findIndex(room => room >= part * WINDOW_LIMITS.requestsStart)
  assert.ok(at(0.9) < at(1.1) - at(0.9), `0.9 of it after ${at(0.9)}, 1.1 after ${at(1.1)}`)
  assert.ok(at(2) > 0 && at(2) - at(1.1) < at(1.1), `twice as many after ${at(2)}`)
})

test('by each answer it grows by one at most, however long nothing was refused', () => {
  const { environment, window } = windowOf()
  const out = fill(window)
  environment.time = 10
  for (let count = 0; count < out; count++) window.refused(0, 100)
  environment.time += 60_000
  const before = window.requestsMax
  fill(window)
  window.left()
  assert.ok(window.requestsMax <= before + 1)
})

test('it grows from however few requests it has shrunk to', () => {
  for (let few = 1; few <= 20; few++) {
    const { environment, window } = windowOf()
    for (let out = fill(window); out > few; out--) window.left()
    environment.time = 10
    window.refused(0, 1)
    for (let out = 1; out < few; out++) window.left()
    assert.equal(answer(environment, window, 3).at(-1), WINDOW_LIMITS.requestsMax, `from ${few}`)
  }
})

test('it does not grow while little of it is used', () => {
  const { window } = windowOf()
  for (let count = 0; count < 10_000; count++) {
    assert.ok(window.enter())
    window.left()
  }
  assert.equal(window.requestsMax, WINDOW_LIMITS.requestsStart)
})

test('a peer that refuses even one request is asked again when it said', async () => {
  const { environment, window } = windowOf()
  for (let count = 0; count < 30; count++) {
    environment.time++
    assert.ok(window.enter() || count > 0)
    if (count === 0) window.refused(environment.time, 100)
  }
  let entered = false
  void window.wait(1_000).then(is => { entered = is })
  environment.pass(60)
  await settled()
  assert.equal(entered, false)
  environment.pass(50)
  await settled()
  assert.equal(entered, true)
})

test('a wait ends with its time, and with its signal', async () => {
  const { environment, window } = windowOf()
  fill(window)
  const waiting = window.wait(100)
  environment.pass(100)
  assert.equal(await waiting, false)
  const controller = new AbortController()
  const aborted = window.wait(100, controller.signal)
  controller.abort(new Error('no longer'))
  await assert.rejects(aborted, { message: 'no longer' })
  // Neither takes the room of others.
  window.left()
  assert.equal(window.enter(), true)
})

test('so many requests wait, and one more is refused', async () => {
  const environment = new VirtualEnvironment()
  const failOver = new FailOver(environment, [{ addresses: ['/ip4/127.0.0.1/tcp/1'] }], async () => {})
  const run = async (): Promise<unknown> => await failOver.run({ write: false, timeoutMs: 5_000 }, async () => await new Promise(() => {}))
  for (let count = 0; count < WINDOW_LIMITS.requestsStart + REQUESTS_WAITING_MAX; count++) void run().catch(() => {})
  await settled()
  await assert.rejects(run(), (error: unknown) => error instanceof OverloadedError && error.what === 'requestsWaitingMax')
})

test('a write that may have been applied is not reported as not applied when there is no room to ask again', async () => {
  const environment = new VirtualEnvironment()
  environment.sleep = environment.sleepUntilPassed
  const failOver = new FailOver(environment, [{ addresses: ['/ip4/127.0.0.1/tcp/1'] }], async () => {})
  let breakOff = (): void => {}
  const write = failOver.run({ write: true, timeoutMs: 5_000 }, async () => await new Promise((_resolve, reject) => { breakOff = () => { reject(new PeerUnreachableError('lost', { outcome: 'unknown' })) } }))
  const rejected = assert.rejects(write, { code: 'PEER_UNREACHABLE', outcome: 'unknown' })
  const fillUp = (): void => {
    for (let count = 0; count < WINDOW_LIMITS.requestsStart + REQUESTS_WAITING_MAX; count++) void failOver.run({ write: false, timeoutMs: 60_000 }, async () => await new Promise(() => {})).catch(() => {})
  }
  await settled()
  fillUp()
  breakOff()
  await settled()
  fillUp()
  environment.pass(1_000)
  await rejected
})

test('a request waits for three quarters of its time', async () => {
  const environment = new VirtualEnvironment()
  const failOver = new FailOver(environment, [{ addresses: ['/ip4/127.0.0.1/tcp/1'] }], async () => {})
  const run = async (): Promise<unknown> => await failOver.run({ write: false, timeoutMs: 4_000 }, async () => await new Promise(() => {}))
  for (let count = 0; count < WINDOW_LIMITS.requestsStart; count++) void run().catch(() => {})
  const errors: unknown[] = []
  run().catch((thrown: unknown) => { errors.push(thrown) })
  environment.pass(2_999)
  await settled()
  assert.equal(errors.length, 0)
  environment.pass(1)
  await settled()
  const [error] = errors
  assert.ok(error instanceof OverloadedError && error.what === 'clientWindow')
})

test('what was aborted before it began is asked of nobody, and takes no room', async () => {
  const failOver = new FailOver(new VirtualEnvironment(), [{ addresses: ['/ip4/127.0.0.1/tcp/1'] }, { addresses: ['/ip4/127.0.0.1/tcp/2'] }], async () => {})
  const signal = AbortSignal.abort(new Error('no longer'))
  let asked = 0
  for (let count = 0; count < 3 * WINDOW_LIMITS.requestsStart; count++) {
    await assert.rejects(failOver.run({ write: false, hedge: true, timeoutMs: 5_000, signal }, async () => { asked++ }), { message: 'no longer' })
  }
  assert.equal(asked, 0)
  assert.equal(await failOver.run({ write: false, timeoutMs: 5_000 }, async () => 'room'), 'room')
})

test('a request that has ended listens no more to its signal, which many others may share', async () => {
  const failOver = new FailOver(new VirtualEnvironment(), [{ addresses: ['/ip4/127.0.0.1/tcp/1'] }], async () => {})
  const { signal } = new AbortController()
  await failOver.run({ write: false, timeoutMs: 5_000, signal }, async () => 'answer')
  await assert.rejects(failOver.run({ write: false, timeoutMs: 5_000, signal }, async () => { throw new InvalidArgumentError('refused') }), InvalidArgumentError)
  assert.equal(getEventListeners(signal, 'abort').length, 0)
})

test('a request that is aborted while it gets its turn leaves that turn to others, and is not sent', async () => {
  let late = 0
  for (let steps = 0; steps < 12; steps++) {
    const failOver = new FailOver(new VirtualEnvironment(), [{ addresses: ['/ip4/127.0.0.1/tcp/1'] }], async () => {})
    const ends: Array<() => void> = []
    const send = (signal?: AbortSignal): void => {
      failOver.run({ write: true, timeoutMs: 5_000, signal }, async () => {
        if (signal?.aborted === true) late++
        await new Promise<void>(resolve => { ends.push(resolve) })
      }).catch(() => {})
    }
    const stop = new AbortController()
    for (let request = 0; request < WINDOW_LIMITS.requestsStart; request++) send()
    send(stop.signal)
    await settled()
    ends.shift()?.()
    for (let step = 0; step < steps; step++) await Promise.resolve()
    stop.abort()
    await settled()
    for (const end of ends.splice(0)) end()
    await settled()
    for (let request = 0; request < WINDOW_LIMITS.requestsStart; request++) send()
    await settled()
    assert.equal(ends.length, WINDOW_LIMITS.requestsStart, `aborted ${steps} steps after there was room`)
  }
  assert.equal(late, 0)
})
