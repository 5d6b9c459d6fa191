import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { exitCodeOf } from '../../cli/exit-codes.js'
import * as errors from '../../protocols/errors.js'
import { ROOT } from './source-tree.js'

function check (script: string): void {
  const { status, stderr, stdout } = spawnSync(process.execPath, [join(ROOT, 'scripts', script), '--check'], { encoding: 'utf8', cwd: ROOT })
  assert.equal(status, 0, `${stdout}${stderr}\nrun: npm run generate`)
}

test('the generated codecs are what the .proto files say', () => { check('generate-pb.mjs') })

test('docs/reference/config.md is what the table of settings says', () => { check('generate-reference.mjs') })

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
