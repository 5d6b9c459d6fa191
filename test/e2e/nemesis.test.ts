import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { DiskShim } from '../fixtures/faults/disk-faults.js'
import { TestNetwork } from '../fixtures/faults/test-network.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'
import { drawTwin, TWIN_FAULTS } from './nemesis/twin-config.js'
import { runTwin } from './nemesis/twin-run.js'

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

test('planted bug: disks that lose synced writes in a power cut of all are caught', async context => {
  const directory = await temporaryDirectory('shim')
  context.after(directory.remove)
  const shim = DiskShim.make(directory.path, join(directory.path, 'data'))
  if (typeof shim === 'string') {
    context.skip(shim)
    return
  }
  const drawn = drawTwin(SEED, 4_000)
  const config = { ...drawn, w: 'quorum', r: 'quorum', bufferedPercent: 0, faults: [{ kind: 'power-cut-all', atMs: 3_000, forMs: 300, pick: 1 }] } as const
  const { violations } = await runTwin(config, {
    netsplits: false,
    bugs: {
      afterPowerCut: ({ daemon }) => {
        for (const name of readdirSync(daemon.data, { recursive: true, encoding: 'utf8' })) if (name.endsWith('.log')) truncateSync(join(daemon.data, name), 0)
      },
    },
  })
  assert.ok(violations.some(violation => violation.startsWith('lost writes:')), violations.join('\n') || 'nothing was found')
})

test('every kind of fault is drawn by some seed', () => {
  const drawn = new Set(Array.from({ length: 50 }, (_, seed) => drawTwin(seed, 20_000).faults.map(({ kind }) => kind)).flat())
  assert.deepEqual([...drawn].sort(), [...TWIN_FAULTS].sort())
})
