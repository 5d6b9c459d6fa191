import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { KvClient, Member } from '../../../client/index.js'
import { systemEnvironment } from '../../../client/system-environment.js'
import { DevCluster } from '../../../cli/dev/dev-cluster.js'
import { findFreePorts } from '../../../cli/dev/ports.js'
import { isProcessAlive } from '../../../cli/peers.js'
import { NotReadyError, StoreLockedError } from '../../../protocols/errors.js'

const fakeDaemon = fileURLToPath(new URL('fake-daemon.js', import.meta.url))
const PORT = 24_400

let data = ''
let clusters: DevCluster[] = []
let deaths: string[] = []
beforeEach(() => { data = mkdtempSync(join(tmpdir(), 'p2pkv-dev-')); clusters = []; deaths = [] })
afterEach(async () => {
  for (const cluster of clusters) await cluster.stop()
  rmSync(data, { recursive: true })
})

function devCluster (onDeath: (name: string) => void = () => {}): DevCluster {
  let asked = 0
  const cluster = new DevCluster({
    program: [process.execPath, fakeDaemon],
    connect: async target => ({
      // The second look finds everybody.
      status: async () => ({ members: target.peers.slice(0, ++asked).map((_, index) => ({ peerId: `peer-${index + 1}`, state: 'up' }) as Member) }),
      close: async () => {},
    }) as unknown as KvClient,
    enrol: async (_first, directories) => { for (const directory of directories) mkdirSync(directory, { recursive: true }) },
    sleep: systemEnvironment.sleep, now: systemEnvironment.now,
    onDeath: (name, reason) => { deaths.push(`${name}: ${reason}`); onDeath(name) },
  }, { data, peers: 2, port: PORT, cluster: 'dev' })
  clusters.push(cluster)
  return cluster
}

const started = new AbortController().signal
const devFile = (): string => join(data, 'dev', 'daemon.json')

test('dev starts one peer, lets the others join it, and says where all are', async () => {
  const cluster = devCluster()
  const { file } = await cluster.start(started)
  assert.deepEqual(JSON.parse(readFileSync(devFile(), 'utf8')), file)
  assert.deepEqual(file.peers.map(({ peerId }) => peerId), ['peer-1', 'peer-2'])
  const given = (peer: number): string => readFileSync(join(data, 'dev', `peer-${peer}`, 'arguments'), 'utf8')
  assert.doesNotMatch(given(1), /--bootstrap/)
  assert.match(given(2), new RegExp(`--bootstrap ${file.peers[0]?.addresses[0] ?? 'nothing'}`))

  await assert.rejects(devCluster().start(started), StoreLockedError)

  await cluster.stop()
  assert.equal(existsSync(devFile()), false)
  assert.deepEqual(file.peers.map(({ pid }) => isProcessAlive(pid)), [false, false])
  assert.equal(existsSync(join(data, 'dev', 'peer-1', 'daemon.json')), false, 'the peer was stopped, not killed')
  assert.deepEqual(deaths, [])
})

test('what is meant for one daemon, and only one can have, is not handed on to all', async context => {
  const names = ['P2PKV_WEB_LISTEN', 'P2PKV_METRICS_LISTEN', 'P2PKV_ANNOUNCE']
  for (const name of names) process.env[name] = '127.0.0.1:9464'
  context.after(() => { for (const name of names) Reflect.deleteProperty(process.env, name) })
  await devCluster().start(started)
  assert.deepEqual(JSON.parse(readFileSync(join(data, 'dev', 'peer-2', 'environment'), 'utf8')), [])
})

test('a peer that dies is reported; the others go on', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const { file } = await devCluster(() => { resolve() }).start(started)
  const [first, second] = file.peers
  assert.ok(first !== undefined && second !== undefined)
  process.kill(second.pid, 'SIGKILL')
  await promise
  assert.deepEqual(deaths, ['peer-2: SIGKILL'])
  assert.equal(isProcessAlive(first.pid), true)
})

test('a peer that cannot start ends all of them, and its log is shown', async () => {
  const peer = join(data, 'dev', 'peer-2')
  mkdirSync(peer, { recursive: true })
  writeFileSync(join(peer, 'die'), '')
  await assert.rejects(devCluster().start(started), (error: Error) => error instanceof NotReadyError && /peer-2 ended \(exit 3\)[^]*disk is on fire/.test(error.message))
  assert.equal(existsSync(devFile()), false)
  assert.equal(existsSync(join(data, 'dev', 'peer-1', 'daemon.json')), false)
})

test('a stop while it starts leaves nothing behind', async () => {
  const controller = new AbortController()
  const cluster = devCluster()
  const start = cluster.start(controller.signal)
  controller.abort(new Error('interrupted'))
  await assert.rejects(start, /interrupted/)
  assert.equal(existsSync(join(data, 'dev', 'peer-1', 'daemon.json')), false)
})

test('of two that are started at one moment one is refused, and the other does not hear of it', async () => {
  const clusters = [devCluster(), devCluster()]
  const came = await Promise.allSettled(clusters.map(async cluster => await cluster.start(started)))
  assert.deepEqual(came.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const refused = came.find(one => one.status === 'rejected')
  assert.ok(refused?.reason instanceof StoreLockedError, String(refused?.reason))
  assert.deepEqual(deaths, [])
  assert.ok(existsSync(devFile()))
})

test('a file that a cluster left which was killed while it started is in nobody\'s way', async () => {
  mkdirSync(join(data, 'dev'), { recursive: true })
  writeFileSync(devFile(), JSON.stringify({ v: 1, pid: spawnSync('true').pid, cluster: 'dev', peers: [] }))
  const { file } = await devCluster().start(started)
  assert.deepEqual(JSON.parse(readFileSync(devFile(), 'utf8')), file)
})

test('a program that ends at once, its reader being gone, ends its peers too', async () => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('dev-that-ends.js', import.meta.url)), data, String(PORT)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [ready] = await once(child.stdout, 'data') as [Buffer]
  assert.equal(ready.toString(), 'ready')
  const peers = [1, 2].map(peer => join(data, 'dev', `peer-${peer}`, 'daemon.json'))
  const pids = peers.map(path => (JSON.parse(readFileSync(path, 'utf8')) as { pid: number }).pid)
  child.stdout.destroy()
  assert.deepEqual(await once(child, 'exit'), [0, null])
  // They are nobody's children now: who was asked to stop removes its file.
  const ended = setTimeout(() => { for (const pid of pids) process.kill(pid, 'SIGKILL') }, 20_000)
  while (peers.some(path => existsSync(path)) && pids.some(isProcessAlive)) await systemEnvironment.sleep(20)
  clearTimeout(ended)
  assert.deepEqual(peers.filter(path => existsSync(path)), [])
})

test('ports in use are passed over', async () => {
  const server = createServer()
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.address() as AddressInfo
  const ports = await findFreePorts(port, 2)
  assert.equal(ports.length, 2)
  assert.ok(!ports.includes(port))
  await new Promise(resolve => { server.close(resolve) })
  await assert.rejects(findFreePorts(65_535, 5), /--port/)
})
