import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { exitCodeOf } from '../../cli/exit-codes.js'
import { CONFIG_KEYS, environmentOf } from '../../daemon/config/table.js'
import * as errors from '../../protocols/errors.js'
import { ROOT, listFiles, readSource } from './source-tree.js'

function check (script: string): void {
  const { status, stderr, stdout } = spawnSync(process.execPath, [join(ROOT, 'scripts', script), '--check'], { encoding: 'utf8', cwd: ROOT })
  assert.equal(status, 0, `${stdout}${stderr}\nrun: npm run generate`)
}

test('the generated codecs are what the .proto files say', () => { check('generate-pb.mjs') })

test('docs/reference/config.md is what the table of settings says, and the index of decisions is whole', () => { check('generate-reference.mjs') })

test('docs/reference/client.md is what the library and the service export, and each function of theirs is told about', () => { check('generate-client-reference.mjs') })

test('docs/reference/client.md says which texts there are, not what they are called in the sources', () => {
  assert.doesNotMatch(readFileSync(join(ROOT, 'docs/reference/client.md'), 'utf8'), /\btypeof /)
})

test('docs/reference/errors.md tells of every error class: its code, whether to retry, the exit code', () => {
  const page = readFileSync(join(ROOT, 'docs/reference/errors.md'), 'utf8')
  const rows = [...page.matchAll(/^\| `(\w+)` \| `(\w+)` \| [^|]+ \| (yes|no) \| (\d+) \|/gm)].map(([, ...cells]) => cells.join(' ')).sort()
  const classes = Object.values(errors).filter(type => type !== errors.P2pkvError).map(type => {
    // Each constructor takes what its message needs, then the common settings: none of that matters here.
    const error = Reflect.construct(type, [1, 1, [], {}]) as errors.P2pkvError
    return [error.name, error.code, error.retryable ? 'yes' : 'no', exitCodeOf(error, false)].join(' ')
  }).sort()
  assert.deepEqual(rows, classes)
})

test('links in the documents lead somewhere', () => {
  const pages = listFiles(['docs']).concat(readdirSync(ROOT)).filter(path => path.endsWith('.md'))
  const broken = pages.flatMap(page => [...readFileSync(join(ROOT, page), 'utf8').matchAll(/\]\((?!https?:)([^)#\s]+)[^)]*\)/g)]
    .map(([, target]) => target ?? '').filter(target => !existsSync(join(ROOT, dirname(page), target)))
    .map(target => `${page}: ${target}`))
  assert.deepEqual(broken, [])
})

test('docs/operating/monitoring.md names every metric that is counted, and none that is not', () => {
  const page = readFileSync(join(ROOT, 'docs/operating/monitoring.md'), 'utf8')
  const counted = listFiles(['daemon']).filter(path => path.endsWith('.ts')).flatMap(path =>
    [...readSource(path).text.matchAll(/\.count\('(\w+_total)'|\.observe\('(\w+)'|\{ name: '(\w+)', help:/g)].map(([, ...names]) => `p2pkv_${names.find(name => name !== undefined) ?? ''}`))
  const named = [...page.matchAll(/`(p2pkv_\w+)`/g)].map(([, name]) => name ?? '')
  assert.deepEqual([...new Set(named)].sort(), [...new Set(counted)].sort())
})

test('what is in deploy/ names settings that there are, and peers that join with a ticket: an address alone lets nobody in', () => {
  const files = readdirSync(join(ROOT, 'deploy')).map(name => readFileSync(join(ROOT, 'deploy', name), 'utf8'))
  const known = CONFIG_KEYS.map(environmentOf)
  const named = files.flatMap(text => [...text.matchAll(/\bP2PKV_[A-Z_]+\b/g)].map(([name]) => name))
  assert.deepEqual(named.filter(name => !known.includes(name)), [])
  assert.deepEqual(named.filter(name => name === environmentOf('bootstrap')), [])
})

test('every setting is read by the daemon', () => {
  const readers = listFiles(['daemon']).filter(path => /^daemon\/[^/]+\.ts$/.test(path)).map(path => readSource(path).text).join('\n')
  assert.deepEqual(CONFIG_KEYS.filter(key => !new RegExp(`\\bconfig\\.${key}\\b`).test(readers)), [])
})
