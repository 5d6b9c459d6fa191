import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { TestNetwork } from '../fixtures/faults/test-network.js'

const MAIN = fileURLToPath(new URL('lan/main.js', import.meta.url))

test('with --discovery mdns a peer finds its cluster when nobody is at its bootstrap addresses any more', { skip: TestNetwork.whyNot() ?? false }, async () => {
  const child = spawn(process.execPath, [MAIN], { stdio: ['ignore', 'pipe', 'pipe'] })
  process.once('exit', () => { child.kill('SIGTERM') })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { output += text })
  const status = await new Promise<number | null>(resolve => { child.once('close', resolve) })
  assert.equal(status, 0, output)
  assert.match(output, /found/)
})
