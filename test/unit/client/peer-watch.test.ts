import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { HEDGE_MS_MIN, PeerWatch, SILENT_MS, SILENT_MS_MIN } from '../../../client/peer-watch.js'

const PEER = { id: undefined, addresses: ['/ip4/127.0.0.1/tcp/1'] }
let timeMs = 0
let watch = new PeerWatch(() => timeMs)
beforeEach(() => {
  timeMs = 1_000
  watch = new PeerWatch(() => timeMs)
})

function answers (count: number, elapsedMs: number): void {
  for (let i = 0; i < count; i++) {
    watch.asked(PEER)
    timeMs += elapsedMs
    watch.answered(PEER, elapsedMs)
  }
}

test('silence is shorter for who answers fast, within bounds', () => {
  assert.deepEqual([watch.silentAfterMs(PEER), watch.hedgeAfterMs(PEER)], [SILENT_MS, SILENT_MS / 2])
  answers(1_000, 3)
  assert.deepEqual([watch.silentAfterMs(PEER), watch.hedgeAfterMs(PEER)], [SILENT_MS_MIN, HEDGE_MS_MIN])
  answers(1_000, 60)
  const slower = watch.silentAfterMs(PEER)
  assert.ok(slower > SILENT_MS_MIN && slower < SILENT_MS, `${slower}`)
  assert.ok(watch.hedgeAfterMs(PEER) < slower)
  answers(1_000, 5_000)
  assert.equal(watch.silentAfterMs(PEER), SILENT_MS)
})

test('a peer that owes nothing is not silent, one that owes is when nothing came for so long', () => {
  timeMs += 10 * SILENT_MS
  assert.equal(watch.isSilent(PEER), false)
  watch.asked(PEER)
  timeMs += SILENT_MS - 1
  assert.equal(watch.isSilent(PEER), false)
  timeMs += 1
  assert.equal(watch.isSilent(PEER), true)
  watch.asked(PEER)
  watch.refused(PEER)
  assert.equal(watch.isSilent(PEER), false, 'an error is an answer')
})

test('who gave no answer in time has not been heard of; who answered something else meanwhile has', () => {
  watch.asked(PEER)
  const askedMs = timeMs
  timeMs += 100
  watch.unanswered(PEER)
  assert.deepEqual([watch.wasHeardSince(PEER, askedMs), watch.isSilent(PEER)], [false, false])
  watch.asked(PEER)
  answers(1, 10)
  watch.unanswered(PEER)
  assert.equal(watch.wasHeardSince(PEER, askedMs), true)
})

test('that it was asked does not count as having heard of it', () => {
  const begunMs = timeMs
  timeMs += 0.001
  watch.asked(PEER)
  timeMs += 100
  watch.unanswered(PEER)
  assert.equal(watch.wasHeardSince(PEER, begunMs), false)
})
