import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Worker, type WorkerRun } from '../../daemon/core/worker.js'
import { SILENT } from '../fixtures/network.js'
import { Rig } from './transfer/rig.js'

const INTERVAL_MS = 1_000

/** One that runs every second, or a tenth later. */
function workerOf (rig: Rig, task: (run: WorkerRun) => Promise<void>, throttlePercent = 0): Worker {
  const worker = new Worker({ ...rig, log: SILENT }, { name: 'tests', intervalMs: INTERVAL_MS, throttlePercent }, task)
  worker.start()
  return worker
}

test('a worker that is paused runs no more until it is resumed, and then at once', async () => {
  const rig = new Rig()
  let runs = 0
  const worker = workerOf(rig, async () => { runs++ })
  await rig.scheduler.runFor(1.2 * INTERVAL_MS)
  worker.pause()
  await rig.scheduler.runFor(10 * INTERVAL_MS)
  assert.deepEqual([runs, worker.status.state], [1, 'paused'])
  worker.resume()
  await rig.scheduler.runFor(1)
  assert.deepEqual([runs, worker.status.state], [2, 'idle'])
  worker.stop()
})

test('a worker that was stalled when it was paused is stalled when it goes on, with its reason, until a run is without one', async () => {
  const rig = new Rig()
  let reason = 'nobody answers'
  const worker = workerOf(rig, async run => {
    await new Promise<void>(resolve => { rig.clock.after(100, resolve) })
    if (reason !== '') run.stalled(reason)
  })
  await rig.scheduler.runFor(1.5 * INTERVAL_MS)
  assert.deepEqual([worker.status.state, worker.status.reason], ['stalled', 'nobody answers'])
  worker.pause()
  assert.deepEqual([worker.status.state, worker.status.reason], ['paused', ''])
  worker.resume()
  assert.deepEqual([worker.status.state, worker.status.reason], ['stalled', 'nobody answers'])
  reason = ''
  // In the midst of the run that finds the reason gone.
  await rig.scheduler.runFor(50)
  assert.deepEqual([worker.status.state, worker.status.reason], ['stalled', 'nobody answers'])
  await rig.scheduler.runFor(100)
  assert.deepEqual([worker.status.state, worker.status.reason], ['idle', ''])
  worker.stop()
})

test('a stalled worker has the age of its first failure, however often it tries again, and rests in between', async () => {
  const rig = new Rig()
  const worker = workerOf(rig, async run => {
    for (let step = 0; step < 3; step++) {
      await new Promise<void>(resolve => { rig.clock.after(100, resolve) })
      await run.step()
    }
    run.stalled('nobody answers')
  }, 50)
  await rig.scheduler.runFor(1.7 * INTERVAL_MS)
  const { state, sinceMs } = worker.status
  assert.equal(state, 'stalled')
  for (let look = 0; look < 50; look++) {
    await rig.scheduler.runFor(100)
    assert.deepEqual([worker.status.state, worker.status.reason, worker.status.sinceMs], ['stalled', 'nobody answers', sinceMs])
  }
  worker.stop()
})

test('a run that fails stalls the worker with what it failed with, and the next one is made all the same', async () => {
  const rig = new Rig()
  let runs = 0
  const worker = workerOf(rig, async () => { if (runs++ === 0) throw new Error('no disk') })
  await rig.scheduler.runFor(1.2 * INTERVAL_MS)
  assert.deepEqual([worker.status.state, worker.status.reason], ['stalled', 'no disk'])
  await rig.scheduler.runFor(1.2 * INTERVAL_MS)
  assert.deepEqual([runs, worker.status.state, worker.status.reason], [2, 'idle', ''])
  worker.stop()
})

test('a throttled worker rests after each step for a part of what that took, and one that is stopped takes no other', async () => {
  const rig = new Rig()
  const steps: number[] = []
  const worker = workerOf(rig, async run => {
    for (;;) {
      await new Promise<void>(resolve => { rig.clock.after(100, resolve) })
      if (!await run.step()) return
      steps.push(rig.clock.monotonic())
    }
  }, 200)
  await rig.scheduler.runFor(INTERVAL_MS * 1.1 + 4 * 300)
  const [first = 0, second = 0] = steps
  assert.equal(second - first, 300)
  worker.stop()
  const before = steps.length
  await rig.scheduler.runFor(INTERVAL_MS * 10)
  assert.equal(steps.length, before)
})
