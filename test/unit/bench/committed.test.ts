import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, copyFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { writeExperimentsReport } from '../../../bench/experiments/files.js'
import { writeReport } from '../../../bench/performance/files.js'

const FOLDER = fileURLToPath(new URL('../../../../docs/experiments', import.meta.url))

test('the pages and plots in docs/experiments are what the data beside them gives', context => {
  const made = mkdtempSync(join(tmpdir(), 'p2pkv-pages-'))
  context.after(() => { rmSync(made, { recursive: true, force: true }) })
  const data = readdirSync(FOLDER).filter(name => name.endsWith('.json'))
  assert.ok(data.includes('performance.json') && data.includes('experiments.json') && data.includes('real-daemons.json'))
  for (const name of data) copyFileSync(join(FOLDER, name), join(made, name))
  writeReport(made)
  writeExperimentsReport(made)
  for (const name of readdirSync(made)) {
    assert.ok(existsSync(join(FOLDER, name)), `${name} is not committed: npm run bench -- --report, npm run experiments -- --report`)
    assert.equal(readFileSync(join(made, name), 'utf8'), readFileSync(join(FOLDER, name), 'utf8'), `${name} is not what its data gives: npm run bench -- --report, npm run experiments -- --report`)
  }
  // Plots of another name would be left over from an earlier page.
  const plots = readdirSync(FOLDER).filter(name => /^(performance|experiment)-.*\.svg$/.test(name))
  assert.deepEqual(plots.filter(name => !existsSync(join(made, name))), [])
})
