import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Foreground } from '../../../daemon/core/repair/foreground.js'
import { ACTIVE_PIECE_BYTES_MAX, Pace, RATE_MAX, RATE_MIN, RATE_MIN_URGENT } from '../../../daemon/core/repair/pace.js'
import { patch } from '../../fixtures/patch.js'
import { Rig } from './rig.js'

const PIECE = ACTIVE_PIECE_BYTES_MAX
/** What a client's request takes here without other work. */
const QUIET_MS = 8

class Peer {
  readonly rig = new Rig()
  readonly foreground = new Foreground(this.rig)
  /** How late a timer comes that was set while the work goes at so many bytes a second. */
  lateMs = (_rate: number): number => 0
  isUrgent = false
  readonly pace: Pace = new Pace({
    isUrgent: () => this.isUrgent,
    clock: { monotonic: () => this.rig.clock.monotonic(), realtime: () => this.rig.clock.realtime(), after: (delayMs, fn) => this.rig.clock.after(delayMs + this.lateMs(this.pace.rate), fn) },
    foreground: this.foreground,
  })

  /** 100 requests a second for `ms`, each as long as `latencyMs` says at its time. */
  async serve (ms: number, latencyMs: () => number = () => QUIET_MS): Promise<void> {
    for (let passedMs = 0; passedMs < ms; passedMs += 10) {
      await this.rig.scheduler.runFor(10)
      this.foreground.observe(latencyMs())
    }
  }

  /** Works for `ms` while it serves. @returns bytes of work a second */
  async work (ms: number, latencyMs: (bytesPerSecond: number) => number = () => QUIET_MS): Promise<number> {
    const end = this.foreground.begin()
    this.foreground.asked()
    let done = 0
    let stopped = false
    let recent: Array<{ atMs: number, bytes: number }> = []
    const working = (async () => {
      for (;;) {
        const used = await this.pace.take(PIECE)
        if (stopped || !this.pace.isWatched) return
        used(PIECE, 64)
        done += PIECE
        recent.push({ atMs: this.rig.scheduler.nowMs, bytes: PIECE })
      }
    })()
    await this.serve(ms, () => {
      recent = recent.filter(({ atMs }) => atMs > this.rig.scheduler.nowMs - 1_000)
      return latencyMs(recent.reduce((sum, { bytes }) => sum + bytes, 0))
    })
    stopped = true
    end()
    await this.rig.settle(working)
    return done / ms * 1_000
  }
}

test('left alone, work is not held up; while clients ask it is, and never beyond the greatest rate', async () => {
  const peer = new Peer()
  const startMs = peer.rig.scheduler.nowMs
  for (let count = 0; count < 100; count++) (await peer.rig.settle(peer.pace.take(PIECE)))(PIECE, 64)
  assert.equal(peer.rig.scheduler.nowMs, startMs)
  await peer.serve(2_000)
  await peer.work(60_000)
  assert.equal(peer.pace.rate, RATE_MAX)
  const rate = await peer.work(5_000)
  assert.ok(rate > RATE_MAX / 2 && rate <= RATE_MAX + PIECE, `${rate}`)
})

/** A machine on which work of so many bytes a second makes requests take twice as long. */
const WEAK_BYTES_PER_SECOND = 4 * 1024 * 1024
const weak = (bytesPerSecond: number): number => QUIET_MS * (1 + bytesPerSecond / WEAK_BYTES_PER_SECOND)

async function meanOnWeakMachine (): Promise<{ meanMs: number, rate: number }> {
  const peer = new Peer()
  await peer.serve(2_000)
  await peer.work(20_000, weak)
  const seen: number[] = []
  const rate = await peer.work(20_000, bytesPerSecond => {
    const latencyMs = weak(bytesPerSecond)
    seen.push(latencyMs)
    return latencyMs
  })
  return { meanMs: seen.reduce((sum, ms) => sum + ms, 0) / seen.length, rate }
}

test('the rate finds what the machine has left, and requests take not much longer than without the work', async () => {
  const { meanMs, rate } = await meanOnWeakMachine()
  assert.ok(meanMs < 1.5 * QUIET_MS, `${meanMs} ms`)
  assert.ok(rate > RATE_MIN, 'and it is not at its least')
})

test('planted bug: a rate that only grows makes requests take twice as long', async () => {
  const restore = patch(Foreground.prototype as unknown as { wasSlowed: () => boolean }, 'wasSlowed', { value: () => false })
  try {
    const { meanMs } = await meanOnWeakMachine()
    assert.ok(meanMs >= 2 * QUIET_MS, `${meanMs} ms`)
  } finally { restore() }
})

test('a few requests that take long are enough to step back from, though the mean hardly shows them', async () => {
  const peer = new Peer()
  const limit = 2 * 1_024 * 1_024
  await peer.serve(5_000)
  let count = 0
  let sumMs = 0
  const tailed = (bytesPerSecond: number): number => {
    const latencyMs = bytesPerSecond > limit && ++count % 33 === 0 ? 4 * QUIET_MS : QUIET_MS
    sumMs += latencyMs
    return latencyMs
  }
  await peer.work(30_000, tailed)
  sumMs = 0
  const rate = await peer.work(30_000, tailed)
  assert.ok(sumMs / 3_000 < 1.1 * QUIET_MS, `${sumMs / 3_000} ms`)
  assert.ok(rate > RATE_MIN && rate < 1.5 * limit, `${rate}`)
})

test('copies that are lost are made again faster, however slow requests are', async () => {
  const peer = new Peer()
  await peer.serve(5_000)
  await peer.work(20_000, () => 4 * QUIET_MS)
  assert.equal(peer.pace.rate, RATE_MIN)
  peer.isUrgent = true
  const rate = await peer.work(20_000, () => 40 * QUIET_MS)
  assert.ok(rate > 0.9 * RATE_MIN_URGENT && rate < 1.2 * RATE_MIN_URGENT, `${rate}`)
  // What is slow meanwhile is not taken for usual, however long it goes on.
  await peer.work(300_000, () => 4 * QUIET_MS)
  assert.equal(peer.pace.rate, RATE_MIN_URGENT)
  peer.isUrgent = false
  await peer.work(20_000, () => 400 * QUIET_MS)
  assert.equal(peer.pace.rate, RATE_MIN)
})

const LATE_ABOVE = 2 * 1_024 * 1_024

async function rateWithLateTurns (): Promise<number> {
  const peer = new Peer()
  let count = 0
  peer.lateMs = rate => rate > LATE_ABOVE && ++count % 20 === 0 ? 4 * QUIET_MS : 0
  await peer.serve(5_000)
  await peer.work(30_000)
  return await peer.work(30_000)
}

test('turns that come late are stepped back from: a request that came then has waited before it was seen', async () => {
  const rate = await rateWithLateTurns()
  assert.ok(rate > RATE_MIN && rate < 1.5 * LATE_ABOVE, `${rate}`)
})

test('planted bug: turns that come late are not looked at', async () => {
  const restore = patch(Foreground.prototype, 'observeTurn', { value: () => {} })
  try {
    assert.ok(await rateWithLateTurns() > 1.5 * LATE_ABOVE)
  } finally { restore() }
})

test('however slow requests are, work goes on at the least rate; and what is slow for another reason is in time taken for usual', async () => {
  const peer = new Peer()
  await peer.serve(2_000)
  await peer.work(10_000, () => 20 * QUIET_MS)
  assert.equal(peer.pace.rate, RATE_MIN)
  const least = await peer.work(10_000, () => 20 * QUIET_MS)
  assert.ok(least > 0.9 * RATE_MIN && least < 1.1 * RATE_MIN, `${least}`)
  for (let count = 0; count < 40 && peer.pace.rate === RATE_MIN; count++) await peer.work(10_000, () => 20 * QUIET_MS)
  assert.ok(peer.pace.rate > RATE_MIN)
})

test('a peer that knows no quiet time steps back from the best it has seen', async () => {
  const peer = new Peer()
  await peer.work(10_000, weak)
  await peer.work(10_000, () => 10 * QUIET_MS)
  assert.equal(peer.pace.rate, RATE_MIN)
})

test('a peer that is asked only through others steps back as its own turns come late, and gets used to what is not its doing', async () => {
  const peer = new Peer()
  const end = peer.foreground.begin()
  const askedFor = async (ms: number): Promise<void> => {
    for (const untilMs = peer.rig.scheduler.nowMs + ms; peer.rig.scheduler.nowMs < untilMs;) {
      peer.foreground.asked();
      (await peer.rig.settle(peer.pace.take(PIECE)))(PIECE, 60)
    }
  }
  peer.lateMs = rate => rate / WEAK_BYTES_PER_SECOND * 10
  await askedFor(60_000)
  assert.ok(peer.pace.rate > RATE_MIN && peer.pace.rate < WEAK_BYTES_PER_SECOND / 2, `${peer.pace.rate}`)
  peer.lateMs = () => 100
  await askedFor(30_000)
  assert.equal(peer.pace.rate, RATE_MIN)
  await askedFor(120_000)
  assert.ok(peer.pace.rate > RATE_MIN)
  end()
})

test('what a peer got used to while something else kept it busy it does not take for usual in the next transfer, too', async () => {
  const peer = new Peer()
  peer.foreground.begin()
  const run = async (ms: number): Promise<void> => {
    for (const untilMs = peer.rig.scheduler.nowMs + ms; peer.rig.scheduler.nowMs < untilMs;) {
      peer.foreground.asked()
      const used = await peer.rig.settle(peer.pace.take(PIECE))
      used(PIECE, 64)
    }
  }
  peer.lateMs = () => 100
  await run(300_000)
  assert.ok(peer.pace.rate > RATE_MIN, 'it got used to it')
  // That is over, and later there is work again: all that comes late now is from it.
  await peer.rig.scheduler.runFor(120_000)
  peer.lateMs = rate => rate / WEAK_BYTES_PER_SECOND * 10
  await run(300_000)
  assert.ok(peer.pace.rate < 2 * WEAK_BYTES_PER_SECOND, `${peer.pace.rate}`)
})

test('a few slow moments in quiet times are not taken for usual', async () => {
  const peer = new Peer()
  await peer.serve(10_000)
  await peer.serve(3_000, () => 50 * QUIET_MS)
  await peer.work(5_000, () => 3 * QUIET_MS)
  assert.ok(peer.pace.rate < 2 * RATE_MIN, `${peer.pace.rate}`)
})

test('small pieces do not wait for each other as if they were large', async () => {
  const peer = new Peer()
  peer.foreground.asked()
  for (let count = 0; count < 20; count++) (await peer.rig.settle(peer.pace.take(PIECE)))(4_000, 4)
  const startMs = peer.rig.scheduler.nowMs
  await peer.rig.settle(Promise.all(Array.from({ length: 8 }, async () => { (await peer.pace.take(PIECE))(4_000, 4) })))
  assert.ok(peer.rig.scheduler.nowMs - startMs < 2 * 8 * 4_000 / RATE_MIN * 1_000)
})

test('a piece that came to less than was taken leaves the rest to the next one, and small records count for more', async () => {
  const peer = new Peer()
  peer.foreground.asked()
  const timeOf = async (bytes: number, records: number): Promise<number> => {
    const first = await peer.rig.settle(peer.pace.take(PIECE))
    first(bytes, records)
    return peer.pace.aheadMs
  }
  const small = await timeOf(1_000, 1)
  assert.ok(small <= Math.ceil(2 * 1_024 / RATE_MIN * 1_000), `${small}`)
  assert.ok(await timeOf(1_000, 256) > 10 * small)
})
