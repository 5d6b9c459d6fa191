/** A terminal that is closed: whoever ran in it ends as if asked to. */
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import type { DevFile } from '../../cli/peers.js'
import { isProcessAlive } from '../../cli/peers.js'
import { PROGRAM } from './harness.js'

async function startDev (context: TestContext): Promise<{ data: string, child: ChildProcess, pids: readonly number[] }> {
  const data = mkdtempSync(join(tmpdir(), 'p2pkv-hang-up-'))
  let pids: number[] = []
  context.after(() => {
    for (const pid of pids) if (isProcessAlive(pid)) process.kill(pid, 'SIGKILL')
    rmSync(data, { recursive: true, force: true, maxRetries: 3 })
  })
  const child = spawn(process.execPath, [PROGRAM, 'dev', '--peers', '1', '--port', '26400', '--data', data, '-o', 'json'], { stdio: ['ignore', 'pipe', 'ignore'], env: { PATH: process.env.PATH, HOME: data } })
  const [line] = await once(child.stdout, 'data') as [Buffer]
  pids = (JSON.parse(line.toString()) as DevFile).peers.map(({ pid }) => pid)
  return { data, child, pids }
}

test('a dev cluster stops its peers when its terminal is closed', async context => {
  const { data, child, pids } = await startDev(context)
  assert.ok(pids.every(isProcessAlive))
  child.kill('SIGHUP')
  assert.deepEqual(await once(child, 'exit'), [0, null])
  assert.ok(!pids.some(isProcessAlive))
  assert.equal(existsSync(join(data, 'dev', 'peer-1', 'daemon.json')), false)
})

test('whoever is told twice ends at once, whatever signals it was told with', async context => {
  const { child, pids: [pid] } = await startDev(context)
  assert.ok(pid !== undefined)
  // Its peer does not stop while it stands still.
  process.kill(pid, 'SIGSTOP')
  const ended = once(child, 'exit')
  child.kill('SIGINT')
  child.kill('SIGTERM')
  assert.deepEqual(await ended, [130, null])
})
