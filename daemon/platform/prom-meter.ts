import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Meter } from '../core/env.js'

export const METRIC_PREFIX = 'p2pkv_'
/** Different names of metrics and values of labels: more are a fault of ours, and not counted. */
const SERIES_MAX = 2_000
/** Between two looks at how late the event loop is, milliseconds; its readings include it. The library's own 10 was most of what an idle daemon did. */
const LOOP_LAG_MS = 100
const MILLISECOND_BUCKETS = [0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000]
const BYTE_BUCKETS = [64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864]

type Labels = Readonly<Record<string, string>>

/** Values that are looked up when somebody asks, by name; a Map has one for each value of `label`. */
export interface GaugeReading { readonly name: string, readonly help: string, readonly value: number | { readonly label: string, readonly values: Readonly<Record<string, number>> } }

/** Counts for Prometheus: names get the prefix `p2pkv_`, their units are in them. */
export class PromMeter implements Meter {
  readonly #registry = new Registry()
  readonly #counters = new Map<string, Counter>()
  readonly #histograms = new Map<string, Histogram>()
  readonly #gauges = new Map<string, Gauge>()
  readonly #series = new Set<string>()
  /** Added up since somebody last asked, by series: the library's own counting costs more than most that is counted. */
  readonly #added = new Map<string, { readonly name: string, readonly labels: Labels, by: number }>()

  constructor ({ process = true }: { readonly process?: boolean } = {}) {
    if (process) collectDefaultMetrics({ register: this.#registry, prefix: METRIC_PREFIX, eventLoopMonitoringPrecision: LOOP_LAG_MS })
  }

  count (name: string, by = 1, labels: Labels = {}): void {
    const series = seriesOf(name, labels)
    const added = this.#added.get(series)
    if (added !== undefined) added.by += by
    else if (this.#admits(series)) this.#added.set(series, { name, labels, by })
  }

  #countAdded (): void {
    for (const { name, labels, by } of this.#added.values()) {
      let counter = this.#counters.get(name)
      if (counter === undefined) {
        counter = new Counter({ name: METRIC_PREFIX + name, help: sentence(name), labelNames: Object.keys(labels), registers: [this.#registry] })
        this.#counters.set(name, counter)
      }
      counter.inc(labels, by)
    }
    this.#added.clear()
  }

  observe (name: string, value: number, labels: Labels = {}): void {
    if (!this.#admits(seriesOf(name, labels))) return
    let histogram = this.#histograms.get(name)
    if (histogram === undefined) {
      histogram = new Histogram({
        name: METRIC_PREFIX + name, help: sentence(name), labelNames: Object.keys(labels), registers: [this.#registry],
        buckets: name.endsWith('_bytes') ? BYTE_BUCKETS : MILLISECOND_BUCKETS,
      })
      this.#histograms.set(name, histogram)
    }
    histogram.observe(labels, value)
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

  #admits (series: string): boolean {
    if (this.#series.has(series)) return true
    if (this.#series.size >= SERIES_MAX) return false
    this.#series.add(series)
    return true
  }
}

function sentence (name: string): string {
  const text = name.replace(/_total$/, '').replaceAll('_', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Callers of one name give its labels in one order. */
function seriesOf (name: string, labels: Labels): string {
  let series = name
  for (const label in labels) series += `\n${labels[label] ?? ''}`
  return series
}

function keyOf (name: string, labels: Readonly<Record<string, string | number | undefined>>): string {
  const entries = Object.entries(labels)
  return entries.length === 0 ? name : `${name}{${entries.map(([key, value]) => `${key}=${value}`).join(',')}}`
}
