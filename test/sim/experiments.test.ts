import assert from 'node:assert/strict'
import { test } from 'node:test'
import { replicationOf } from '../../bench/experiments/follow-puts.js'
import { runExperiment, type Plan } from '../../bench/experiments/run-experiment.js'

const PLAN: Plan = { peers: 5, n: 3, r: 1, w: 1, delayMs: 5, clients: 5, requests: 150, getsPercent: 50, keys: 10 }

test('an experiment gives the same figures twice, and counts stale gets where there must be some and none where there can be none', async () => {
  const loose = await runExperiment({ ...PLAN, lossPerMille: 100 })
  assert.deepEqual(await runExperiment({ ...PLAN, lossPerMille: 100 }), loose)
  assert.ok(loose.staleShare > 0)
  assert.equal(loose.get.count + loose.put.count + Math.round(loose.failedShare * PLAN.requests), PLAN.requests)
  const strict = await runExperiment({ ...PLAN, r: 2, w: 2, strict: true })
  assert.deepEqual([strict.staleShare, strict.failedShare], [0, 0])
  // One round trip to one other replica, and half of a millisecond for its disk.
  assert.ok(strict.get.meanMs > 9 && strict.get.meanMs < 13, `${strict.get.meanMs}`)
})

test('a peer that fails in an experiment is silent: who needs it waits, and is not refused at once', async () => {
  const plan = { ...PLAN, r: 3, jitter: 0, getsPercent: 100 }
  const [healthy, failed] = [await runExperiment(plan), await runExperiment({ ...plan, failed: 1 })]
  // One round trip; a refusal would come within the first half of it, and another round trip would be the end.
  assert.equal(healthy.get.p99Ms, 10)
  assert.ok(failed.get.p99Ms > 20, `${failed.get.p99Ms}`)
})

test('replication is followed from the beginning of a put: with W = 1 replicas have it after the answer, with W = N before', async () => {
  const early = await replicationOf({ ...PLAN, w: 1, requests: 15 })
  const late = await replicationOf({ ...PLAN, w: 3, requests: 15 })
  assert.ok(early.everywhere.meanMs > early.acknowledged.meanMs)
  assert.ok(late.everywhere.meanMs < late.acknowledged.meanMs)
})
