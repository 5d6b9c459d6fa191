/**
 * The hostile connections of bench/attack.ts, from a process of their own and as cheap for it as can be: below libp2p
 * wherever that asks more of the daemon than of this side. Driven over the channel of fork().
 */
import { connect as connectSocket, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { privateKeyFromProtobuf } from '@libp2p/crypto/keys'
import type { Connection, MessageStream, Stream } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { createNode, type KvLibp2p } from '../protocols/libp2p/create-node.js'
import { Greeting } from '../protocols/libp2p/greeting.js'
import { PeerRequests } from '../protocols/libp2p/peer-requests.js'
import { protocolId } from '../protocols/libp2p/protocol-id.js'
import { GET } from '../protocols/get/get.js'
import { HELLO } from '../protocols/auth/hello.js'
import { utf8Bytes } from '../protocols/record/bytes.js'
import { FrameWriter } from '../protocols/rpc/frame-codec.js'

export const KINDS = ['sockets', 'connections', 'handshakes', 'hellos', 'streams', 'negotiations', 'pings', 'windows', 'long frame', 'unread pongs', 'unread gets', 'idle'] as const
export type Kind = typeof KINDS[number]

export interface AttackSetup {
  readonly cluster: string
  /** One multiaddr a daemon. */
  readonly targets: readonly string[]
  readonly connections: number
  /** Keys of libp2p and what they show; without: strangers. */
  readonly clients: ReadonlyArray<{ readonly identity: Uint8Array, readonly credentials: Uint8Array }>
  /** Of a value that is long. */
  readonly bigKey: string
  /** Addresses of this machine that connections come from, in turn; none: whatever the system gives. */
  readonly hosts: readonly string[]
}

export interface AttackReport { readonly opened: number, readonly refused: number, readonly cutOff: number, readonly sentBytes: number, readonly processorSeconds: number }
export type AttackMessage = { readonly type: 'setup', readonly setup: AttackSetup } | { readonly type: 'attack', readonly kinds: readonly Kind[], readonly role: 'stranger' | 'client', readonly seconds: number }

const NODES = 10
const PAUSE_MS = 20
const BATCH = 1_000
const YAMUX_PING = 2
const YAMUX_WINDOW = 1
const YAMUX_DATA = 0
const SYN = 1
const RST = 8
/** Where a frame of yamux names its stream. */
const STREAM_AT = 4
/** Far from those that the library gives. */
const FIRST_STREAM = 100_001
const NONE = new Uint8Array(0)
const MULTISTREAM = utf8Bytes('\x13/multistream/1.0.0\n')

/** What of a connection is needed below libp2p. */
interface Insides { readonly maConn: MessageStream, readonly muxer: { readonly maConn: MessageStream } }

function header (type: number, flag: number, id: number, length: number): Uint8Array {
  const bytes = new Uint8Array(12)
  const view = new DataView(bytes.buffer)
  view.setUint8(1, type)
  view.setUint16(2, flag)
  view.setUint32(4, id)
  view.setUint32(8, length)
  return bytes
}

const batchOf = (make: (index: number) => Uint8Array, count = BATCH): Uint8Array => Buffer.concat(Array.from({ length: count }, (_, index) => make(index)))

/** Frames of `count` streams, made once: each time only the numbers of the streams are new. @param make frames of a stream with the number 0, one after the other */
function streamsOf (make: () => readonly Uint8Array[], count: number): () => Uint8Array {
  const frames = Array.from({ length: count }, make)
  const bytes = Buffer.concat(frames.flat())
  const places: Array<{ readonly at: number, readonly stream: number }> = []
  let at = 0
  for (const [stream, own] of frames.entries()) {
    for (const { byteLength } of own) {
      places.push({ at: at + STREAM_AT, stream })
      at += byteLength
    }
  }
  let first = FIRST_STREAM
  return () => {
    for (const { at, stream } of places) bytes.writeUInt32BE(first + 2 * stream, at)
    first += 2 * count
    return bytes
  }
}
const PINGS = batchOf(index => header(YAMUX_PING, SYN, 0, index))
const WINDOWS = batchOf(() => header(YAMUX_WINDOW, 0, FIRST_STREAM, 1))

class Attacker {
  #strangers: Array<{ node: KvLibp2p, requests: PeerRequests }> = []
  #clients: Array<{ node: KvLibp2p, requests: PeerRequests }> = []
  #endMs = 0
  #opened = 0
  #refused = 0
  #cutOff = 0
  #sentBytes = 0

  constructor (private readonly setup: AttackSetup) {}

  async open (): Promise<void> {
    const { clients, cluster } = this.setup
    for (let index = 0; index < NODES; index++) this.#strangers.push(await this.#node(cluster, undefined, NONE))
    for (const { identity, credentials } of clients) this.#clients.push(await this.#node(cluster, identity, credentials))
  }

  async #node (cluster: string, identity: Uint8Array | undefined, credentials: Uint8Array): Promise<{ node: KvLibp2p, requests: PeerRequests }> {
    const node = await createNode({ privateKey: identity === undefined ? undefined : privateKeyFromProtobuf(identity), listen: [], limits: { connectionsMax: 10_000 } })
    await node.start()
    return { node, requests: new PeerRequests(node, { cluster, greeting: new Greeting({ credentials: () => credentials, accept: () => {} }) }) }
  }

  async run (kinds: readonly Kind[], role: 'stranger' | 'client', seconds: number): Promise<AttackReport> {
    this.#opened = this.#refused = this.#cutOff = this.#sentBytes = 0
    this.#endMs = performance.now() + seconds * 1_000
    const before = process.cpuUsage()
    const loops = Array.from({ length: this.setup.connections }, async (_, slot) => {
      const kind = kinds[slot % kinds.length] ?? 'idle'
      while (this.#isOn) {
        const startMs = performance.now()
        await this.#once(kind, role, slot).catch(() => { this.#refused++ })
        if (performance.now() - startMs < PAUSE_MS) await sleep(PAUSE_MS)
      }
    })
    await Promise.race([Promise.all(loops), sleep(seconds * 1_000)])
    const { user, system } = process.cpuUsage(before)
    const report = { opened: this.#opened, refused: this.#refused, cutOff: this.#cutOff, sentBytes: this.#sentBytes, processorSeconds: (user + system) / 1_000_000 }
    for (const { node } of [...this.#strangers, ...this.#clients]) for (const connection of node.getConnections()) connection.abort(new Error('enough'))
    return report
  }

  get #isOn (): boolean { return performance.now() < this.#endMs }

  /** One connection's life. */
  async #once (kind: Kind, role: 'stranger' | 'client', slot: number): Promise<void> {
    const address = this.setup.targets[slot % this.setup.targets.length] ?? ''
    if (kind === 'sockets' || kind === 'handshakes') return await this.#socket(kind, address, slot)
    const nodes = role === 'client' ? this.#clients : this.#strangers
    const who = nodes[slot % nodes.length]
    if (who === undefined) throw new Error('nobody')
    const connection = await who.node.dial(multiaddr(address), { force: true, signal: AbortSignal.timeout(10_000), ...this.#from(slot) })
    this.#opened++
    let isOpen = true
    const closed = new Promise<void>(resolve => { connection.addEventListener('close', () => { isOpen = false; this.#cutOff++; resolve() }, { once: true }) })
    try {
      if (kind === 'connections') return
      if (role === 'client' && kind !== 'hellos') await who.requests.greet(connection)
      const attack = this.#attack(kind, connection, () => isOpen && this.#isOn)
      await Promise.race([closed, attack, sleep(Math.max(0, this.#endMs - performance.now()))])
    } finally {
      if (isOpen) {
        this.#cutOff--
        connection.abort(new Error('done'))
      }
    }
  }

  /** What the TCP transport hands on to the socket. */
  #from (slot: number): { readonly localAddress?: string } {
    const { hosts } = this.setup
    const localAddress = hosts[slot % hosts.length]
    return localAddress === undefined ? {} : { localAddress }
  }

  async #socket (kind: 'sockets' | 'handshakes', address: string, slot: number): Promise<void> {
    const [, , host = '', , port = ''] = address.split('/')
    const socket: Socket = connectSocket({ host, port: Number(port), ...this.#from(slot) })
    await new Promise<void>(resolve => {
      socket.once('close', resolve).once('error', () => { this.#refused++ }).once('connect', () => {
        this.#opened++
        if (kind === 'sockets') {
          socket.destroy()
          return
        }
        let at = 0
        // A byte at a time, and never the last.
        const timer = setInterval(() => {
          if (!this.#isOn) socket.destroy()
          else if (at < MULTISTREAM.length - 1) socket.write(MULTISTREAM.subarray(at, ++at))
        }, 500)
        socket.once('close', () => { clearInterval(timer); this.#cutOff++ })
      })
      socket.resume()
    })
  }

  async #attack (kind: Kind, connection: Connection, isOn: () => boolean): Promise<void> {
    const { cluster, bigKey } = this.setup
    const { maConn: tcp, muxer: { maConn: wire } } = connection as unknown as Insides
    switch (kind) {
      case 'hellos': {
        const stream = await connection.newStream(protocolId(cluster, 'hello'))
        const writer = new FrameWriter()
        writer.request(1, HELLO.method, 10_000, HELLO.request.encode({ credentials: new Uint8Array(2_000) }))
        stream.send(Buffer.concat(writer.take()).subarray(0, 1_000))
        return await never()
      }
      case 'streams': return await this.#pour(wire, isOn, streamsOf(() => [header(YAMUX_WINDOW, SYN, 0, 0), header(YAMUX_WINDOW, RST, 0, 0)], 100))
      case 'negotiations': {
        const hello = Buffer.concat([MULTISTREAM, utf8Bytes('\x08/nobody\n')])
        return await this.#pour(wire, isOn, streamsOf(() => [Buffer.concat([header(YAMUX_DATA, SYN, 0, hello.length), hello]), header(YAMUX_WINDOW, RST, 0, 0)], 50))
      }
      case 'pings': return await this.#pour(wire, isOn, () => PINGS)
      case 'windows': return await this.#pour(wire, isOn, () => WINDOWS)
      case 'long frame': {
        wire.send(header(YAMUX_DATA, SYN, FIRST_STREAM, 0xffff_ffff))
        const chunk = new Uint8Array(64 * 1024)
        return await this.#pour(wire, isOn, () => chunk)
      }
      case 'unread pongs': {
        tcp.pause()
        return await this.#pour(wire, isOn, () => PINGS)
      }
      case 'unread gets': {
        const streams: Stream[] = []
        for (let index = 0; index < 4; index++) streams.push(await connection.newStream(protocolId(cluster, 'get')))
        tcp.pause()
        const body = GET.request.encode({ bucket: 'default', key: utf8Bytes(bigKey), strict: false, notBefore: NONE })
        let id = 1
        while (isOn()) {
          for (const stream of streams) {
            const writer = new FrameWriter()
            for (let index = 0; index < 4; index++) writer.request(id++, GET.method, 60_000, body)
            if (!stream.writableNeedsDrain) stream.send(Buffer.concat(writer.take()))
          }
          await sleep(PAUSE_MS)
        }
        return
      }
      default: return await never()
    }
  }

  /** As fast as the other side takes it. */
  async #pour (wire: MessageStream, isOn: () => boolean, next: () => Uint8Array): Promise<void> {
    while (isOn()) {
      const bytes = next()
      this.#sentBytes += bytes.byteLength
      if (!wire.send(bytes)) await wire.onDrain()
      await new Promise(setImmediate)
    }
  }
}

async function never (): Promise<void> { await new Promise(() => {}) }

// What fails is counted, not looked at.
Error.stackTraceLimit = 0
process.on('unhandledRejection', () => {})
let attacker: Attacker | undefined
process.on('message', (message: AttackMessage) => {
  void (async () => {
    if (message.type === 'setup') {
      attacker = new Attacker(message.setup)
      await attacker.open()
      process.send?.({})
    } else process.send?.(await attacker?.run(message.kinds, message.role, message.seconds) ?? {})
  })()
})
process.once('disconnect', () => { process.exit(0) })
