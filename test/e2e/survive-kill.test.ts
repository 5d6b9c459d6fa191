import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { loadSodium } from '../../protocols/libp2p/libsodium.js'
import { History } from '../fixtures/history.js'
import { TestCluster, type DaemonProcess } from './harness.js'
import { forEachParallel, openClient, readValues, recordedPut, waitUntilAgreed } from './open-client.js'

const PEERS = 5
const KEYS = 1_000
const IN_FLIGHT_MAX = 32

/** Writes every key through `daemons` in turn. */
async function writeAll (daemons: readonly DaemonProcess[], keys: readonly string[], history: History, round: string): Promise<void> {
  const clients = await Promise.all(daemons.map(daemon => openClient(daemon)))
  try {
    await forEachParallel(keys, IN_FLIGHT_MAX, async (key, index) => {
      const client = clients[index % clients.length]
      if (client !== undefined) await recordedPut(client, history, key, `${round} of ${key}`)
    })
  } finally { await Promise.all(clients.map(client => client.close())) }
}

/** Reads every key through `daemons` in turn; what is wrong. */
async function checkAll (daemons: readonly DaemonProcess[], keys: readonly string[], history: History): Promise<string[]> {
  const problems: string[] = []
  const clients = await Promise.all(daemons.map(daemon => openClient(daemon)))
  try {
    await forEachParallel(keys, IN_FLIGHT_MAX, async (key, index) => {
      const client = clients[index % clients.length]
      if (client !== undefined) problems.push(...history.check(key, await readValues(client, key)))
    })
  } finally { await Promise.all(clients.map(client => client.close())) }
  return problems
}

test('five peers: any one is killed, every key is read and written through the others, it comes back and all is there', async context => {
  const cluster = new TestCluster(context)
  await cluster.grow(PEERS)
  const { replicas } = await waitUntilAgreed(cluster)
  assert.equal(replicas, 3)
  const history = new History()
  const keys = Array.from({ length: KEYS }, (_, index) => `key-${index}`)
  await writeAll(cluster.daemons, keys, history, 'first')
  assert.equal(history.count('acknowledged'), KEYS, cluster.logs())
  // Without it everything works, and takes longer: nobody would notice that the bundle does not find it.
  if (process.platform === 'linux' && loadSodium() !== undefined) for (const { file } of cluster.daemons) assert.match(readFileSync(`/proc/${file.pid}/maps`, 'utf8'), /sodium-native/)

  const victim = cluster.daemons[process.pid % PEERS]
  assert.ok(victim !== undefined)
  await victim.kill()
  assert.deepEqual(await checkAll(cluster.running, keys, history), [], 'after the kill')
  await writeAll(cluster.running, keys, history, 'second')
  assert.equal(history.count('acknowledged'), 2 * KEYS, `while ${victim.name} was away\n${cluster.logs()}`)

  await cluster.start(victim)
  await waitUntilAgreed(cluster)
  assert.deepEqual(await checkAll([victim], keys, history), [], `through ${victim.name}, which came back`)
  assert.deepEqual(await checkAll(cluster.daemons, keys, history), [])
})

test('all peers are killed in the middle of writing, and every acknowledged write is there after a restart', async context => {
  const cluster = new TestCluster(context)
  await cluster.grow(PEERS)
  await waitUntilAgreed(cluster)
  const history = new History()
  const clients = await Promise.all(cluster.daemons.map(daemon => openClient(daemon, 2_000)))
  // After this many acknowledgements; another number each run.
  const enough = 300 + process.pid % 500
  let killing: Promise<unknown> | undefined
  let number = 0
  const writer = async (index: number): Promise<void> => {
    const client = clients[index % clients.length]
    while (client !== undefined && killing === undefined) {
      // A few keys of each writer, so that values are also replaced.
      await recordedPut(client, history, `key-${index}-${number % 7}`, `value ${number++}`)
      if (history.count('acknowledged') >= enough) killing ??= Promise.all(cluster.daemons.map(daemon => daemon.kill()))
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT_MAX }, (_, index) => writer(index)))
  await killing
  await Promise.all(clients.map(client => client.close()))
  assert.equal(cluster.running.length, 0)
  assert.ok(history.count('acknowledged') >= enough)
  console.log(`killed after ${history.count('acknowledged')} acknowledged writes, ${history.count('unknown')} of unknown outcome`)

  await Promise.all(cluster.daemons.map(daemon => cluster.start(daemon)))
  await waitUntilAgreed(cluster)
  assert.deepEqual(await checkAll(cluster.daemons, history.keys, history), [])
})

test('a peer that hangs for a while loses nothing and catches up', async context => {
  const cluster = new TestCluster(context)
  await cluster.grow(PEERS)
  await waitUntilAgreed(cluster)
  const history = new History()
  const keys = Array.from({ length: 200 }, (_, index) => `key-${index}`)
  await writeAll(cluster.daemons, keys, history, 'before')
  const [hanging, ...others] = cluster.daemons
  assert.ok(hanging !== undefined)
  hanging.signal('SIGSTOP')
  await writeAll(others, keys, history, 'meanwhile')
  assert.ok(history.count('acknowledged') > keys.length, `nothing could be written without ${hanging.name}\n${cluster.logs()}`)
  hanging.signal('SIGCONT')
  await waitUntilAgreed(cluster)
  assert.deepEqual(await checkAll([hanging], keys, history), [])
})
