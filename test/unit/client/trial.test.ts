/** How a client finds out which of two ways is faster, as rules; and for each the fault that it is there for. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Trial, TRIAL_LIMITS, type TrialPhase } from '../../../client/trial.js'
import { patch } from '../../fixtures/patch.js'
import { VirtualEnvironment } from './fake-transport.js'

interface Sent { readonly isSecond: boolean, readonly atMs: number, readonly write: boolean }

interface Load {
  /** How long an answer takes, milliseconds. */
  readonly takes: (sent: Sent) => number
  readonly everyMs?: number
  readonly isWrite?: (sent: Omit<Sent, 'write'>) => boolean
}

const MINUTE = 60_000
const { phaseMsMax: PHASE_MS_MAX } = TRIAL_LIMITS

class Client {
  readonly environment = new VirtualEnvironment()
  readonly trial = new Trial(this.environment)
  /** When requests began to go another way. */
  readonly turnsMs: number[] = []

  constructor (readonly load: Load, random = 0.5) { this.environment.random = () => random }

  run (forMs: number): this {
    const { environment, trial, load: { takes, everyMs = 1, isWrite = () => true } } = this
    for (const endMs = environment.time + forMs; environment.time < endMs; environment.time += everyMs) {
      const { isSecond } = trial
      const sent = { isSecond, atMs: environment.time }
      const write = isWrite(sent)
      trial.answered(trial.asked(), write, takes({ ...sent, write }))
      if (trial.isSecond !== isSecond) this.turnsMs.push(environment.time)
    }
    return this
  }

  /** Which way requests go between trials. */
  get usesSecond (): boolean {
    // A trial of the other way is shorter.
    for (let turns = -1; turns < this.turnsMs.length;) {
      turns = this.turnsMs.length
      this.run(2 * TRIAL_LIMITS.phaseMs)
    }
    return this.trial.isSecond
  }

  static after (forMs: number, load: Load): Client { return new Client(load).run(forMs) }
}

/** The second way takes so long, where the first takes 10. */
const second = (ms: number): Load => ({ takes: ({ isSecond }) => isSecond ? ms : 10 })
const timeOf = (of: (other: TrialPhase, before: TrialPhase, after: TrialPhase) => number) => () => patch(Trial.prototype, 'timeOf' as keyof Trial, { value: of })
const limit = (name: keyof typeof TRIAL_LIMITS, value: number) => () => patch(TRIAL_LIMITS, name, { value })
const meanMs = ({ read, write }: TrialPhase): number => (read.ms + write.ms) / (read.count + write.count)

const RULES: ReadonlyArray<{ readonly rule: string, readonly check: () => void, readonly bug: string, readonly plant: () => () => void }> = [
  {
    rule: 'the second way is used when answers come much sooner by it, and the first again when they come as soon by that',
    check: () => {
      let isSlow = true
      const client = Client.after(MINUTE, { takes: ({ isSecond }) => isSlow && !isSecond ? 20 : 10 })
      assert.ok(client.usesSecond)
      isSlow = false
      assert.ok(!client.run(MINUTE).usesSecond)
    },
    bug: 'nothing is tried',
    plant: limit('pauseMs', Infinity),
  },
  {
    rule: 'where the second way is hardly faster, the first is used',
    check: () => { assert.ok(!Client.after(MINUTE, second(9.3)).usesSecond) },
    bug: 'whichever was faster last is used',
    plant: limit('secondBelow', 1),
  },
  {
    rule: 'a trial that ends well by chance changes nothing',
    check: () => {
      // The first way is slow until the first trial ends.
      const client: Client = new Client({ takes: ({ isSecond, atMs }) => !isSecond && atMs <= TRIAL_LIMITS.pauseMs + 3 * TRIAL_LIMITS.phaseMs ? 30 : 10 })
      assert.ok(!client.run(2_600).usesSecond)
    },
    bug: 'one trial decides',
    plant: limit('trialsToChange', 1),
  },
  {
    rule: 'what takes ever less time whichever way it goes is no reason to change',
    check: () => {
      const { turnsMs } = Client.after(MINUTE, { takes: ({ atMs }) => 40 * 2 ** (-atMs / 2_000) })
      for (let turn = 0; turn + 1 < turnsMs.length; turn += 2) assert.ok((turnsMs[turn + 1] ?? 0) - (turnsMs[turn] ?? 0) <= TRIAL_LIMITS.phaseMs, 'longer than a trial')
    },
    bug: 'only what was before is compared with',
    plant: timeOf((other, before) => meanMs(other) / meanMs(before)),
  },
  {
    rule: 'that more of what is fast is asked is no reason to change',
    check: () => {
      assert.ok(!Client.after(MINUTE, { isWrite: ({ isSecond, atMs }) => atMs % (isSecond ? 10 : 2) === 0, takes: ({ write }) => write ? 20 : 5 }).usesSecond)
    },
    bug: 'reads and writes count alike',
    plant: timeOf((other, before, after) => 2 * meanMs(other) / (meanMs(before) + meanMs(after))),
  },
  {
    rule: 'what is asked of few requests goes one way',
    check: () => {
      const { turnsMs } = Client.after(2 * MINUTE, { takes: ({ isSecond }) => isSecond ? 1 : 10, everyMs: 20 })
      assert.deepEqual(turnsMs, [])
    },
    bug: 'a few answers are enough',
    plant: limit('answersMin', 1),
  },
  {
    rule: 'when answers take long, a trial does, too',
    check: () => {
      // Of what is sent in a phase hardly anything is answered in it, if it is a short one.
      const { turnsMs } = Client.after(2 * MINUTE, { takes: () => 400 })
      const shortest = Math.min(...turnsMs.slice(1).map((ms, turn) => ms - (turnsMs[turn] ?? 0)))
      assert.ok(shortest >= TRIAL_LIMITS.phaseAnswers * 400, `${shortest} ms`)
    },
    bug: 'a trial is short, however long answers take',
    plant: limit('phaseMsMax', TRIAL_LIMITS.phaseMs),
  },
  {
    rule: 'however long answers take, a trial ends',
    check: () => {
      const { turnsMs } = Client.after(2 * MINUTE, { takes: () => 2_000 })
      const longest = Math.max(...turnsMs.filter((_ms, turn) => turn % 2 === 1).map((ms, index) => ms - (turnsMs[2 * index] ?? 0)))
      assert.ok(longest > 0 && longest <= PHASE_MS_MAX, `${longest} ms`)
    },
    bug: 'a trial takes as long as that makes it',
    plant: limit('phaseMsMax', Infinity),
  },
  {
    rule: 'requests seldom go the slower way: for less than one part in twenty of the time',
    check: () => {
      const client = Client.after(MINUTE, second(20))
      client.turnsMs.length = 0
      client.run(5 * MINUTE)
      let tried = 0
      for (let turn = 0; turn + 1 < client.turnsMs.length; turn += 2) tried += (client.turnsMs[turn + 1] ?? 0) - (client.turnsMs[turn] ?? 0)
      assert.ok(client.turnsMs.length >= 8, 'it goes on to be tried')
      assert.ok(tried < 5 * MINUTE / 20, `${tried} ms`)
    },
    bug: 'it is tried all the time',
    plant: limit('pauseMsMax', TRIAL_LIMITS.pauseMs),
  },
]

for (const { rule, check, bug, plant } of RULES) {
  test(rule, check)

  test(`planted bug: ${bug}: caught`, () => {
    const mend = plant()
    try {
      assert.throws(check, { name: 'AssertionError' })
    } finally { mend() }
  })
}

test('a trial in which nothing is sent for long is void', () => {
  const client = new Client(second(10)).run(TRIAL_LIMITS.pauseMs + 0.8 * TRIAL_LIMITS.phaseMs)
  client.environment.time += 10 * TRIAL_LIMITS.phaseMs
  client.run(TRIAL_LIMITS.phaseMs)
  assert.deepEqual(client.turnsMs, [], 'it begins anew, after a pause')
  client.run(MINUTE)
  assert.ok(client.turnsMs.length > 0)
})

test('what was sent the other way is still out at first, and last answers come late: neither counts', () => {
  const client = new Client(second(10))
  const { environment, trial } = client
  while (!trial.isSecond) client.run(1)
  const counts = Array.from({ length: TRIAL_LIMITS.phaseMs }, () => {
    environment.time++
    return trial.asked() !== undefined
  })
  assert.deepEqual([counts.indexOf(true), counts.lastIndexOf(true)].map(at => Math.round(12 * at / TRIAL_LIMITS.phaseMs)), [4, 10])
})

test('clients that began together do not try together', () => {
  const firstTrial = (random: number): number => new Client(second(20), random).run(MINUTE).turnsMs[0] ?? NaN
  const [early, late] = [firstTrial(0), firstTrial(0.99)]
  assert.ok(late - early > TRIAL_LIMITS.phaseMs, `${early} and ${late} ms`)
})
