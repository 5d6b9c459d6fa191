import { collectDefaultMetrics, Counter, Gauge, Registry, type Histogram } from 'prom-client'
import type { Meter } from '../core/env.js'
import { PromHistogram, type Observed } from './prom-histogram.js'
import { Series } from './series.js'

export const METRIC_PREFIX = 'p2pkv_'
/** Different names of metrics and values of labels, of counters and of histograms: more are a fault of ours, and not counted. */
const SERIES_MAX = 2_000
/** Between two looks at how late the event loop is, milliseconds; its readings include it. The library's own 10 was most of what an idle daemon did. */
const LOOP_LAG_MS = 100
const MILLISECOND_BUCKETS = [0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000]

type Labels = Readonly<Record<string, string>>

/** Values that are looked up when somebody asks, by name; a Map has one for each value of `label`. */
export interface GaugeReading { readonly name: string, readonly help: string, readonly value: number | { readonly label: string, readonly values: Readonly<Record<string, number>> } }

/** Counts for Prometheus: names get the prefix `p2pkv_`, their units are in them. */
export class PromMeter implements Meter {
  readonly #registry = new Registry()
  readonly #counters = new Map<string, Counter>()
  readonly #histograms = new Map<string, PromHistogram>()
  readonly #gauges = new Map<string, Gauge>()
  // The library's own counting costs more than most that is counted.
  /** What was added up since somebody last asked. */
  readonly #added = new Series<{ readonly name: string, readonly labels: Labels, by: number, isNew: boolean }>(SERIES_MAX)
  readonly #observed = new Series<Observed>(SERIES_MAX)

  constructor ({ process = true }: { readonly process?: boolean } = {}) {
    if (process) collectDefaultMetrics({ register: this.#registry, prefix: METRIC_PREFIX, eventLoopMonitoringPrecision: LOOP_LAG_MS })
  }

  count (name: string, by = 1, labels: Labels = {}): void {
    const added = this.#added.of(name, labels, () => ({ name, labels, by: 0, isNew: true }))
    if (added !== undefined) added.by += by
  }

  #countAdded (): void {
    for (const added of this.#added.values) {
      const { name, labels, by } = added
      // One that was counted by nothing shows as 0.
      if (by === 0 && !added.isNew) continue
      added.by = 0
      added.isNew = false
      let counter = this.#counters.get(name)
      if (counter === undefined) {
        counter = new Counter({ name: METRIC_PREFIX + name, help: sentence(name), labelNames: Object.keys(labels), registers: [this.#registry] })
        this.#counters.set(name, counter)
      }
      counter.inc(labels, by)
    }
  }

  observe (name: string, value: number, labels: Labels = {}): void {
    this.#observed.of(name, labels, () => this.#histogramOf(name).add(labels))?.observe(value)
  }

  #histogramOf (name: string): PromHistogram {
    let histogram = this.#histograms.get(name)
    if (histogram === undefined) {
      histogram = new PromHistogram(METRIC_PREFIX + name, sentence(name), MILLISECOND_BUCKETS)
      this.#histograms.set(name, histogram)
      // The registry asks a metric for its values, and for nothing else.
      this.#registry.registerMetric(histogram as unknown as Histogram)
    }
    return histogram
  }

  /** Everything in the text format of Prometheus, and `readings` as they are now. */
  async text (readings: readonly GaugeReading[]): Promise<string> {
    for (const { name, help, value } of readings) {
      let gauge = this.#gauges.get(name)
      if (gauge === undefined) {
        gauge = new Gauge({ name: METRIC_PREFIX + name, help, labelNames: typeof value === 'number' ? [] : [value.label], registers: [this.#registry] })
        this.#gauges.set(name, gauge)
      }
      if (typeof value === 'number') gauge.set(value)
      else for (const [label, number] of Object.entries(value.values)) gauge.set({ [value.label]: label }, number)
    }
    this.#countAdded()
    return await this.#registry.metrics()
  }

  get contentType (): string { return this.#registry.contentType }

  /** Counters for the log, ascending by name. */
  async snapshot (): Promise<Record<string, number>> {
    this.#countAdded()
    const values: Array<[string, number]> = []
    for (const [name, counter] of this.#counters) for (const { value, labels } of (await counter.get()).values) values.push([keyOf(name, labels), value])
    return Object.fromEntries(values.sort(([a], [b]) => a < b ? -1 : 1))
  }
}

function sentence (name: string): string {
  const text = name.replace(/_total$/, '').replaceAll('_', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function keyOf (name: string, labels: Readonly<Record<string, string | number | undefined>>): string {
  const entries = Object.entries(labels)
  return entries.length === 0 ? name : `${name}{${entries.map(([key, value]) => `${key}=${value}`).join(',')}}`
}
