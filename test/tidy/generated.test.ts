import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import * as errors from '../../protocols/errors.js'
import { ROOT } from './source-tree.js'

function check (script: string): void {
  const { status, stderr, stdout } = spawnSync(process.execPath, [join(ROOT, 'scripts', script), '--check'], { encoding: 'utf8', cwd: ROOT })
  assert.equal(status, 0, `${stdout}${stderr}\nrun: npm run generate`)
}

test('the generated codecs are what the .proto files say', () => { check('generate-pb.mjs') })

test('docs/reference/config.md is what the table of settings says', () => { check('generate-reference.mjs') })

test('docs/reference/errors.md tells of every error class, with its code, and of no other', () => {
  const page = readFileSync(join(ROOT, 'docs/reference/errors.md'), 'utf8')
  const rows = [...page.matchAll(/^\| `(\w+)` \| `(\w+)` \|/gm)].map(([, name, code]) => `${name} ${code}`).sort()
  const source = readFileSync(join(ROOT, 'protocols/errors.ts'), 'utf8')
  const classes = Object.keys(errors).filter(name => name !== 'P2pkvError')
    .map(name => `${name} ${new RegExp(`class ${name} [^]*?code = '(\\w+)'`).exec(source)?.[1]}`).sort()
  assert.deepEqual(rows, classes)
})
