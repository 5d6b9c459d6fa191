import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Network } from '../../daemon/core/env.js'
import { DeadlineExceededError, InvalidKeyError, OverloadedError, P2pkvError, PeerUnreachableError, RemoteError } from '../../protocols/errors.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import { bytesRpc, ECHO } from '../fixtures/network.js'

/** Two networks that know each other's addresses, and the time they live in. */
export interface NetworkHarness {
  readonly a: Network
  readonly b: Network
  /** A peer that nobody runs, with an address where nobody listens. */
  readonly nobody: NodeId
  readonly topic: string
  /** Milliseconds of the clock that deadlines are on. */
  readonly now: () => number
  /** Lets time pass until the promise settles. */
  readonly settle: <T>(promise: Promise<T>) => Promise<T>
  readonly until: (done: () => boolean) => Promise<void>
  /** Lets requests be served; to be called after every handle(). */
  readonly start: () => Promise<void>
  readonly stopB: () => Promise<void>
  readonly dispose: () => Promise<void>
}

const HELD = bytesRpc('test.held', 2)
const FAILING = bytesRpc('test.failing', 3)
const UNSERVED = bytesRpc('test.unserved', 4)
const UNSERVED_PROTOCOL = bytesRpc('test.unserved-protocol', 1, { protocol: 'admin' })

/** The contract of daemon/core/env.ts. */
export function networkSuite (name: string, open: () => Promise<NetworkHarness>): void {
  describe(name, { timeout: 60_000 }, () => {
    const held: Array<() => void> = []
    const begun: Array<{ from: NodeId, deadline: number }> = []

    const withNetworks = (title: string, run: (harness: NetworkHarness) => Promise<void>): void => {
      test(title, async () => {
        held.length = 0
        begun.length = 0
        const harness = await open()
        try {
          for (const network of [harness.a, harness.b]) {
            network.handle(ECHO, async (_from, body) => body)
            network.handle(HELD, (from, body, { deadline }) => new Promise(resolve => {
              begun.push({ from: from.id, deadline })
              held.push(() => { resolve(body) })
            }))
            network.handle(FAILING, async (_from, body) => {
              if (body[0] === 1) throw new InvalidKeyError('no such key')
              if (body[0] === 2) throw new OverloadedError('test', 250, { outcome: 'unknown' })
              throw new TypeError('a bug')
            })
          }
          await harness.start()
          await run(harness)
        } finally {
          await harness.dispose()
        }
      })
    }

    const failure = async (harness: NetworkHarness, promise: Promise<unknown>): Promise<P2pkvError> => {
      const settled = await harness.settle(promise.then(() => undefined, (error: unknown) => error))
      assert.ok(settled instanceof P2pkvError, String(settled))
      return settled
    }

    withNetworks('answers come back, to another peer and to oneself', async harness => {
      const { a, b, now } = harness
      for (const to of [b, a]) {
        for (const body of [new Uint8Array(), Uint8Array.of(1, 2, 3)]) {
          const answer = await harness.settle(a.request(to.self, ECHO, body, { deadline: now() + 5_000 }))
          assert.deepEqual([...answer], [...body])
        }
      }
    })

    withNetworks('a body of 8 MiB is whole', async harness => {
      const body = Uint8Array.from({ length: 8 * 1024 * 1024 }, (_, index) => index * 31)
      const answer = await harness.settle(harness.a.request(harness.b.self, ECHO, body, { deadline: harness.now() + 20_000 }))
      assert.equal(Buffer.compare(answer, body), 0)
    })

    withNetworks('many are in flight, both ways, and answered in any order', async harness => {
      const { a, b, now } = harness
      const ask = (from: Network, to: Network): Array<Promise<number>> => Array.from({ length: 500 }, async (_, index) => {
        const answer = await from.request(to.self, HELD, Uint8Array.of(index >> 8, index & 255), { deadline: now() + 20_000 })
        return (answer[0] ?? 0) * 256 + (answer[1] ?? 0)
      })
      const answers = Promise.all([...ask(a, b), ...ask(b, a)])
      await harness.until(() => held.length === 1_000)
      for (const release of held.reverse()) release()
      const expected = Array.from({ length: 500 }, (_, index) => index)
      assert.deepEqual(await harness.settle(answers), [...expected, ...expected])
    })

    withNetworks('a handler learns who asks, and what remains of the deadline', async harness => {
      const { a, b, now } = harness
      for (const to of [b, a]) {
        begun.length = 0
        const deadline = now() + 5_000
        const answer = a.request(to.self, HELD, Uint8Array.of(1), { deadline })
        await harness.until(() => begun.length === 1)
        assert.equal(begun[0]?.from, a.self)
        const { deadline: theirs = NaN } = begun[0] ?? {}
        // The remainder is taken anew by the receiver's clock, so the way there is added to it.
        assert.ok(theirs > now() && theirs <= now() + 5_001, `${theirs - now()} ms remain`)
        held.pop()?.()
        await harness.settle(answer)
      }
    })

    withNetworks('what is not answered ends at its deadline, unknown, and a late answer changes nothing', async harness => {
      const { a, b, now } = harness
      for (const to of [b, a]) {
        const outcomes: string[] = []
        // Opening the stream may take longer than the deadline on a busy machine.
        await harness.settle(a.request(to.self, ECHO, Uint8Array.of(0), { deadline: now() + 20_000 }))
        const answer = a.request(to.self, HELD, Uint8Array.of(1), { deadline: now() + 300 })
        answer.then(() => outcomes.push('answered'), () => outcomes.push('failed'))
        const error = await failure(harness, answer)
        assert.ok(error instanceof DeadlineExceededError, error.name)
        assert.equal(error.outcome, 'unknown')
        for (const release of held) release()
        await harness.settle(a.request(to.self, ECHO, Uint8Array.of(1), { deadline: now() + 5_000 }))
        assert.deepEqual(outcomes, ['failed'])
      }
    })

    withNetworks('a deadline that has passed is an error at once', async harness => {
      for (const to of [harness.b, harness.a]) {
        assert.ok(await failure(harness, harness.a.request(to.self, ECHO, Uint8Array.of(1), { deadline: harness.now() - 1 })) instanceof DeadlineExceededError)
      }
    })

    withNetworks('what a handler throws arrives as its class, with its fields and outcome', async harness => {
      const { a, b, now } = harness
      for (const to of [b, a]) {
        const ask = async (kind: number): Promise<P2pkvError> => await failure(harness, a.request(to.self, FAILING, Uint8Array.of(kind), { deadline: now() + 5_000 }))
        const invalid = await ask(1)
        assert.ok(invalid instanceof InvalidKeyError)
        assert.equal(invalid.outcome, 'none')
        const busy = await ask(2)
        assert.ok(busy instanceof OverloadedError)
        assert.deepEqual([busy.what, busy.retryAfterMs, busy.outcome], ['test', 250, 'unknown'])
        const bug = await ask(3)
        assert.ok(bug instanceof RemoteError)
        assert.equal(bug.outcome, 'unknown')
        assert.ok(!bug.message.includes('a bug'))
      }
    })

    withNetworks('a kind of request that is not served is refused, and was applied nowhere', async harness => {
      for (const rpc of [UNSERVED, UNSERVED_PROTOCOL]) {
        const error = await failure(harness, harness.a.request(harness.b.self, rpc, Uint8Array.of(1), { deadline: harness.now() + 5_000 }))
        assert.equal(error.outcome, 'none')
      }
    })

    withNetworks('where nobody listens a request is unreachable and was never sent', async harness => {
      const error = await failure(harness, harness.a.request(harness.nobody, ECHO, Uint8Array.of(1), { deadline: harness.now() + 5_000 }))
      assert.ok(error instanceof PeerUnreachableError, error.name)
      assert.equal(error.outcome, 'none')
    })

    withNetworks('gossip reaches the others, with its sender', async harness => {
      const { a, b, topic } = harness
      const heard: Array<{ from: NodeId, body: number[] }> = []
      b.subscribe(topic, (from, body) => { heard.push({ from, body: [...body] }) })
      a.subscribe(topic, () => {})
      await harness.settle(a.request(b.self, ECHO, Uint8Array.of(1), { deadline: harness.now() + 5_000 }))
      let rounds = 0
      await harness.until(() => {
        // It may be lost: who wants it known says it again.
        if (heard.length === 0 && rounds++ % 20 === 0) a.publish(topic, Uint8Array.of(4, 2, rounds & 255, rounds >> 8))
        return heard.length > 0
      })
      assert.equal(heard[0]?.from, a.self)
      assert.deepEqual(heard[0].body.slice(0, 2), [4, 2])
    })

    withNetworks('when a peer stops, what it had in work ends unknown, and the link is reported down', async harness => {
      const { a, b, now } = harness
      const changes: string[] = []
      a.onLinkChange((peer, up) => { if (peer === b.self) changes.push(up ? 'up' : 'down') })
      const answer = a.request(b.self, HELD, Uint8Array.of(1), { deadline: now() + 2_000 })
      const settled = failure(harness, answer)
      await harness.until(() => held.length === 1)
      await harness.stopB()
      const error = await settled
      assert.ok(error instanceof PeerUnreachableError || error instanceof DeadlineExceededError, error.name)
      assert.equal(error.outcome, 'unknown')
      await harness.until(() => changes.includes('down'))
      const after = await failure(harness, a.request(b.self, ECHO, Uint8Array.of(1), { deadline: now() + 5_000 }))
      assert.ok(after instanceof PeerUnreachableError, after.name)
      assert.equal(after.outcome, 'none')
    })
  })
}
