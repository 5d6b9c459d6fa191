import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Network } from '../../../daemon/core/env.js'
import { FailureDetector } from '../../../daemon/core/membership/failure-detector.js'
import { DeadlineExceededError } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { Scheduler } from '../../sim/scheduler.js'
import { SimPrng } from '../../sim/sim-prng.js'

const SELF = '12D3KooWSe1f1111111111111111111111111111111111111111' as NodeId
const OTHER = '12D3KooWother11111111111111111111111111111111111111' as NodeId
const INTERVAL_MS = 1_000
const ANSWER_MS = 4
const LOG = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => LOG }

interface Probed { readonly allowedMs: number }

/** A detector with one other member; `stallMs` is by how much its own process is late to see a deadline pass. */
function detectorOf (answers: () => boolean, stallMs: () => number = () => 0): { scheduler: Scheduler, detector: FailureDetector, probes: Probed[], incarnations: number[] } {
  const scheduler = new Scheduler()
  const probes: Probed[] = []
  const incarnations = [1]
  const clock = { monotonic: () => scheduler.nowMs, realtime: () => scheduler.nowMs, after: scheduler.after.bind(scheduler) }
  const network = {
    self: SELF,
    handle: () => {},
    request: async (_to: NodeId, _rpc: unknown, _body: unknown, { deadline }: { deadline: number }) => {
      const allowedMs = deadline - scheduler.nowMs
      probes.push({ allowedMs })
      if (answers()) {
        await new Promise<void>(resolve => { scheduler.after(ANSWER_MS, resolve) })
        return { alive: true, incarnation: 1, realtimeMs: 0, view: undefined }
      }
      return await new Promise((_resolve, reject) => { scheduler.after(allowedMs + stallMs(), () => { reject(new DeadlineExceededError('silence')) }) })
    },
  } as unknown as Network
  const detector = new FailureDetector({
    clock, network, log: LOG, prng: new SimPrng(1),
    peers: () => [OTHER],
    isPeer: peer => peer === OTHER,
    incarnationOf: () => 1,
    ownIncarnation: () => incarnations.at(-1) ?? 0,
    behind: () => {},
    refute: incarnation => { incarnations.push(incarnation + 1) },
    spread: () => {},
    viewId: () => undefined,
    heardView: () => {},
  }, { probeIntervalMs: INTERVAL_MS, indirectProbes: 3 })
  return { scheduler, detector, probes, incarnations }
}

test('a silent member is suspected, then dead', async () => {
  const { scheduler, detector } = detectorOf(() => false)
  detector.start()
  await scheduler.runUntil(() => detector.stateOf(OTHER) === 'suspect', 10_000, 'suspected')
  await scheduler.runUntil(() => detector.stateOf(OTHER) === 'dead', 10_000, 'dead')
  detector.stop()
})

test('a process that was stopped past every deadline suspects nobody for it', async () => {
  const { scheduler, detector } = detectorOf(() => false, () => 60_000)
  detector.start()
  await scheduler.runFor(200_000)
  assert.equal(detector.stateOf(OTHER), 'alive')
  detector.stop()
})

test('who is suspected refutes, and gives others more time until its own probes are answered again', async () => {
  const { scheduler, detector, probes, incarnations } = detectorOf(() => true)
  for (let count = 0; count < 3; count++) detector.hear({ peerId: SELF, incarnation: incarnations.at(-1) ?? 0, state: 2 })
  assert.deepEqual(incarnations, [1, 2, 3, 4])
  detector.start()
  await scheduler.runFor(8 * INTERVAL_MS)
  assert.deepEqual(probes.slice(0, 5).map(({ allowedMs }) => Math.round(allowedMs)), [4_000, 3_000, 2_000, 1_000, 1_000])
  detector.stop()
})

test('an old suspicion of ourselves is not refuted again', () => {
  const { detector, incarnations } = detectorOf(() => true)
  detector.hear({ peerId: SELF, incarnation: 0, state: 2 })
  assert.deepEqual(incarnations, [1])
})

test('how long a member takes to answer probes is known once it has', async () => {
  const { scheduler, detector } = detectorOf(() => true)
  assert.equal(detector.roundTripMs(OTHER), undefined)
  detector.start()
  await scheduler.runUntil(() => detector.roundTripMs(OTHER) !== undefined, 10_000, 'probed')
  assert.equal(detector.roundTripMs(OTHER), ANSWER_MS)
  detector.forgetAllBut(new Set())
  assert.equal(detector.roundTripMs(OTHER), undefined)
  detector.stop()
})
