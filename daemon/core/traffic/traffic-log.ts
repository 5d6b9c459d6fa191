import { LATENCY_BUCKETS, latencyBucket, type TrafficSample } from '../../../protocols/traffic/traffic.js'
import type { Clock, Meter } from '../env.js'

export const TRAFFIC_STEP_MS = 5_000
/** Samples that are kept: five minutes. */
export const TRAFFIC_SAMPLES_MAX = 60

type Count = Exclude<keyof TrafficSample, 'getCounts' | 'putCounts'>
type Labels = Readonly<Record<string, string>>

interface Sample extends Record<Count, number> {
  readonly getCounts: number[]
  readonly putCounts: number[]
}

function emptySample (): Sample {
  return { reads: 0, writes: 0, hinted: 0, failed: 0, refused: 0, readRepairs: 0, hintsBrought: 0, exchanged: 0, getCounts: [], putCounts: [] }
}

const COUNT_OF: Readonly<Record<string, Count>> = {
  reads_total: 'reads',
  writes_total: 'writes',
  requests_refused_total: 'refused',
  read_repairs_total: 'readRepairs',
  anti_entropy_pulled_total: 'exchanged',
  anti_entropy_pushed_total: 'exchanged',
}

/** What this peer did in the last minutes: a Meter that remembers the few numbers people look at, by time. */
export class TrafficLog implements Meter {
  /** Ascending by step; steps without traffic are left out. */
  readonly #samples = new Map<number, Sample>()

  constructor (private readonly clock: Pick<Clock, 'monotonic'>) {}

  count (name: string, by = 1, labels?: Labels): void {
    const count = COUNT_OF[name]
    if (count !== undefined) this.#now()[count] += by
    if (name === 'writes_total' && labels?.hinted === 'true') this.#now().hinted += by
    if (name === 'hints_total' && labels?.outcome === 'replayed') this.#now().hintsBrought += by
  }

  observe (name: string, value: number, labels?: Labels): void {
    if (name !== 'request_milliseconds') return
    const isGet = labels?.request === 'get.get'
    if (!isGet && labels?.request !== 'put.put') return
    // Nothing was begun: how quickly a stranger was turned away says nothing of how long requests take.
    if (labels.outcome === 'NOT_AUTHORIZED' || labels.outcome === 'PROTOCOL') return
    const sample = this.#now()
    if (labels.outcome !== 'ok') sample.failed++
    const counts = isGet ? sample.getCounts : sample.putCounts
    const bucket = latencyBucket(value)
    while (counts.length <= bucket) counts.push(0)
    counts[bucket] = (counts[bucket] ?? 0) + 1
  }

  /** The last `TRAFFIC_SAMPLES_MAX` whole steps, the oldest first. */
  samples (): TrafficSample[] {
    const step = this.#step()
    return Array.from({ length: TRAFFIC_SAMPLES_MAX }, (_, index) => this.#samples.get(step - TRAFFIC_SAMPLES_MAX + index) ?? emptySample())
  }

  #step (): number { return Math.floor(this.clock.monotonic() / TRAFFIC_STEP_MS) }

  #now (): Sample {
    const step = this.#step()
    let sample = this.#samples.get(step)
    if (sample === undefined) {
      for (const old of this.#samples.keys()) if (old < step - TRAFFIC_SAMPLES_MAX) this.#samples.delete(old)
      this.#samples.set(step, sample = emptySample())
    }
    return sample
  }
}

/** Sums samples of several peers, step by step from the newest. `counts` of more buckets than there are is what no peer sends: they are left out. */
export function mergeSamples (peers: ReadonlyArray<readonly TrafficSample[]>): TrafficSample[] {
  const length = Math.min(TRAFFIC_SAMPLES_MAX, Math.max(0, ...peers.map(samples => samples.length)))
  const merged = Array.from({ length }, emptySample)
  for (const samples of peers) {
    const first = Math.max(0, samples.length - length)
    for (const [index, sample] of samples.slice(first).entries()) {
      const into = merged[index + length - Math.min(length, samples.length)]
      if (into === undefined) continue
      for (const count of Object.keys(into) as Array<keyof Sample>) {
        if (count === 'getCounts' || count === 'putCounts') addCounts(into[count], sample[count])
        else into[count] += sample[count]
      }
    }
  }
  return merged
}

function addCounts (into: number[], counts: readonly number[]): void {
  for (const [bucket, count] of counts.slice(0, LATENCY_BUCKETS).entries()) {
    while (into.length <= bucket) into.push(0)
    into[bucket] = (into[bucket] ?? 0) + count
  }
}
