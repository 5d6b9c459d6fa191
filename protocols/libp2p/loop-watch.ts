const BEAT_MS = 50
/** Less is a process that is busy, in which most requests waited for less: cutting their deadlines would refuse what is in time. */
const LATE_MS_MIN = 2_000

/**
 * Tells how long this process was stopped: a frame says how long its sender still waits, but
 * not since when it has lain in the socket. Without this a process that was stopped for a while would carry out,
 * as new, what its clients gave up and may have replaced since.
 */
export class LoopWatch {
  readonly #timer: NodeJS.Timeout
  #beatMs = performance.now()
  #lateMs = 0

  constructor () {
    this.#timer = setInterval(() => {
      const now = performance.now()
      // What was read before this beat is one turn of the loop; the rest of it is read in the next ones.
      this.#lateMs = now - this.#beatMs - BEAT_MS
      this.#beatMs = now
    }, BEAT_MS).unref()
  }

  /** Of what is read now, at most: from the last beat, or the one before if that came late; 0 in a process that keeps up. */
  readonly lateMs = (): number => {
    const lateMs = Math.max(this.#lateMs, performance.now() - this.#beatMs - BEAT_MS)
    return lateMs < LATE_MS_MIN ? 0 : lateMs
  }

  stop (): void { clearInterval(this.#timer) }
}
