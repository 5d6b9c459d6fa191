/**
 * Which of two ways to send requests has them answered sooner. That depends on machines, networks, what else they do
 * and what is asked, so it is tried, with the requests there are: a moment of the other way between two of this one.
 * What changes slowly meanwhile is then the same for both (a switchback design: Bojinov, Simchi-Levi, Zhao:
 * "Design and Analysis of Switchback Experiments", Management Science 2023).
 */
import type { ClientEnvironment } from './transport.js'

export const TRIAL_LIMITS = {
  /** The first trial begins so long after the first request, milliseconds, the next after a pause of half as much again, and so on up to … */
  pauseMs: 1_000,
  /** … milliseconds; each time by up to a half less or more, for clients not to try together. */
  pauseMsMax: 20_000,
  /** Each of the three phases of a trial, milliseconds, and at least so many times the time that an answer takes, at most … */
  phaseMs: 500,
  phaseAnswers: 8,
  /** … milliseconds. */
  phaseMsMax: 5_000,
  /** With fewer answers in a phase nothing is learnt, and after such a first phase nothing tried. */
  answersMin: 50,
  /** So many trials in a row must say the same for the other way to become the usual one. */
  trialsToChange: 2,
  /** The second way is used when answers take less than this part of the time with it. The first one when it is as fast. */
  secondBelow: 0.9,
} as const

/** Of a phase these parts do not count: what was sent the other way is still out at first, and at last answers may come after its end. */
const SETTLING_PART = 1 / 3
const LATE_PART = 1 / 6
/** The time an answer takes is smoothed. */
const MEAN_PART = 1 / 64

const PAUSE_GROWTH = 1.5

interface Answers { count: number, ms: number }

/** What is sent within it and when, and how long the answers took, by kinds of requests. */
export interface TrialPhase {
  readonly countsFromMs: number
  readonly countsUntilMs: number
  readonly endMs: number
  readonly read: Answers
  readonly write: Answers
}

export class Trial {
  #isSecondUsual = false
  /** Of the trial that runs. */
  #phases: TrialPhase[] = []
  #phaseMs = 0
  #pauseMs: number = TRIAL_LIMITS.pauseMs
  /** When the next one begins; undefined: nothing has been asked yet. */
  #dueMs: number | undefined
  /** Trials in a row that the other way has won. */
  #won = 0
  #meanMs = 0

  constructor (private readonly environment: Pick<ClientEnvironment, 'now' | 'random'>) {}

  /** Which way to send what is sent now. */
  get isSecond (): boolean { return this.#isSecondUsual !== (this.#phases.length === 2) }

  /** A request goes out. @returns what `answered` is to be told */
  asked (): TrialPhase | undefined {
    const now = this.environment.now()
    const phase = this.#phases.at(-1)
    if (phase === undefined) {
      this.#dueMs ??= this.#afterPause(now)
      if (now < this.#dueMs) return undefined
      this.#phaseMs = Math.min(TRIAL_LIMITS.phaseMsMax, Math.max(TRIAL_LIMITS.phaseMs, TRIAL_LIMITS.phaseAnswers * this.#meanMs))
      this.#begin(now)
    } else if (now >= phase.endMs) this.#end(phase, now)
    else if (now >= phase.countsFromMs && now < phase.countsUntilMs) return phase
    return undefined
  }

  /** The request was answered, after so long. @param phase what `asked` returned */
  answered (phase: TrialPhase | undefined, write: boolean, elapsedMs: number): void {
    this.#meanMs += MEAN_PART * (elapsedMs - this.#meanMs)
    if (phase === undefined) return
    const answers = write ? phase.write : phase.read
    answers.count++
    answers.ms += elapsedMs
  }

  #begin (now: number): void {
    this.#phases.push({
      countsFromMs: now + SETTLING_PART * this.#phaseMs,
      countsUntilMs: now + (1 - LATE_PART) * this.#phaseMs,
      endMs: now + this.#phaseMs,
      read: { count: 0, ms: 0 },
      write: { count: 0, ms: 0 },
    })
  }

  #end (phase: TrialPhase, now: number): void {
    // Nothing was sent for as long again: what came before is of another time.
    const isBroken = now >= phase.endMs + this.#phaseMs
    if (isBroken || phase.read.count + phase.write.count < TRIAL_LIMITS.answersMin) this.#rest(now)
    else if (this.#phases.length < 3) this.#begin(now)
    else this.#judge(now)
  }

  #judge (now: number): void {
    const [before, other, after] = this.#phases as [TrialPhase, TrialPhase, TrialPhase]
    const part = this.timeOf(other, before, after)
    const isWon = part < (this.#isSecondUsual ? 1 / TRIAL_LIMITS.secondBelow : TRIAL_LIMITS.secondBelow)
    this.#won = isWon ? this.#won + 1 : 0
    const isNear = this.#won > 0 && this.#won < TRIAL_LIMITS.trialsToChange
    if (this.#won === TRIAL_LIMITS.trialsToChange) {
      this.#isSecondUsual = !this.#isSecondUsual
      this.#won = 0
    }
    this.#phases = []
    this.#dueMs = isNear ? now : this.#afterPause(now)
  }

  #rest (now: number): void {
    this.#phases = []
    this.#won = 0
    this.#dueMs = this.#afterPause(now)
  }

  #afterPause (now: number): number {
    const dueMs = now + (0.5 + this.environment.random()) * this.#pauseMs
    this.#pauseMs = Math.min(TRIAL_LIMITS.pauseMsMax, PAUSE_GROWTH * this.#pauseMs)
    return dueMs
  }

  /** How long answers took in `other`, as a part of what the same reads and writes would have taken in the two others. NaN: they have no kind in common. */
  protected timeOf (other: TrialPhase, before: TrialPhase, after: TrialPhase): number {
    let otherMs = 0
    let ms = 0
    for (const kind of ['read', 'write'] as const) {
      if (before[kind].count === 0 || after[kind].count === 0) continue
      otherMs += other[kind].ms
      ms += other[kind].count * (before[kind].ms / before[kind].count + after[kind].ms / after[kind].count) / 2
    }
    return otherMs / ms
  }
}
