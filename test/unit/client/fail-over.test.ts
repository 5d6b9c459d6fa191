/** Whom a request is sent to, and whom it waits for, while peers are gone, silent or busy. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FailOver } from '../../../client/fail-over.js'
import { DeadlineExceededError } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { peerIdOf } from '../../fixtures/ring.js'
import { VirtualEnvironment } from './fake-transport.js'

const IDS = [1, 2, 3].map(peerIdOf)
const [A, B] = IDS as [NodeId, NodeId, NodeId]

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
