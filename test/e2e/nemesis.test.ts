import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { TestNetwork } from '../fixtures/faults/test-network.js'
import { drawTwin, TWIN_FAULTS } from './nemesis/twin-config.js'

const MAIN = fileURLToPath(new URL('nemesis/main.js', import.meta.url))
const SECONDS = 20
/** Kills, netsplits of two shapes, clock steps and a full disk. */
const SEED = 59

const noNetsplits = TestNetwork.whyNot()
test('netsplits are among the faults', { skip: noNetsplits ?? false }, () => { /* the run below says what it did */ })

test(`five real daemons under mixed faults for ${SECONDS} s: no acknowledged write is lost, none is invented, all replicas agree`, async () => {
  const child = spawn(process.execPath, [MAIN, '--runs', '1', '--seconds', String(SECONDS), '--seed', String(SEED)], { stdio: ['ignore', 'pipe', 'inherit'] })
  // The runner ends a file that hangs with SIGTERM: this one's daemons must go with it.
  process.once('exit', () => { child.kill('SIGTERM') })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => { output += text })
  const status = await new Promise<number | null>(resolve => { child.once('close', resolve) })
  console.log(output)
  assert.equal(status, 0, output)
  assert.ok(Number(/([0-9]+) writes acknowledged/.exec(output)?.[1]) > 0, output)
})

test('every kind of fault is drawn by some seed', () => {
  const drawn = new Set(Array.from({ length: 50 }, (_, seed) => drawTwin(seed, 20_000).faults.map(({ kind }) => kind)).flat())
  assert.deepEqual([...drawn].sort(), [...TWIN_FAULTS].sort())
})
