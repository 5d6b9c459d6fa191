/** Whom a request is sent to, and whom it waits for, while peers are gone, silent or busy. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FailOver } from '../../../client/fail-over.js'
import { SILENT_MS } from '../../../client/peer-watch.js'
import { WINDOW_LIMITS } from '../../../client/window.js'
import { DeadlineExceededError, NotReadyError, OverloadedError, PeerUnreachableError } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { fromStatus, toStatus } from '../../../protocols/rpc/status.js'
import { peerIdOf } from '../../fixtures/ring.js'
import { VirtualEnvironment } from './fake-transport.js'

const IDS = [1, 2, 3].map(peerIdOf)
const [A, B, C] = IDS as [NodeId, NodeId, NodeId]

const settled = async (): Promise<void> => { for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate) }

interface Asked { readonly peer: string, readonly answer: () => void }

/** A client of three peers. @param fail throws what a peer fails with at once; those it lets pass answer when a test says so */
function clientOf (fail: (peer: string) => void, environment = new VirtualEnvironment()): { environment: VirtualEnvironment, asked: Asked[], write: (prefer: readonly NodeId[]) => Promise<unknown> } {
  environment.sleep = environment.sleepUntilPassed
  const failOver = new FailOver(environment, IDS.map((id, index) => ({ id, addresses: [`/ip4/127.0.0.1/tcp/${index}`] })), async () => {})
  const asked: Asked[] = []
  return {
    environment,
    asked,
    write: async prefer => await failOver.run({ write: true, timeoutMs: 5_000, prefer }, async peer => {
      fail(peer.id ?? '')
      await new Promise<void>(resolve => { asked.push({ peer: peer.id ?? '', answer: resolve }) })
    }),
  }
}

/** Fills the windows of these peers. */
function fill (write: (prefer: readonly NodeId[]) => Promise<unknown>, ...peers: NodeId[]): void {
  for (const peer of peers) for (let count = 0; count < WINDOW_LIMITS.requestsStart; count++) void write([peer]).catch(() => {})
}

for (const gone of [[C], [A], [A, C]]) {
  test(`a request waits for its turn at those that are busy when others are gone (${gone.map(id => 'ABC'[IDS.indexOf(id)]).join(' and ')} of A, B and C)`, async () => {
    let refused = 0
    const { asked, write } = clientOf(peer => {
      if (!gone.includes(peer as NodeId)) return
      if (++refused > 100) throw new Error('who is gone is asked for ever')
      throw new PeerUnreachableError('refused', { outcome: 'none' })
    })
    const busy = IDS.filter(id => !gone.includes(id))
    fill(write, ...busy)
    const before = asked.length
    const waiting = write(IDS)
    await settled()
    asked[0]?.answer()
    await settled()
    assert.deepEqual(asked.slice(before).map(({ peer }) => peer), busy.slice(0, 1))
    asked.at(-1)?.answer()
    await waiting
  })
}

test('a peer that refuses is asked again after a pause, also when those asked after it are gone', async () => {
  let calls = 0
  const { environment, asked, write } = clientOf(peer => {
    if (peer !== A) throw new PeerUnreachableError('refused', { outcome: 'none' })
    if (++calls === 1) throw new OverloadedError('inFlight', 10)
  })
  const waiting = write(IDS)
  await settled()
  environment.pass(100)
  await settled()
  assert.deepEqual(asked.map(({ peer }) => peer), [A])
  asked[0]?.answer()
  await waiting
})

test('while all are busy a request waits for whoever has room first', async () => {
  const { asked, write } = clientOf(() => {})
  fill(write, ...IDS)
  const waiting = write(IDS)
  await settled()
  const before = asked.length
  asked.find(({ peer }) => peer === B)?.answer()
  await settled()
  assert.deepEqual(asked.slice(before).map(({ peer }) => peer), [B])
  asked.at(-1)?.answer()
  await waiting
})

test('who has just left a request without an answer is not asked again while others are busy', async () => {
  const order: string[] = []
  let isStopped = false
  const { environment, asked, write } = clientOf(peer => {
    if (!isStopped) return
    order.push(peer)
    if (peer !== A) return
    environment.pass(2_500)
    throw new DeadlineExceededError('silent', { outcome: 'unknown' })
  })
  fill(write, B, C)
  isStopped = true
  const written = write(IDS)
  await settled()
  environment.pass(100)
  await settled()
  asked.find(({ peer }) => peer === C)?.answer()
  await settled()
  assert.deepEqual(order, [A, C])
  asked.at(-1)?.answer()
  await written
})

test('who left a lone request without an answer is asked after the others from then on', async () => {
  // As clocks do: it never shows the same time twice.
  class Clock extends VirtualEnvironment { override readonly now = (): number => this.time += 0.001 }
  const environment = new Clock()
  const order: string[] = []
  const { asked, write } = clientOf(peer => {
    order.push(peer)
    if (peer !== A) return
    environment.pass(2_500)
    throw new DeadlineExceededError('silent', { outcome: 'unknown' })
  }, environment)
  for (let times = 0; times < 2; times++) {
    const written = write(IDS)
    await settled()
    environment.pass(100)
    await settled()
    asked.at(-1)?.answer()
    await written
  }
  assert.deepEqual(order, [A, B, B])
})

for (const order of [[A, B], [B, A]]) {
  test(`a request waits a little for a peer that is starting while the other one is gone, whichever is asked ${order[0] === A ? 'first' : 'last'}`, async () => {
    const environment = new VirtualEnvironment()
    const failOver = new FailOver(environment, order.map((id, index) => ({ id, addresses: [`/ip4/127.0.0.1/tcp/${index}`] })), async () => {})
    let calls = 0
    assert.equal(await failOver.run({ write: true, timeoutMs: 5_000 }, async ({ id }) => {
      if (id !== A) throw new PeerUnreachableError('refused', { outcome: 'none' })
      if (++calls === 1) throw new NotReadyError('starting')
      return id
    }), A)
  })
}

/** A read of four peers whose answers come when a test says so. */
function readOfFour (signal?: AbortSignal): { environment: VirtualEnvironment, ends: Array<(error: Error) => void>, read: Promise<unknown> } {
  const environment = new VirtualEnvironment()
  const failOver = new FailOver(environment, [1, 2, 3, 4].map(number => ({ id: peerIdOf(number), addresses: [`/ip4/127.0.0.1/tcp/${number}`] })), async () => {})
  const ends: Array<(error: Error) => void> = []
  const read = failOver.run({ write: false, hedge: true, timeoutMs: 60_000, signal }, async () => { await new Promise((_resolve, reject) => { ends.push(reject) }) }).catch((error: unknown) => error)
  return { environment, ends, read }
}

test('a read goes on to the next peer while one is silent, also when those asked before and after that one have failed', async () => {
  const { environment, ends } = readOfFour()
  environment.pass(SILENT_MS / 2)
  assert.equal(ends.length, 2)
  ends[0]?.(new NotReadyError('leaving'))
  await settled()
  environment.pass(SILENT_MS / 2)
  assert.equal(ends.length, 3)
  ends[2]?.(new NotReadyError('leaving'))
  await settled()
  environment.pass(2 * SILENT_MS)
  assert.equal(ends.length, 4)
})

test('a read that was aborted is asked of nobody else', async () => {
  const stop = new AbortController()
  const { environment, ends, read } = readOfFour(stop.signal)
  await settled()
  stop.abort(new RangeError('enough'))
  assert.ok(await read instanceof RangeError)
  environment.pass(10 * SILENT_MS)
  assert.equal(ends.length, 1)
})

test('a peer that answers that it reached nobody is there, and is asked first again', async () => {
  const { asked, write } = clientOf(peer => {
    if (peer !== A || asked.length > 0) return
    const { status, body } = toStatus(new PeerUnreachableError('none of the primaries', { outcome: 'none' }))
    throw fromStatus(status, body)
  })
  for (let times = 0; times < 2; times++) {
    const written = write(IDS)
    await settled()
    asked.at(-1)?.answer()
    await written
  }
  assert.deepEqual(asked.map(({ peer }) => peer), [B, A])
})
