/** What a client must keep to when peers fail, as checks; and for each a client with the fault that it is there for. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FailOver, RETRIES_MAX, type FailOverRequest } from '../../../client/fail-over.js'
import { HEDGE_LIMITS } from '../../../client/hedged-attempt.js'
import { RETRY_TOKENS_MAX } from '../../../client/retry-budget.js'
import { Favourites } from '../../../client/favourites.js'
import { Introductions } from '../../../client/introductions.js'
import { KvClient } from '../../../client/kv-client.js'
import { HEDGE_MS_MIN, PeerWatch, SILENT_MS } from '../../../client/peer-watch.js'
import { parsePeers } from '../../../client/parse-peers.js'
import type { Peer } from '../../../client/transport.js'
import { Trial } from '../../../client/trial.js'
import { Window, WINDOW_LIMITS } from '../../../client/window.js'
import { DeadlineExceededError, NotAuthorizedError, NotReadyError, OverloadedError, P2pkvError, PeerUnreachableError, QuorumNotMetError } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { PutRequest } from '../../../protocols/put/put.js'
import { patch } from '../../fixtures/patch.js'
import { peerIdOf } from '../../fixtures/ring.js'
import { FakeTransport, VirtualEnvironment } from './fake-transport.js'
import type { Sent } from './fake-transport.js'

const ADDRESSES = ['/ip4/127.0.0.1/tcp/1', '/ip4/127.0.0.1/tcp/2', '/ip4/127.0.0.1/tcp/3']
const [SILENT] = ADDRESSES
const EMPTY = new Uint8Array()
const GET_ANSWER = { versions: [], context: EMPTY, asked: 3, answered: 2, agreed: true, repaired: 0, elapsedUs: 1, coordinator: 'c' }
const PUT_ANSWER = {
  dot: '3f2a:7', hlc: 7n, context: EMPTY, acksPrimary: 2, acksHinted: 0, acksSynced: 2, primaries: 3, need: 2, hintedFor: [], siblings: 1,
  elapsedUs: 1, coordinator: 'c', previous: [], expiresAt: 0,
}

function client (answer: (sent: Sent) => unknown): { kv: KvClient, transport: FakeTransport } {
  const transport = new FakeTransport(answer)
  return { transport, kv: new KvClient({ transport, environment: transport.environment }, { peers: parsePeers(ADDRESSES), learnMembers: false }) }
}

function failOverOfTwo (): { environment: VirtualEnvironment, failOver: FailOver, peers: Peer[] } {
  const environment = new VirtualEnvironment()
  const peers = [1, 2].map(number => ({ id: peerIdOf(number), addresses: [`/ip4/127.0.0.1/tcp/${number}`] }))
  return { environment, failOver: new FailOver(environment, peers, async () => {}), peers }
}

const IDS = [1, 2, 3].map(peerIdOf)

/** A client of three peers, each of which could coordinate everything; answers come when a test says so. */
function askingThree (random: () => number): { environment: VirtualEnvironment, ask: (times: number) => string[], answer: () => Promise<void> } {
  const environment = new VirtualEnvironment()
  environment.random = random
  const failOver = new FailOver(environment, IDS.map((id, index) => ({ id, addresses: [`/ip4/127.0.0.1/tcp/${index}`] })), async () => {})
  // Of three partitions, as routes know them.
  const prefers = IDS.map((_, first) => [...IDS.slice(first), ...IDS.slice(0, first)])
  const waiting: Array<() => void> = []
  let sent = 0
  return {
    environment,
    ask: times => Array.from({ length: times }, () => {
      let asked = ''
      void failOver.run({ write: true, prefer: prefers[sent++ % prefers.length], timeoutMs: 5_000 }, async peer => {
        asked = peer.id ?? ''
        await new Promise<void>(resolve => { waiting.push(resolve) })
      })
      return asked
    }),
    answer: async () => {
      for (const resolve of waiting.splice(0)) resolve()
      for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate)
    },
  }
}

const isSpread = (asked: readonly string[]): boolean => IDS.every(id => asked.filter(each => each === id).length === asked.length / IDS.length)

function randomFrom (first: number): () => number {
  let number = first
  return () => (Math.imul(number++, 0x9e37_79b1) >>> 0) / 2 ** 32
}

type Run = (this: FailOver, request: FailOverRequest, attempt: (peer: Peer, timeoutMs: number) => Promise<unknown>) => Promise<unknown>
const right = FailOver.prototype.run as Run
const plantRun = (run: Run) => (): (() => void) => patch(FailOver.prototype, 'run', { value: run })

/** Tries all again, as often as `run` does by itself. */
const again: Run = async function (request, attempt) {
  for (let tries = 0; ; tries++) {
    try {
      return await right.call(this, request, attempt)
    } catch (error) { if (tries === RETRIES_MAX) throw error }
  }
}

const RULES: ReadonlyArray<{ readonly rule: string, readonly check: () => Promise<void>, readonly bug: string, readonly plant: () => () => void }> = [
  {
    rule: 'retries add a tenth to the load, beyond those in hand',
    check: async () => {
      const { kv, transport } = client(() => { throw new QuorumNotMetError(2, 1, [], { outcome: 'none' }) })
      for (let call = 0; call < 100; call++) await assert.rejects(kv.get('k'), QuorumNotMetError)
      assert.ok(transport.sent.length <= 100 + RETRY_TOKENS_MAX + 10, `${transport.sent.length} sent for 100 calls`)
    },
    bug: 'retries without a budget',
    plant: plantRun(again),
  },
  {
    rule: 'what is final is not asked again',
    check: async () => {
      const { kv, transport } = client(() => { throw new NotAuthorizedError('no') })
      await assert.rejects(kv.put('k', 'v'), NotAuthorizedError)
      assert.equal(transport.sent.length, 1)
    },
    bug: 'final errors are tried again',
    plant: plantRun(again),
  },
  {
    rule: 'a write that may have been applied is not reported as not applied',
    check: async () => {
      let calls = 0
      const { kv } = client(() => { throw ++calls === 1 ? new QuorumNotMetError(2, 1, [], { outcome: 'unknown' }) : new PeerUnreachableError('refused') })
      await assert.rejects(kv.put('k', 'v'), { outcome: 'unknown' })
    },
    bug: 'the last error is reported as it is',
    plant: plantRun(async function (request, attempt) {
      let last: unknown
      try {
        return await right.call(this, request, async (peer, timeoutMs) => {
          try {
            return await attempt(peer, timeoutMs)
          } catch (error) {
            last = error
            throw error
          }
        })
      } catch (error) { throw error instanceof P2pkvError ? last : error }
    }),
  },
  {
    rule: 'a retried write is the same write',
    check: async () => {
      let calls = 0
      const { kv, transport } = client(() => { if (++calls === 1) throw new DeadlineExceededError('slow', { outcome: 'unknown' }); return PUT_ANSWER })
      await kv.put('k', 'v')
      const ids = transport.sent.map(({ body }) => Buffer.from((body as PutRequest).requestId).toString('hex'))
      assert.deepEqual([ids.length, new Set(ids).size], [2, 1])
    },
    bug: 'each attempt has an id of its own',
    plant: () => {
      const request = FakeTransport.prototype.request
      return patch(FakeTransport.prototype, 'request', {
        value: async function (this: FakeTransport, ...[peer, rpc, body, options]: Parameters<FakeTransport['request']>) {
          return await request.call(this, peer, rpc, { ...body as object, requestId: this.environment.randomBytes(16) }, options)
        },
      })
    },
  },
  {
    rule: 'a peer that falls silent holds nobody up until the deadline',
    check: async () => {
      const { kv, transport } = client(({ peer }) => peer === SILENT ? new Promise(() => {}) : GET_ANSWER)
      let answered = false
      void kv.get('k').then(() => { answered = true })
      transport.environment.pass(SILENT_MS)
      for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate)
      assert.ok(answered)
    },
    bug: 'whoever was asked first is waited for',
    plant: plantRun(async function (request, attempt) { return await right.call(this, { ...request, hedge: false }, attempt) }),
  },
  {
    rule: 'a read waits for a peer that answers fast for little longer than it takes',
    check: async () => {
      let isStopped = false
      const { kv, transport } = client(({ peer }) => isStopped && peer === SILENT ? new Promise(() => {}) : GET_ANSWER)
      for (let call = 0; call < 1_000; call++) await kv.get('k')
      isStopped = true
      let answered = false
      void kv.get('k').then(() => { answered = true })
      transport.environment.pass(HEDGE_MS_MIN)
      for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate)
      assert.ok(answered)
    },
    bug: 'the next peer is asked when the first counts as silent',
    plant: () => patch(PeerWatch.prototype, 'hedgeAfterMs', { value (this: PeerWatch, peer: Peer) { return this.silentAfterMs(peer) } }),
  },
  {
    rule: 'all reads at a peer that falls silent are asked of others when it does, however many',
    check: async () => {
      const READS = 100
      assert.ok(READS > 2 * RETRY_TOKENS_MAX)
      let isStopped = false
      const { kv, transport } = client(({ peer }) => isStopped && peer === SILENT ? new Promise(() => {}) : GET_ANSWER)
      await kv.get('k')
      isStopped = true
      let answered = 0
      for (let read = 0; read < READS; read++) void kv.get('k').then(() => { answered++ })
      transport.environment.pass(SILENT_MS)
      for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate)
      assert.equal(answered, READS)
      assert.equal(transport.sent.length, 1 + 2 * READS)
    },
    bug: 'those beyond the budget of retries wait',
    plant: () => patch(PeerWatch.prototype, 'silentAfterMs', { value: () => Infinity }),
  },
  {
    rule: 'while all peers are silent reads are asked of nobody else',
    check: async () => {
      const { kv, transport } = client(() => new Promise(() => {}))
      const { environment } = transport
      environment.sleep = environment.sleepUntilPassed
      for (let peer = 0; peer < ADDRESSES.length; peer++) {
        void kv.get('k').catch(() => {})
        environment.pass(2 * SILENT_MS)
      }
      const before = transport.sent.length
      for (let read = 0; read < 100; read++) void kv.get('k').catch(() => {})
      environment.pass(2 * SILENT_MS)
      assert.equal(transport.sent.length - before, 100)
    },
    bug: 'who is silent counts as one that can be asked instead',
    plant: () => {
      const right = PeerWatch.prototype.isSilent
      return patch(PeerWatch.prototype, 'isSilent', { value (this: PeerWatch, peer: Peer) { return peer.addresses[0] === SILENT && right.call(this, peer) } })
    },
  },
  {
    rule: 'a read is asked of a third peer when the second is silent as well, or fails, and of no more than so many',
    check: async () => {
      const peers = [1, 2, 3, 4, 5, 6].map(number => ({ id: peerIdOf(number), addresses: [`/ip4/127.0.0.1/tcp/${number}`] }))
      for (const [fails, answers, all] of [[0, 3, 3], [2, 3, 3], [0, 7, 1 + HEDGE_LIMITS.hedgesMax]] as const) {
        const environment = new VirtualEnvironment()
        const failOver = new FailOver(environment, peers, async () => {})
        const asked: number[] = []
        let by: NodeId | undefined
        void failOver.run({ write: false, hedge: true, timeoutMs: 60_000 }, async peer => {
          const number = 1 + peers.indexOf(peer as typeof peers[0])
          asked.push(number)
          if (number === fails) throw new NotReadyError('not yet')
          if (number !== answers) await new Promise(() => {})
          by = peer.id
        })
        for (let timer = 0; timer < 20; timer++) {
          environment.pass(SILENT_MS)
          for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate)
        }
        assert.deepEqual([asked, by], [[1, 2, 3, 4].slice(0, all), peers[answers - 1]?.id])
      }
    },
    bug: 'only one other is asked',
    plant: () => patch(HEDGE_LIMITS, 'hedgesMax', { value: 1 }),
  },
  {
    rule: 'a read at a peer that falls silent is asked of another as soon as that has room',
    check: async () => {
      const { environment, failOver } = failOverOfTwo()
      const [gone, busy] = IDS
      const out: Array<() => void> = []
      const keepBusy = (): void => { void failOver.run({ write: true, prefer: [busy as NodeId], timeoutMs: 60_000 }, async () => { await new Promise<void>(resolve => { out.push(resolve) }) }) }
      const answerOne = async (): Promise<void> => {
        out.shift()?.()
        for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate)
      }
      for (let request = 0; request < WINDOW_LIMITS.requestsStart; request++) keepBusy()
      let by: NodeId | undefined
      void failOver.run({ write: false, hedge: true, prefer: [gone as NodeId], timeoutMs: 60_000 }, async peer => {
        if (peer.id === gone) await new Promise(() => {})
        by = peer.id
      })
      environment.pass(SILENT_MS - 1)
      await answerOne()
      keepBusy()
      environment.pass(1)
      assert.deepEqual([out.length, by], [WINDOW_LIMITS.requestsStart, undefined], 'there is no room yet')
      await answerOne()
      assert.equal(by, busy)
    },
    bug: 'who finds no room then waits for the silent one',
    plant: () => patch(Window.prototype, 'wait', { value: async () => false }),
  },
  {
    rule: 'a read that finds all peers silent is asked of another that answers again',
    check: async () => {
      const { environment, failOver } = failOverOfTwo()
      const [gone, stopped] = IDS
      const run = async (prefer: NodeId | undefined, attempt: (peer: Peer) => Promise<unknown>): Promise<void> => { await failOver.run({ write: false, hedge: true, prefer: [prefer as NodeId], timeoutMs: 60_000 }, attempt) }
      const out: Array<() => void> = []
      void run(stopped, async () => { await new Promise<void>(resolve => { out.push(resolve) }) })
      environment.pass(SILENT_MS)
      let by: NodeId | undefined
      void run(gone, async peer => {
        if (peer.id === gone) await new Promise(() => {})
        by = peer.id
      })
      environment.pass(2 * SILENT_MS)
      assert.equal(by, undefined)
      out[0]?.()
      for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate)
      environment.pass(SILENT_MS)
      for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate)
      assert.equal(by, stopped)
    },
    bug: 'whoever was silent once is not asked instead of another',
    plant: () => {
      const right = PeerWatch.prototype.isSilent
      const silent = new WeakSet<Peer>()
      return patch(PeerWatch.prototype, 'isSilent', {
        value (this: PeerWatch, peer: Peer) {
          if (right.call(this, peer)) silent.add(peer)
          return silent.has(peer)
        },
      })
    },
  },
  {
    rule: 'peers that refuse everything are asked seldom',
    check: async () => {
      const { kv, transport } = client(() => { throw new OverloadedError('requestsMax', 100) })
      const { environment } = transport
      environment.sleep = environment.sleepUntilPassed
      const calls = Array.from({ length: 1_000 }, () => assert.rejects(kv.get('k'), OverloadedError))
      let before = 0
      for (; environment.time < 5_000; environment.pass(10)) {
        if (environment.time === 2_000) before = transport.sent.length
        for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate)
      }
      await Promise.all(calls)
      // Three peers, once in 100 ms.
      assert.ok(transport.sent.length - before <= 3 * 30 + 10, `${transport.sent.length - before} sent in 3 s`)
    },
    bug: 'whatever was refused before, all is sent',
    plant: () => patch(Window.prototype, 'refused', { value (this: Window) { this.left() } }),
  },
  {
    rule: 'no request fails for being one of many: what a peer does not take at once waits',
    check: async () => {
      const TAKEN_AT_A_TIME = 50
      let out = 0
      const { kv, transport } = client(async () => {
        if (out === TAKEN_AT_A_TIME) throw new OverloadedError('requestsMax', 16)
        out++
        await new Promise<void>(resolve => { environment.after(20, resolve) })
        out--
        return GET_ANSWER
      })
      const { environment } = transport
      environment.sleep = environment.sleepUntilPassed
      let answered = 0
      const calls = Promise.all(Array.from({ length: 2_000 }, () => kv.get('k').then(() => { answered++ })))
      calls.catch(() => {})
      for (; environment.time < 5_000 && answered < 2_000; environment.pass(5)) for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate)
      assert.equal(answered, 2_000)
      await calls
    },
    bug: 'as many as there are are asked at a time',
    plant: () => patch(Window.prototype, 'enter', { value: () => true }),
  },
  {
    rule: 'a peer for which another has answered is asked after the others once its own time is over',
    check: async () => {
      const { environment, failOver, peers } = failOverOfTwo()
      const [silent] = peers
      let giveUp = (): void => {}
      const asked: Peer[] = []
      const read = async (): Promise<string> => await failOver.run({ write: false, hedge: true, prefer: [peerIdOf(1)], timeoutMs: 5_000 }, async peer => {
        asked.push(peer)
        if (peer !== silent) return 'v'
        return await new Promise((_resolve, reject) => { giveUp = () => { reject(new DeadlineExceededError('silent', { outcome: 'unknown' })) } })
      })
      const first = read()
      environment.pass(SILENT_MS)
      assert.equal(await first, 'v')
      giveUp()
      for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate)
      void read().catch(() => {})
      assert.deepEqual(asked, [peers[0], peers[1], peers[1]])
    },
    bug: 'its silence is forgotten with the request',
    plant: () => patch(Introductions.prototype, 'lose', { value: () => {} }),
  },
  {
    rule: 'requests go to one of the peers that could coordinate them, another one of other clients',
    check: async () => {
      const favourites = new Set<string>()
      for (let client = 0; client < 20; client++) {
        const { ask, answer } = askingThree(randomFrom(100 * client))
        const asked = ask(90)
        await answer()
        asked.push(...ask(90))
        assert.equal(new Set(asked).size, 1)
        favourites.add(asked[0] ?? '')
      }
      assert.equal(favourites.size, IDS.length)
    },
    bug: 'each goes to the first primary of its key',
    plant: () => patch(Favourites.prototype, 'areAsked', { get: () => false }),
  },
  {
    rule: 'requests go to all peers that could coordinate them once they are answered sooner then',
    check: async () => {
      const { environment, ask, answer } = askingThree(randomFrom(0))
      for (let ms = 0; ms < 30_000; ms += 10) {
        const asked = ask(10)
        environment.pass(new Set(asked).size === 1 ? 10 : 5)
        await answer()
      }
      assert.ok(isSpread(ask(30)))
      await answer()
    },
    bug: 'one peer takes them, however long that takes',
    plant: () => patch(Trial.prototype, 'answered', { value: () => {} }),
  },
]

for (const { rule, check, bug, plant } of RULES) {
  test(rule, check)

  test(`planted bug: ${bug}: caught`, async () => {
    const mend = plant()
    try {
      await assert.rejects(check, { name: 'AssertionError' })
    } finally { mend() }
  })
}

test('once a read is answered nobody else is asked, whatever becomes of those that were', async () => {
  const environment = new VirtualEnvironment()
  const failOver = new FailOver(environment, IDS.map((id, index) => ({ id, addresses: [`/ip4/127.0.0.1/tcp/${index}`] })), async () => {})
  const ends: Array<{ resolve: () => void, reject: (error: Error) => void }> = []
  const read = failOver.run({ write: false, hedge: true, timeoutMs: 60_000 }, async () => { await new Promise<void>((resolve, reject) => { ends.push({ resolve, reject }) }) })
  environment.pass(SILENT_MS / 2)
  assert.equal(ends.length, 2)
  ends[0]?.resolve()
  await read
  // The first one falls silent now.
  void failOver.run({ write: true, timeoutMs: 60_000 }, () => new Promise(() => {}))
  ends[1]?.reject(new NotReadyError('not yet'))
  await new Promise(setImmediate)
  environment.pass(10 * SILENT_MS)
  assert.equal(ends.length, 2)
})

test('a read that is answered while it gets its turn at another peer leaves that turn to others', async () => {
  let out = 0
  const { enter, wait, left } = Window.prototype
  const mends = [
    patch(Window.prototype, 'enter', { value (this: Window) { const isIn = enter.call(this); if (isIn) out++; return isIn } }),
    patch(Window.prototype, 'wait', { async value (this: Window, timeoutMs: number, signal?: AbortSignal) { const isIn = await wait.call(this, timeoutMs, signal); if (isIn) out++; return isIn } }),
    patch(Window.prototype, 'left', { value (this: Window) { out--; left.call(this) } }),
  ]
  try {
    for (let steps = 0; steps < 12; steps++) {
      const { environment, failOver } = failOverOfTwo()
      const [gone, busy] = IDS
      const ends: Array<() => void> = []
      const send = (): void => { void failOver.run({ write: true, prefer: [busy as NodeId], timeoutMs: 60_000 }, async () => { await new Promise<void>(resolve => { ends.push(resolve) }) }) }
      for (let request = 0; request < WINDOW_LIMITS.requestsStart; request++) send()
      let answer = (): void => {}
      const read = failOver.run({ write: false, hedge: true, prefer: [gone as NodeId], timeoutMs: 60_000 }, async peer => { if (peer.id === gone) await new Promise<void>(resolve => { answer = resolve }) })
      environment.pass(SILENT_MS - 1)
      ends.shift()?.()
      await new Promise(setImmediate)
      send()
      environment.pass(1)
      ends.shift()?.()
      for (let step = 0; step < steps; step++) await Promise.resolve()
      answer()
      await read
      for (const end of ends) end()
      await new Promise(setImmediate)
      assert.equal(out, 0, `answered ${steps} steps after there was room`)
    }
  } finally { for (const mend of mends) mend() }
})

test('which way is faster is learnt from what was answered, of requests that several peers could coordinate', async () => {
  const { environment, failOver } = failOverOfTwo()
  const answers: Array<readonly [boolean, number]> = []
  const mend = patch(Trial.prototype, 'answered', { value: (_phase: unknown, write: boolean, elapsedMs: number) => { answers.push([write, elapsedMs]) } })
  const run = async (request: Partial<FailOverRequest>, attempt: () => Promise<unknown>): Promise<void> => { await failOver.run({ write: false, timeoutMs: 5_000, ...request }, attempt) }
  try {
    const prefer = [1, 2].map(peerIdOf)
    await run({}, async () => {})
    await run({ prefer: prefer.slice(1) }, async () => {})
    await assert.rejects(run({ prefer }, async () => { throw new NotAuthorizedError('no') }))
    let asked = 0
    const hedged = run({ prefer, hedge: true }, async () => { if (++asked === 1) await new Promise(() => {}) })
    environment.pass(SILENT_MS)
    await hedged
    assert.deepEqual(answers, [])
    await run({ prefer, write: true }, async () => { environment.pass(7) })
    await run({ prefer }, async () => { environment.pass(3) })
  } finally { mend() }
  assert.deepEqual(answers, [[true, 7], [false, 3]])
})
