import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { ROOT } from './source-tree.js'

function passes (program: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'node_modules', program), ...args], { encoding: 'utf8', cwd: ROOT })
  assert.equal(status, 0, `\n${stdout}${stderr}`)
}

test('eslint finds nothing', () => { passes('eslint/bin/eslint.js', ['.', '--max-warnings', '0']) })

test('knip finds no unused file, export or dependency', () => { passes('knip/bin/knip.js', ['--no-progress']) })
