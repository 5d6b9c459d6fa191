/** A terminal that is closed: whoever ran in it ends as if asked to. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { DevFile } from '../../cli/peers.js'
import { isProcessAlive } from '../../cli/peers.js'
import { PROGRAM } from './harness.js'

test('a dev cluster stops its peers when its terminal is closed', async context => {
  const data = mkdtempSync(join(tmpdir(), 'p2pkv-hang-up-'))
  let pids: number[] = []
  context.after(() => {
    for (const pid of pids) if (isProcessAlive(pid)) process.kill(pid, 'SIGKILL')
    rmSync(data, { recursive: true, force: true })
  })
  const child = spawn(process.execPath, [PROGRAM, 'dev', '--peers', '1', '--port', '26400', '--data', data, '-o', 'json'], { stdio: ['ignore', 'pipe', 'ignore'], env: { PATH: process.env.PATH, HOME: data } })
  const [line] = await once(child.stdout, 'data') as [Buffer]
  pids = (JSON.parse(line.toString()) as DevFile).peers.map(({ pid }) => pid)
  assert.ok(pids.every(isProcessAlive))
  child.kill('SIGHUP')
  assert.deepEqual(await once(child, 'exit'), [0, null])
  assert.ok(!pids.some(isProcessAlive))
  assert.equal(existsSync(join(data, 'dev', 'peer-1', 'daemon.json')), false)
})
