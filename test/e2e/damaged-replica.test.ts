import assert from 'node:assert/strict'
import { readdirSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { flipBit, numbersFrom } from '../fixtures/faults/disk-faults.js'
import { TestCluster, type DaemonProcess } from './harness.js'
import { forEachParallel, openClient, waitUntilAgreed } from './open-client.js'

const KEYS = 400
/** P2PKV_DAMAGES=500 for the whole run. */
const DAMAGES = Number(process.env.P2PKV_DAMAGES ?? 40)
const DAMAGES_A_ROUND = 20
const START_TRIES = 3

const valueOf = (index: number): string => `${index}:`.padEnd(1024, String(index))

/** Flips a bit of, or cuts, one of the database's files. */
function damage (directory: string, below: (n: number) => number): void {
  const files = readdirSync(directory).filter(name => /\.(ldb|log)$|^MANIFEST/.test(name)).map(name => join(directory, name)).filter(path => statSync(path).size > 0).sort()
  const path = files[below(files.length)]
  if (path === undefined) return
  const { size } = statSync(path)
  if (below(10) === 0) truncateSync(path, below(size))
  else flipBit(path, below(size * 8))
}

/** A damaged table may cost one start: the next finds it. */
async function startAgain (cluster: TestCluster, daemon: DaemonProcess): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await cluster.start(daemon)
      return
    } catch (error) {
      if (attempt === START_TRIES) throw error
    }
  }
}

test('one replica of three is damaged on disk: no wrong value is served through it, and every right one is', async context => {
  const cluster = new TestCluster(context)
  await cluster.grow(3)
  await waitUntilAgreed(cluster)
  const victim = cluster.daemons[1]
  assert.ok(victim !== undefined)
  const below = numbersFrom(11)
  const writer = await openClient(cluster.daemons[0] ?? victim)
  await forEachParallel(Array.from({ length: KEYS }, (_, index) => index), 32, async index => { await writer.put(`key-${index}`, valueOf(index)) })
  for (let done = 0; done < DAMAGES; done += DAMAGES_A_ROUND) {
    await victim.kill()
    for (let count = 0; count < DAMAGES_A_ROUND; count++) damage(join(victim.data, 'store', 'db'), below)
    await startAgain(cluster, victim)
    await waitUntilAgreed(cluster)
    const reader = await openClient(victim)
    await forEachParallel(Array.from({ length: KEYS }, (_, index) => index), 32, async index => {
      const { value } = await reader.get(`key-${index}`)
      assert.equal(value === undefined ? 'absent' : new TextDecoder().decode(value), valueOf(index), `key-${index} after ${done + DAMAGES_A_ROUND} damages\n${victim.log}`)
    })
    await reader.close()
    // Written again, so that there is something in the log and the tables to damage.
    await forEachParallel(Array.from({ length: KEYS }, (_, index) => index), 32, async index => { await writer.put(`key-${index}`, valueOf(index)) })
  }
  await writer.close()
})
