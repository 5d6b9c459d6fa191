import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Histogram, Registry } from 'prom-client'
import { PromMeter } from '../../../daemon/platform/prom-meter.js'

test('a histogram says what the library would say of the same values', async () => {
  const meter = new PromMeter({ process: false })
  const registry = new Registry()
  const buckets = [0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000]
  const expected = new Histogram({ name: 'p2pkv_request_milliseconds', help: 'Request milliseconds', labelNames: ['request', 'outcome'], registers: [registry], buckets })
  for (const value of [0, 0.25, 0.26, 3, 3, 99.9, 10_000, 10_001, 1e9]) {
    for (const labels of [{ request: 'get.get', outcome: 'ok' }, { request: 'put.put', outcome: 'ok' }, { request: 'put.put', outcome: 'a "b"\n' }]) {
      meter.observe('request_milliseconds', value, labels)
      expected.observe(labels, value)
    }
  }
  const lines = (text: string): string[] => text.trim().split('\n').sort()
  assert.deepEqual(lines(await meter.text([])), lines(await registry.metrics()))
})

test('values of labels are told apart by their place, and counted on between readings', async () => {
  const meter = new PromMeter({ process: false })
  const count = (labels: Record<string, string>): void => { meter.count('x_total', 1, labels) }
  count({ a: 'one', b: 'two' })
  count({ a: 'two', b: 'one' })
  count({ a: 'one', b: 'two' })
  assert.deepEqual(await meter.snapshot(), { 'x_total{a=one,b=two}': 2, 'x_total{a=two,b=one}': 1 })
  count({ a: 'one', b: 'two' })
  assert.deepEqual(await meter.snapshot(), { 'x_total{a=one,b=two}': 3, 'x_total{a=two,b=one}': 1 })
})

test('series of histograms are bounded, and those that are there go on', async () => {
  const meter = new PromMeter({ process: false })
  for (let index = 0; index < 3_000; index++) meter.observe('x_milliseconds', 1, { label: String(index) })
  meter.observe('x_milliseconds', 1, { label: '7' })
  const counts = (await meter.text([])).split('\n').filter(line => line.startsWith('p2pkv_x_milliseconds_count'))
  assert.equal(counts.length, 2_000)
  assert.ok(counts.includes('p2pkv_x_milliseconds_count{label="7"} 2'))
})

test('a counter that was told of nothing shows as 0, and what is no number is not observed', async () => {
  const meter = new PromMeter({ process: false })
  meter.count('x_total', 0)
  meter.observe('x_milliseconds', NaN)
  meter.observe('x_milliseconds', 3)
  assert.deepEqual(await meter.snapshot(), { x_total: 0 })
  const text = await meter.text([])
  for (const line of ['p2pkv_x_total 0', 'p2pkv_x_milliseconds_sum 3', 'p2pkv_x_milliseconds_count 1']) assert.ok(text.split('\n').includes(line), `${line}\n${text}`)
})
