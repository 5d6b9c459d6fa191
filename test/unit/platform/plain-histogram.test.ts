import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Histogram, Registry, type Metric } from 'prom-client'
import { PlainHistogram } from '../../../daemon/platform/plain-histogram.js'

test('a histogram says what that of the library says', async () => {
  const buckets = [0.25, 1, 10]
  const values = [0, 0.25, 0.26, 1, 9.5, 10, 10.1, 1e9]
  const theirs = new Registry()
  const histogram = new Histogram({ name: 'x', help: 'X', labelNames: ['request', 'outcome'], buckets, registers: [theirs] })
  const ours = new Registry()
  const plain = new PlainHistogram('x', 'X', buckets)
  ours.registerMetric(plain as unknown as Metric)
  for (const labels of [{ request: 'get', outcome: 'ok' }, { request: 'put', outcome: 'NOT_READY' }]) {
    const series = plain.series(labels)
    for (const value of values) {
      series.add(value)
      histogram.observe(labels, value)
    }
  }
  const lines = async (registry: Registry): Promise<string[]> => (await registry.metrics()).split('\n').sort()
  assert.deepEqual(await lines(ours), await lines(theirs))
})
