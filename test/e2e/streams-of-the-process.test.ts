/** Standard streams that fill up or stand still, and the real process between them. */
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { PROGRAM } from './harness.js'

const directory = mkdtempSync(join(tmpdir(), 'p2pkv-streams-'))
after(() => { rmSync(directory, { recursive: true }) })

function start (args: readonly string[], stdio: ReadonlyArray<'pipe' | 'ignore' | number>): ChildProcess {
  return spawn(process.execPath, [PROGRAM, ...args], { stdio: [...stdio], env: { PATH: process.env.PATH, HOME: directory } })
}

test('who waits for standard input ends when it is interrupted', async () => {
  const child = start(['put', 'key', '-', '-p', '/ip4/127.0.0.1/tcp/1'], ['pipe', 'ignore', 'pipe'])
  // More than a pipe holds: when it is written, it is being read.
  await new Promise(resolve => child.stdin?.write(Buffer.alloc(1024 * 1024), resolve))
  child.kill('SIGTERM')
  assert.deepEqual(await once(child, 'exit'), [130, null])
})
