/** A real daemon, and connections that ask for more than they should, below libp2p: they end, and others are served all the while. */
import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Connection, MessageStream } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { parseConfig } from '../../../daemon/config/load-config.js'
import { startDaemon, type Daemon } from '../../../daemon/daemon.js'
import { ensureKey, loadEnrolment, makeGrant } from '../../../daemon/platform/enrolment.js'
import { INBOUND_LIMITS } from '../../../daemon/platform/inbound-connections.js'
import { OPS_ALL, type Role } from '../../../protocols/auth/rights.js'
import { parsePaper } from '../../../protocols/auth/ticket.js'
import { GET } from '../../../protocols/get/get.js'
import { createNode, type KvLibp2p } from '../../../protocols/libp2p/create-node.js'
import { verifyEd25519 } from '../../../protocols/libp2p/ed25519-signer.js'
import { Greeting } from '../../../protocols/libp2p/greeting.js'
import { CLIENT_ALLOWANCE, MuxerGuard, STRANGER_ALLOWANCE } from '../../../protocols/libp2p/muxer-guard.js'
import { PeerRequests } from '../../../protocols/libp2p/peer-requests.js'
import { utf8Bytes } from '../../../protocols/record/bytes.js'
import { SILENT } from '../../fixtures/network.js'
import { patch } from '../../fixtures/patch.js'

const NONE = new Uint8Array(0)
const PENDING_MAX = 4
const CONNECTIONS_MAX = 40
const [DATA, WINDOW, PING] = [0, 1, 2]
const SYN = 1
const RST = 8

interface Who { readonly node: KvLibp2p, readonly requests: PeerRequests }

const data = mkdtempSync(join(tmpdir(), 'p2pkv-floods-'))
const ends: Array<() => Promise<void>> = []
/** Why the daemon ended connections. */
const cutOff: string[] = []
let daemon: Daemon

before(async () => {
  const { config } = parseConfig({
    flags: { data: join(data, 'daemon'), listen: ['/ip4/127.0.0.1/tcp/0'], partitions: 8, diskFreeBytesMin: 'off', diskFreePercentMin: 'off', pendingConnectionsMax: PENDING_MAX, connectionsMax: CONNECTIONS_MAX, inboundConnectionsPerSecondMax: 10_000 }, environment: {}, homeDirectory: data,
  })
  const info = (fields: object, message: string): void => { if (message.startsWith('a connection was ended')) cutOff.push(String((fields as { error?: unknown }).error)) }
  const log = { ...SILENT, info, child: () => ({ ...SILENT, info, child: () => log }), recent: () => [], levels: { all: () => [], set: () => {} } }
  daemon = await startDaemon(config, log)
})

after(async () => {
  for (const end of ends) await end()
  await daemon.stop()
  rmSync(data, { recursive: true, force: true })
})

async function someone (name: string, role?: Role): Promise<Who> {
  const { privateKey, peerId } = await ensureKey(join(data, name), 'identity')
  const home = join(data, 'daemon')
  const rules = role === 'client' ? [{ bucket: '', prefix: NONE, ops: OPS_ALL }] : []
  const credentials = role === undefined ? NONE : parsePaper((await makeGrant(home, { subject: peerId, role, rules, notAfter: undefined }, [])).grant, verifyEd25519).chain.bytes
  const node = await createNode({ privateKey, listen: [] })
  await node.start()
  const greeting = role === undefined ? undefined : new Greeting({ credentials: () => credentials, accept: () => {} })
  const requests = new PeerRequests(node, { cluster: (await loadEnrolment(home))?.genesis.cluster ?? '', greeting })
  requests.learnAddresses(daemon.peerId, daemon.addresses)
  ends.push(async () => {
    await requests.close()
    await node.stop()
  })
  return { node, requests }
}

async function isServed ({ requests }: Who): Promise<boolean> {
  const { versions } = await requests.request(daemon.peerId, GET, { bucket: 'default', key: utf8Bytes('k'), strict: false, notBefore: NONE }, { deadline: performance.now() + 60_000 })
  return versions.length === 0
}

const dial = async ({ node }: Who): Promise<Connection> => await node.dial(multiaddr(daemon.addresses[0]), { force: true })

interface Muxer {
  readonly maConn: MessageStream
  onData: (data: { readonly byteLength: number }) => void
}

/** Sends below a connection's streams, and leaves to the caller what comes back: the library would end a connection with answers that it did not ask for. */
function sendRaw (connection: Connection, bytes: Uint8Array, receive: (count: number) => void = () => {}): void {
  const { muxer } = connection as unknown as { readonly muxer: Muxer }
  muxer.onData = ({ byteLength }) => { receive(byteLength) }
  muxer.maConn.send(bytes)
}

function header (type: number, flag: number, stream: number, length: number): Uint8Array {
  const bytes = new Uint8Array(12)
  const view = new DataView(bytes.buffer)
  view.setUint8(1, type)
  view.setUint16(2, flag)
  view.setUint32(4, stream)
  view.setUint32(8, length)
  return bytes
}

const many = (count: number, make: (index: number) => Uint8Array): Uint8Array => Buffer.concat(Array.from({ length: count }, (_, index) => make(index)))
const pings = (count: number): Uint8Array => many(count, index => header(PING, SYN, 0, index))
const streams = (count: number): Uint8Array => many(count * 2, index => header(WINDOW, index % 2 === 0 ? SYN : RST, 100_001 + 2 * (index >> 1), 0))

/** Resolves when the other side has ended it. */
async function ended (connection: Connection): Promise<void> { if (connection.status === 'open') await once(connection as never, 'close') }

for (const [name, role, why, bytes] of [
  ['pings of a stranger', undefined, /pings/, () => pings(STRANGER_ALLOWANCE.pings.burst + 1)],
  ['streams of a stranger', undefined, /streams/, () => streams(STRANGER_ALLOWANCE.streams.burst + 1)],
  ['a frame of 4 GiB', undefined, /too long/, () => header(DATA, SYN, 100_001, 0xffff_ffff)],
  ['pings of a client', 'client', /pings/, () => pings(CLIENT_ALLOWANCE.pings.burst + 1)],
  ['streams of a client', 'client', /streams/, () => streams(CLIENT_ALLOWANCE.streams.burst + 1)],
] as const) {
  test(`too much of it ends a connection: ${name}`, { timeout: 120_000 }, async () => {
    const who = await someone(name.replaceAll(' ', '-'), role)
    const connection = await dial(who)
    if (role !== undefined) await who.requests.greet(connection)
    const before = cutOff.length
    sendRaw(connection, bytes())
    await ended(connection)
    assert.equal(cutOff.length, before + 1)
    assert.match(cutOff.at(-1) ?? '', why)
    assert.ok(await isServed(await someone(`honest-${name.replaceAll(' ', '-')}`, 'client')))
  })
}

test('this test would see it: without the guard a thousand pings are answered', { timeout: 120_000 }, async () => {
  const unpatch = patch(MuxerGuard.prototype, 'check', { value: () => {} })
  try {
    const who = await someone('unguarded', 'client')
    const connection = await dial(who)
    await who.requests.greet(connection)
    let bytes = 0
    await new Promise<void>(resolve => { sendRaw(connection, pings(1_000), count => { if ((bytes += count) >= 12_000) resolve() }) })
    assert.equal(connection.status, 'open')
  } finally { unpatch() }
})

test('a client has so many connections, and one more ends its oldest', { timeout: 120_000 }, async () => {
  const who = await someone('greedy', 'client')
  const connections: Connection[] = []
  for (let count = 0; count < INBOUND_LIMITS.perClientMax; count++) {
    const connection = await dial(who)
    await who.requests.greet(connection)
    connections.push(connection)
  }
  assert.ok(connections.every(({ status }) => status === 'open'))
  const [oldest] = connections
  assert.ok(oldest !== undefined)
  const newest = await dial(who)
  await ended(oldest)
  assert.equal(newest.status, 'open')
  assert.equal(connections.slice(1).every(({ status }) => status === 'open'), true)
  assert.ok(await isServed(who))
})

test('clients leave room for admins: one client too many is turned away, an admin is not', { timeout: 120_000 }, async () => {
  const crowd = await Promise.all(Array.from({ length: 3 }, async (_, index) => await someone(`crowd-${index}`, 'client')))
  const tries = crowd.flatMap(who => Array.from({ length: INBOUND_LIMITS.perClientMax }, () => who))
  let refused = 0
  for (const who of tries) {
    const connection = await dial(who)
    await who.requests.greet(connection).catch(() => { refused++ })
  }
  assert.ok(refused > 0)
  const open = crowd.flatMap(({ node }) => node.getConnections()).filter(({ status }) => status === 'open')
  assert.ok(open.length <= INBOUND_LIMITS.clientsShare * CONNECTIONS_MAX, String(open.length))
  assert.ok(await isServed(await someone('operator', 'admin')))
})

test('sockets that say nothing keep nobody out', { timeout: 120_000 }, async () => {
  const port = Number(/\/tcp\/(\d+)/.exec(daemon.addresses[0] ?? '')?.[1])
  const silent: Socket[] = []
  try {
    for (let count = 0; count < PENDING_MAX * 4; count++) {
      const socket = connect({ host: '127.0.0.1', port })
      socket.on('error', () => {})
      silent.push(socket)
      await once(socket, 'connect')
    }
    assert.ok(await isServed(await someone('late', 'admin')))
  } finally { for (const socket of silent) socket.destroy() }
})
