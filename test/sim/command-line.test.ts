import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const run = (...words: readonly string[]): { status: number | null, stdout: string, stderr: string } =>
  spawnSync(process.execPath, [fileURLToPath(new URL('main.js', import.meta.url)), ...words], { encoding: 'utf8' })

test('the simulator says how it is used, and what is wrong with a command line', () => {
  const help = run('--help')
  assert.equal(help.status, 0, help.stderr)
  for (const option of ['seeds', 'from', 'workers', 'seed', 'config', 'trace', 'ring', 'stats', 'deletes', 'shrink']) assert.match(help.stdout, new RegExp(`--${option}\\b`))
  for (const words of [['--seed', 'x'], ['--seeds', '-1'], ['--sneeds', '1'], ['--config', '{'], ['--workers', '0'], ['--deletes', '']]) {
    const wrong = run(...words)
    assert.equal(wrong.status, 2, words.join(' '))
    assert.match(wrong.stderr, /^.+\n.*--help/, words.join(' '))
    assert.equal(wrong.stderr.split('\n').length, 3)
  }
})
