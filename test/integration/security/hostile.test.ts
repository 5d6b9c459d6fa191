/**
 * Hostile input against a real daemon: every case of a table, to every protocol, by a stranger, a client and a peer.
 * Nothing of it may stop the daemon, show a fault of its own, or give anybody what is not his.
 */
import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Connection, Stream } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { startDaemon, type Daemon } from '../../../daemon/daemon.js'
import { parseConfig } from '../../../daemon/config/load-config.js'
import { ensureKey, loadEnrolment, makeGrant } from '../../../daemon/platform/enrolment.js'
import { parsePaper } from '../../../protocols/auth/ticket.js'
import { CALLERS } from '../../../protocols/auth/callers.js'
import { OPS_ALL } from '../../../protocols/auth/rights.js'
import { P2pkvError } from '../../../protocols/errors.js'
import { GET } from '../../../protocols/get/get.js'
import { createNode, type KvLibp2p } from '../../../protocols/libp2p/create-node.js'
import { verifyEd25519 } from '../../../protocols/libp2p/ed25519-signer.js'
import { Greeting } from '../../../protocols/libp2p/greeting.js'
import { PeerRequests } from '../../../protocols/libp2p/peer-requests.js'
import { protocolId } from '../../../protocols/libp2p/protocol-id.js'
import { PUT } from '../../../protocols/put/put.js'
import { utf8Bytes } from '../../../protocols/record/bytes.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { FrameReader, FrameWriter } from '../../../protocols/rpc/frame-codec.js'
import { PROTOCOL_NAMES, type ProtocolName } from '../../../protocols/rpc/rpc.js'
import { SCAN } from '../../../protocols/scan/scan.js'
import { SILENT } from '../../fixtures/network.js'

const ROLES = ['stranger', 'client', 'peer'] as const
type RoleName = typeof ROLES[number]

const NOT_AUTHORIZED = 13
const INTERNAL = 1
/** A case whose stream is neither answered nor ended has this long; only what hangs takes it. */
const QUIET_MS = 150

interface Who { readonly node: KvLibp2p, readonly connection: Connection, readonly requests: PeerRequests }

const data = mkdtempSync(join(tmpdir(), 'p2pkv-hostile-'))
const faults: string[] = []
let daemon: Daemon
let cluster = ''
const who = new Map<RoleName, Who>()

before(async () => {
  process.on('unhandledRejection', note)
  const { config } = parseConfig({
    flags: { data: join(data, 'daemon'), listen: ['/ip4/127.0.0.1/tcp/0'], partitions: 8, diskFreeBytesMin: 'off', diskFreePercentMin: 'off' }, environment: {}, homeDirectory: data,
  })
  const error = (fields: object, message: string): void => { faults.push(`${message} ${String((fields as { error?: Error }).error?.stack)}`) }
  const log = { ...SILENT, error, child: () => ({ ...SILENT, error, child: () => log }), recent: () => [], levels: { all: () => [], set: () => {} } }
  daemon = await startDaemon(config, log)
  cluster = (await loadEnrolment(config.data))?.genesis.cluster ?? ''
  for (const role of ROLES) {
    const directory = join(data, role)
    const { privateKey, peerId } = await ensureKey(directory, 'identity')
    const rules = [{ bucket: '', prefix: utf8Bytes('app/'), ops: OPS_ALL }]
    const credentials = role === 'stranger'
      ? new Uint8Array(0)
      : parsePaper((await makeGrant(config.data, { subject: peerId, role, rules: role === 'client' ? rules : [], notAfter: undefined }, [])).grant, verifyEd25519).chain.bytes
    const node = await createNode({ privateKey, listen: [] })
    await node.start()
    const requests = new PeerRequests(node, { cluster, greeting: new Greeting({ credentials: () => credentials, accept: () => {} }) })
    requests.learnAddresses(daemon.peerId, daemon.addresses)
    who.set(role, { node, requests, connection: await node.dial(multiaddr(daemon.addresses[0])) })
  }
})

after(async () => {
  for (const { node, requests } of who.values()) {
    await requests.close()
    await node.stop()
  }
  await daemon.stop()
  rmSync(data, { recursive: true, force: true })
  process.off('unhandledRejection', note)
})

function note (error: unknown): void { faults.push(`unhandled: ${String(error)}`) }

function caller (role: RoleName): Who {
  const found = who.get(role)
  if (found === undefined) throw new Error(`no ${role}`)
  return found
}

/** Its connection, with a hello said; a stranger is cut off after a while, and comes again. */
async function connectionOf (role: RoleName): Promise<Connection> {
  const { node, requests } = caller(role)
  let [connection] = node.getConnections()
  if (connection?.status !== 'open') connection = await node.dial(multiaddr(daemon.addresses[0]))
  await requests.greet(connection).catch((error: unknown) => { assert.equal(role, 'stranger', String(error)) })
  return connection.status === 'open' ? connection : await node.dial(multiaddr(daemon.addresses[0]))
}

function frame (method: number, body: Uint8Array, remainingMs = 2_000, id = 1): Uint8Array {
  const writer = new FrameWriter()
  writer.request(id, method, remainingMs, body)
  return Buffer.concat(writer.take())
}

function varint (value: number): number[] {
  const bytes: number[] = []
  for (; value > 0x7f; value = Math.floor(value / 128)) bytes.push(value % 128 | 0x80)
  return [...bytes, value]
}

const random = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => (index * 197 + 31) % 256)

/** What arrives on a stream, in pieces; `end`: the sender's side is closed then. */
interface HostileFrame { readonly name: string, readonly pieces: () => Uint8Array[], readonly end?: true }

const FRAMES: readonly HostileFrame[] = [
  { name: 'a length of zero', pieces: () => [Uint8Array.of(0)] },
  { name: 'a length beyond every limit', pieces: () => [Uint8Array.of(...varint(2 ** 31))] },
  { name: 'a length of six bytes', pieces: () => [Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0x01)] },
  { name: 'a frame cut in the middle', pieces: () => [frame(1, random(20)).subarray(0, 9)], end: true },
  { name: 'nothing, and half a close', pieces: () => [], end: true },
  { name: 'every byte by itself', pieces: () => [...frame(1, random(20))].map(byte => Uint8Array.of(byte)) },
  { name: 'fifty glued together', pieces: () => [Buffer.concat(Array.from({ length: 50 }, (_, index) => frame(1, random(index), 2_000, index + 1)))] },
  { name: 'a body of noise', pieces: () => [frame(1, random(300))] },
  { name: 'an empty body', pieces: () => [frame(1, new Uint8Array(0))] },
  { name: 'bytes after the message', pieces: () => [Buffer.concat([frame(1, new Uint8Array(0)), random(40)])] },
  { name: 'a method that there is not', pieces: () => [frame(9_999, random(10))] },
  { name: 'no method', pieces: () => [Uint8Array.of(2, 8, 1)] },
  { name: 'no time left', pieces: () => [frame(1, new Uint8Array(0), 0)] },
  { name: 'an answer to nothing', pieces: () => { const writer = new FrameWriter(); writer.response(77, 0, random(10)); return writer.take() } },
  { name: 'one field a hundred times', pieces: () => [frame(1, Uint8Array.from(Array.from({ length: 100 }, () => [0x0a, 1, 0x61]).flat()))] },
  { name: '__proto__ as text', pieces: () => [frame(1, Uint8Array.of(0x0a, 9, ...utf8Bytes('__proto__'), 0x12, 9, ...utf8Bytes('__proto__')))] },
  { name: 'text that is no UTF-8', pieces: () => [frame(1, Uint8Array.of(0x0a, 3, 0xff, 0xfe, 0xc0, 0x12, 1, 0x6b))] },
  { name: 'a hundred thousand empty elements', pieces: () => [frame(1, Uint8Array.from({ length: 200_000 }, (_, index) => index % 2 === 0 ? 0x0a : 0))] },
  { name: 'a field longer than its message', pieces: () => [frame(1, Uint8Array.of(0x0a, 0xff, 0xff, 0xff, 0x7f, 1))] },
  { name: 'groups and wire types that are no more', pieces: () => [frame(1, Uint8Array.of(0x0b, 0x0c, 0x0f, 0x07))] },
]

/** Sends a case, and waits until it was answered or its stream has ended. */
async function send (role: RoleName, protocol: ProtocolName, { pieces, end }: HostileFrame): Promise<number[]> {
  const connection = await connectionOf(role)
  let stream: Stream
  try {
    stream = await connection.newStream(protocolId(cluster, protocol), { signal: AbortSignal.timeout(5_000) })
  } catch { return [] }
  const statuses: number[] = []
  const reader = new FrameReader(80 * 1024 * 1024, (_id, _method, _remainingMs, status) => { statuses.push(status) })
  await new Promise<void>(resolve => {
    const timer = setTimeout(resolve, QUIET_MS)
    const done = (): void => { clearTimeout(timer); resolve() }
    stream.addEventListener('message', ({ data: bytes }) => {
      for (const chunk of bytes instanceof Uint8Array ? [bytes] : bytes) reader.push(chunk)
      done()
    })
    stream.addEventListener('close', done)
    stream.addEventListener('remoteCloseWrite', done)
    try {
      for (const piece of pieces()) stream.send(piece)
      if (end === true) void stream.close().catch(() => {})
    } catch { done() }
  })
  stream.abort(new Error('enough'))
  return statuses
}

/** An honest peer still gets what it asks for, and the daemon has found no fault in itself. */
async function isWell (): Promise<void> {
  const { requests } = caller('peer')
  await connectionOf('peer')
  const answer = await requests.request(daemon.peerId, GET, { bucket: 'default', key: utf8Bytes('nothing'), strict: false, notBefore: new Uint8Array(0) }, { deadline: performance.now() + 20_000 })
  assert.equal(answer.versions.length, 0)
  assert.deepEqual(faults, [])
}

for (const protocol of PROTOCOL_NAMES) {
  describe(`hostile frames to ${protocol}`, { timeout: 120_000 }, () => {
    for (const role of ROLES) {
      const callers = CALLERS[protocol]
      const isServed = callers === 'anybody' || (role !== 'stranger' && callers.includes(role))
      for (const hostile of FRAMES) {
        test(`${role}: ${hostile.name}`, async () => {
          const statuses = await send(role, protocol, hostile)
          assert.ok(!statuses.includes(INTERNAL), 'a fault of the daemon')
          if (!isServed) assert.deepEqual(statuses.filter(status => status !== NOT_AUTHORIZED), [], 'answered though it is not served')
        })
      }
    }
    test('the daemon is well', isWell)
  })
}

const NONE = new Uint8Array(0)
const PUT_EMPTY = { bucket: 'default', key: utf8Bytes('app/k'), value: utf8Bytes('v'), w: undefined, strict: false, context: NONE, ttlMs: 0, condition: 0, requestId: NONE, forwarded: false, durability: 0, returnPrevious: false, neverExpires: false }
const GET_EMPTY = { bucket: 'default', key: utf8Bytes('app/k'), strict: false, notBefore: NONE }
const SCAN_EMPTY = { bucket: 'default', prefix: utf8Bytes('app/'), after: NONE, limit: 10, bytesMax: 0, form: 0, scanId: NONE }

/** Requests that are well formed and make no sense, or are not allowed. */
const REQUESTS: ReadonlyArray<readonly [name: string, ask: (requests: PeerRequests, to: NodeId, options: { deadline: number }) => Promise<unknown>]> = [
  ['an empty key', async (requests, to, options) => await requests.request(to, GET, { ...GET_EMPTY, key: NONE }, options)],
  ['a key one byte too long', async (requests, to, options) => await requests.request(to, GET, { ...GET_EMPTY, key: new Uint8Array(1_025).fill(97) }, options)],
  ['a bucket ../../etc/passwd', async (requests, to, options) => await requests.request(to, GET, { ...GET_EMPTY, bucket: '../../etc/passwd' }, options)],
  ['a bucket with an escape of a terminal', async (requests, to, options) => await requests.request(to, PUT, { ...PUT_EMPTY, bucket: '\x1b[2J' }, options)],
  ['a quorum of 255', async (requests, to, options) => await requests.request(to, PUT, { ...PUT_EMPTY, w: { kind: 4, count: 255 } }, options)],
  ['a quorum of no kind', async (requests, to, options) => await requests.request(to, PUT, { ...PUT_EMPTY, w: { kind: 77, count: 1 } }, options)],
  ['a TTL of 2^53 - 1', async (requests, to, options) => await requests.request(to, PUT, { ...PUT_EMPTY, ttlMs: Number.MAX_SAFE_INTEGER }, options)],
  ['a condition of no kind', async (requests, to, options) => await requests.request(to, PUT, { ...PUT_EMPTY, condition: 99 }, options)],
  ['a forged context', async (requests, to, options) => await requests.request(to, PUT, { ...PUT_EMPTY, context: random(60) }, options)],
  ['a session of noise', async (requests, to, options) => await requests.request(to, GET, { ...GET_EMPTY, notBefore: random(60) }, options)],
  ['a request id of 300 bytes', async (requests, to, options) => await requests.request(to, PUT, { ...PUT_EMPTY, requestId: random(300) }, options)],
  ['a scan from nowhere', async (requests, to, options) => await requests.request(to, SCAN, { ...SCAN_EMPTY, after: Uint8Array.of(200, 1, 2) }, options)],
  ['a scan of a prefix that is too long', async (requests, to, options) => await requests.request(to, SCAN, { ...SCAN_EMPTY, prefix: new Uint8Array(2_000) }, options)],
  ['a scan of no form', async (requests, to, options) => await requests.request(to, SCAN, { ...SCAN_EMPTY, form: 42 }, options)],
]

describe('requests that make no sense', { timeout: 60_000 }, () => {
  for (const role of ROLES) {
    for (const [name, ask] of REQUESTS) {
      test(`${role}: ${name}`, async () => {
        await connectionOf(role)
        await assert.rejects(ask(caller(role).requests, daemon.peerId, { deadline: performance.now() + 20_000 }), (error: unknown) => {
          assert.ok(error instanceof P2pkvError, String(error))
          assert.notEqual(error.code, 'REMOTE')
          if (role === 'stranger') assert.equal(error.code, 'NOT_AUTHORIZED')
          return true
        })
      })
    }
  }
  test('the daemon is well', isWell)
})

test('a client gets what its rules give, and in a thousand tries nothing else', { timeout: 60_000 }, async () => {
  const { requests } = caller('client')
  await connectionOf('client')
  const deadline = (): { deadline: number } => ({ deadline: performance.now() + 30_000 })
  await requests.request(daemon.peerId, PUT, PUT_EMPTY, deadline())
  assert.equal((await requests.request(daemon.peerId, GET, GET_EMPTY, deadline())).versions.length, 1)
  const tries = Array.from({ length: 1_000 }, async (_, index) => {
    const key = utf8Bytes(['app', 'ap', 'b/app/', 'App/x', `${index}`, '\0app/', 'apq/'][index % 7] ?? '')
    const request = index % 3 === 0 ? requests.request(daemon.peerId, PUT, { ...PUT_EMPTY, key }, deadline()) : index % 3 === 1 ? requests.request(daemon.peerId, GET, { ...GET_EMPTY, key }, deadline()) : requests.request(daemon.peerId, SCAN, { ...SCAN_EMPTY, prefix: key }, deadline())
    return await request.then(() => 'served', (error: unknown) => (error as P2pkvError).code)
  })
  assert.deepEqual([...new Set(await Promise.all(tries))], ['NOT_AUTHORIZED'])
})
