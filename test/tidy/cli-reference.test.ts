import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { referencePage } from '../../cli/reference.js'
import { VERSION } from '../../protocols/version.js'

const root = new URL('../../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')

test('docs/reference/cli.md is what the commands say: node scripts/generate-cli-reference.mjs', () => {
  assert.equal(read('docs/reference/cli.md'), referencePage())
})

test('the version that the program prints is that of package.json', () => {
  assert.equal(VERSION, (JSON.parse(read('package.json')) as { version: string }).version)
})
