import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { AVOIDED_MS, HEDGE_MS_MIN, PeerWatch, SILENT_MS, SILENT_MS_MIN } from '../../../client/peer-watch.js'

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
  assert.deepEqual([watch.isSilent(PEER), watch.isFine(PEER, true)], [true, false])
  watch.asked(PEER)
  watch.refused(PEER)
  assert.deepEqual([watch.isSilent(PEER), watch.isFine(PEER, true)], [false, true], 'an error is an answer')
})

test('who did not answer is avoided, unless it was heard of meanwhile', () => {
  watch.asked(PEER)
  const askedMs = timeMs
  timeMs += 100
  answers(1, 0)
  watch.unanswered(PEER, askedMs)
  assert.equal(watch.isFine(PEER, true), true)
  watch.asked(PEER)
  watch.unanswered(PEER, timeMs)
  assert.equal(watch.isFine(PEER, true), false)
})

test('after a while one read finds out, and a write only if no read did for as long again', () => {
  watch.avoid(PEER)
  timeMs += AVOIDED_MS - 1
  assert.equal(watch.isFine(PEER, true), false)
  timeMs += 1
  assert.deepEqual([watch.isFine(PEER, true), watch.isFine(PEER, false)], [true, false])
  watch.asked(PEER)
  const askedMs = timeMs
  assert.equal(watch.isFine(PEER, true), false, 'one is enough')
  timeMs += 50
  watch.unanswered(PEER, askedMs)
  timeMs += 2 * AVOIDED_MS
  assert.equal(watch.isFine(PEER, false), true)
  answers(1, 1)
  assert.equal(watch.isFine(PEER, false), true)
})
