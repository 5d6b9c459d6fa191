import type { MetricValueWithName } from 'prom-client'

type Labels = Readonly<Record<string, string>>

/** Of one series: how many values fell into each bucket, the last one for those beyond all bounds. */
export class Observed {
  readonly counts: number[]
  sum = 0

  constructor (readonly labels: Labels, private readonly bounds: readonly number[]) { this.counts = Array.from({ length: bounds.length + 1 }, () => 0) }

  /** What is no number is not counted. */
  observe (value: number): void {
    if (!Number.isFinite(value)) return
    let bucket = 0
    while (bucket < this.bounds.length && value > (this.bounds[bucket] as number)) bucket++
    this.counts[bucket] = (this.counts[bucket] as number) + 1
    this.sum += value
  }
}

/** A histogram as the registry of prom-client reads one. Its own checks and sorts the labels of every value, which costs ten times as much as to count it. */
export class PromHistogram {
  readonly #series: Observed[] = []

  /** @param bounds ascending */
  constructor (readonly name: string, private readonly help: string, private readonly bounds: readonly number[]) {}

  add (labels: Labels): Observed {
    const observed = new Observed(labels, this.bounds)
    this.#series.push(observed)
    return observed
  }

  async get (): Promise<{ readonly name: string, readonly help: string, readonly type: string, readonly aggregator: string, readonly values: ReadonlyArray<MetricValueWithName<string>> }> {
    const values = this.#series.flatMap(({ labels, counts, sum }) => {
      let count = 0
      const buckets = counts.map((inBucket, index) => {
        count += inBucket
        return { metricName: `${this.name}_bucket`, labels: { le: this.bounds[index] ?? '+Inf', ...labels }, value: count }
      })
      return [...buckets, { metricName: `${this.name}_sum`, labels, value: sum }, { metricName: `${this.name}_count`, labels, value: count }]
    })
    return { name: this.name, help: this.help, type: 'histogram', aggregator: 'sum', values }
  }
}
