/** What docs/operating gives to Prometheus and Grafana is about metrics that there are. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { METRIC_PREFIX, PromMeter } from '../../daemon/platform/prom-meter.js'
import * as errors from '../../protocols/errors.js'
import { ROOT, listFiles, readSource } from './source-tree.js'

const read = (name: string): string => readFileSync(join(ROOT, 'docs/operating', name), 'utf8')

/** Names of metrics, each with the labels it has: as the code says where it counts. */
async function metrics (): Promise<Map<string, ReadonlySet<string>>> {
  const found = new Map<string, Set<string>>()
  const add = (name: string, labels: Iterable<string>): void => { found.set(METRIC_PREFIX + name, new Set([...found.get(METRIC_PREFIX + name) ?? [], ...labels])) }
  for (const path of listFiles(['daemon'])) {
    const { text } = readSource(path)
    for (const [, how = '', name = '', labels = ''] of text.matchAll(/meter\.(count|observe)\('(\w+)'(?:,[^{}\n]*\{([^{}\n]*)\})?/g)) {
      const own = [...labels.matchAll(/(\w+)(?::[^,]*)?\s*(?:,|$)/g)].map(([, label = '']) => label)
      if (how === 'count') add(name, own)
      else for (const part of ['_bucket', '_sum', '_count']) add(name + part, part === '_bucket' ? [...own, 'le'] : own)
    }
    for (const [, name = '', value = ''] of text.matchAll(/\{ name: '(\w+)', help: '[^']*', value: (.*)/g)) add(name, [...value.matchAll(/label: '(\w+)'/g)].map(([, label = '']) => label))
  }
  for (const [, name = ''] of (await new PromMeter().text([])).matchAll(new RegExp(`^# TYPE ${METRIC_PREFIX}(\\w+)`, 'gm'))) add(name, [])
  return found
}

test('alerts, dashboard and the page about monitoring name metrics that there are, with labels that they have', async () => {
  const known = await metrics()
  const alerts = [...read('alerts.yaml').matchAll(/^ +expr: (.*)$/gm)].map(([, expression = '']) => expression)
  const dashboard = [...read('dashboard.json').matchAll(/"expr": ("(?:[^"\\]|\\.)*")/g)].map(([, expression = '""']) => JSON.parse(expression) as string)
  assert.ok(alerts.length > 5 && dashboard.length > 10)
  const unknown: string[] = []
  for (const expression of [...alerts, ...dashboard]) {
    const grouped = [...expression.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, labels = '']) => labels.split(/, */)).filter(label => label !== 'instance')
    for (const [, name = '', matchers = ''] of expression.matchAll(/\b(p2pkv_\w+)(?:\{([^}]*)\})?/g)) {
      const labels = [...grouped, ...[...matchers.matchAll(/(\w+)(?:=~?|!=|!~)"/g)].map(([, label = '']) => label)]
      if (!known.has(name)) unknown.push(name)
      for (const label of labels) if (known.get(name)?.has(label) === false) unknown.push(`${name}{${label}}`)
    }
  }
  for (const [, name = ''] of read('monitoring.md').matchAll(/`(p2pkv_\w+[a-z])`/g)) if (!known.has(name) && !known.has(`${name}_count`)) unknown.push(name)
  assert.deepEqual(unknown, [])
})

test('what is the fault of who asks, not of the cluster, wakes nobody', () => {
  const ignored = /outcome!~"([^"]*)"/.exec(read('alerts.yaml'))?.[1] ?? assert.fail()
  const codes = Object.values(errors).filter(type => type !== errors.P2pkvError).map(type => (Reflect.construct(type, [1, 1, [], {}]) as errors.P2pkvError).code)
  const asked = codes.filter(code => new RegExp(`^(?:${ignored})$`).test(code)).sort()
  assert.deepEqual(asked, ['INVALID_ARGUMENT', 'INVALID_CONTEXT', 'INVALID_KEY', 'NOT_AUTHORIZED', 'PRECONDITION_FAILED', 'PROTOCOL', 'TOO_MANY_SIBLINGS', 'VALUE_TOO_LARGE'])
})
