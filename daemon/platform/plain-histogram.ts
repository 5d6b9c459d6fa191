/** A histogram that is asked for seldom and told of every request: what one value costs is finding its bucket. */

export type Labels = Readonly<Record<string, string>>

interface Sample { readonly metricName: string, readonly labels: Readonly<Record<string, string | number>>, readonly value: number }

/** The values of one series. */
export class HistogramSeries {
  readonly #counts: number[]
  #sum = 0

  /** @param bounds ascending; what is above the last one is in a bucket of its own */
  constructor (readonly labels: Labels, private readonly bounds: readonly number[]) { this.#counts = Array.from({ length: bounds.length + 1 }, () => 0) }

  add (value: number): void {
    let bucket = 0
    while (value > (this.bounds[bucket] ?? Infinity)) bucket++
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1
    this.#sum += value
  }

  /** As Prometheus has them: each bucket with all below it. */
  samples (name: string): Sample[] {
    let count = 0
    const buckets = this.#counts.map((inBucket, index) => {
      count += inBucket
      return { metricName: `${name}_bucket`, labels: { le: this.bounds[index] ?? '+Inf', ...this.labels }, value: count }
    })
    return [...buckets, { metricName: `${name}_sum`, labels: this.labels, value: this.#sum }, { metricName: `${name}_count`, labels: this.labels, value: count }]
  }
}

/** What a registry of prom-client asks of a metric. */
export class PlainHistogram {
  readonly type = 'histogram'
  readonly aggregator = 'sum'
  readonly #series: HistogramSeries[] = []

  constructor (readonly name: string, readonly help: string, private readonly bounds: readonly number[]) {}

  series (labels: Labels): HistogramSeries {
    const series = new HistogramSeries(labels, this.bounds)
    this.#series.push(series)
    return series
  }

  async get (): Promise<{ readonly name: string, readonly help: string, readonly type: string, readonly aggregator: string, readonly values: readonly Sample[] }> {
    const { name, help, type, aggregator } = this
    return { name, help, type, aggregator, values: this.#series.flatMap(series => series.samples(name)) }
  }
}
