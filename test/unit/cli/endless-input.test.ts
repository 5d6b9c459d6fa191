import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readFileBounded } from '../../../cli/commands/put.js'
import { ValueTooLargeError } from '../../../protocols/errors.js'
import { VALUE_BYTES_HARD_MAX } from '../../../protocols/record/record-codec.js'

test('a pipe, whose size nobody knows, is read as far as a value may be', async context => {
  const { signal } = new AbortController()
  const directory = mkdtempSync(join(tmpdir(), 'p2pkv-pipe-'))
  context.after(() => { rmSync(directory, { recursive: true }) })
  const pipe = join(directory, 'pipe')
  if (spawnSync('mkfifo', [pipe]).status !== 0) return context.skip('there is no mkfifo')
  const write = (bytes: number): void => { spawn('sh', ['-c', `head -c ${bytes} /dev/zero > "$0"`, pipe], { stdio: 'ignore' }) }
  write(100_000)
  assert.equal((await readFileBounded(pipe, signal)).length, 100_000)
  write(VALUE_BYTES_HARD_MAX + 1)
  await assert.rejects(readFileBounded(pipe, signal), ValueTooLargeError)
})
