/**
 * The hostile connections of bench/attack.ts, from a process of their own and as cheap for it as can be: without libp2p.
 * Driven over the channel of fork().
 */
import { connect as connectSocket, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { generateKeyPair, privateKeyFromProtobuf } from '@libp2p/crypto/keys'
import { protocolId } from '../protocols/libp2p/protocol-id.js'
import { GET } from '../protocols/get/get.js'
import { HELLO } from '../protocols/auth/hello.js'
import { utf8Bytes } from '../protocols/record/bytes.js'
import { FrameWriter } from '../protocols/rpc/frame-codec.js'
import { frameOf, header, HostileIdentity, HostileWire, MULTISTREAM, RST, SYN, TEXT_BYTES_MAX, YAMUX_DATA, YAMUX_PING, YAMUX_WINDOW, type HostileTarget } from './hostile-wire.js'

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

/** `openedOf`: of each kind. */
export interface AttackReport { readonly opened: number, readonly openedOf: Readonly<Partial<Record<Kind, number>>>, readonly refused: number, readonly cutOff: number, readonly sentBytes: number, readonly processorSeconds: number }
export type AttackMessage = { readonly type: 'setup', readonly setup: AttackSetup } | { readonly type: 'attack', readonly kinds: readonly Kind[], readonly role: 'stranger' | 'client', readonly seconds: number }

const STRANGERS = 10
const PAUSE_MS = 20
/** Streams have numbers of their own until these are used up, and begin again. */
const LARGE_BATCHES = 16
/** All floods together, a second: rather more than a daemon on this machine would ever read of them. */
const FLOOD_BYTES = { stranger: 12 * 1024 * 1024, client: 16 * 1024 * 1024 } as const
/** A connection dials again after so long, … */
const LIFE_MS = 5_000
/** … or, of those whose muxer is closed at once, and of those that fill what there is, when nobody has taken its bytes for so long. */
const CLOSED_MS = 250
const FULL_MS = 500
/** What asks for much comes when the floods of its key have begun: what it may still ask for beside them is the question. Alone it is a kind of its own. */
const LATE_MS = 1_000
/** Far from those that are opened by openStream(). */
const FIRST_STREAM = 100_001
/** What a stream takes before it is asked for more. */
const WINDOW_BYTES = 256 * 1024

/** Frames that are sent over and over: messages of a few first, then as many in each as it takes. Made once for all connections. */
interface Flood { readonly small: readonly Uint8Array[], readonly next: () => Uint8Array, readonly patienceMs: number }

/** @param frame makes those of a number, or of a stream with that number @param each numbers in one of the first messages */
function floodOf (frame: (number: number) => Uint8Array, each: number, patienceMs = LIFE_MS): Flood {
  let number = 0
  const batch = (count: number): Uint8Array => Buffer.concat(Array.from({ length: count }, () => frame(number++)))
  const numbersMax = Math.floor(TEXT_BYTES_MAX / frame(0).byteLength)
  const small = Array.from({ length: Math.floor(numbersMax / each) }, () => batch(each))
  const large = Array.from({ length: LARGE_BATCHES }, () => batch(numbersMax))
  let next = 0
  return { small, next: () => large[next++ % LARGE_BATCHES] as Uint8Array, patienceMs }
}
const streamOf = (number: number): number => FIRST_STREAM + 2 * number
const NOBODY = Buffer.concat([MULTISTREAM, utf8Bytes('\x08/nobody\n')])
const STREAMS = floodOf(number => Buffer.concat([header(YAMUX_WINDOW, SYN, streamOf(number), 0), header(YAMUX_WINDOW, RST, streamOf(number), 0)]), 100)
const NEGOTIATIONS = floodOf(number => Buffer.concat([frameOf(SYN, streamOf(number), NOBODY), header(YAMUX_WINDOW, RST, streamOf(number), 0)]), 50)
const PINGS = floodOf(number => header(YAMUX_PING, SYN, 0, number), 1_000)
const WINDOWS = floodOf(() => header(YAMUX_WINDOW, 0, FIRST_STREAM, 1), 1_000, CLOSED_MS)
const BYTES = floodOf(() => new Uint8Array(TEXT_BYTES_MAX), 1, FULL_MS)

/** Who dials, and what it shows; strangers show nothing. */
interface Dialler { readonly identity: HostileIdentity, readonly credentials: Uint8Array | undefined }

class Attacker {
  #strangers: Dialler[] = []
  #clients: Dialler[] = []
  readonly #targets: HostileTarget[]
  /** Each ends what is open. */
  readonly #ends = new Set<() => void>()
  #startMs = 0
  #floodBytes = 0
  #isOn = false
  #ended: Promise<unknown> = Promise.resolve()
  #openedOf: Partial<Record<Kind, number>> = {}
  #refused = 0
  #cutOff = 0
  #sentBytes = 0

  constructor (private readonly setup: AttackSetup) {
    this.#targets = setup.targets.map(address => {
      const [, , host = '', , port = ''] = address.split('/')
      return { host, port: Number(port) }
    })
  }

  async open (): Promise<void> {
    for (let index = 0; index < STRANGERS; index++) this.#strangers.push({ identity: new HostileIdentity(await generateKeyPair('Ed25519')), credentials: undefined })
    for (const { identity, credentials } of this.setup.clients) {
      const key = privateKeyFromProtobuf(identity)
      if (key.type === 'Ed25519') this.#clients.push({ identity: new HostileIdentity(key), credentials })
    }
  }

  async run (kinds: readonly Kind[], role: 'stranger' | 'client', seconds: number): Promise<AttackReport> {
    this.#openedOf = {}
    this.#refused = this.#cutOff = this.#sentBytes = 0
    this.#startMs = performance.now()
    this.#floodBytes = FLOOD_BYTES[role]
    this.#isOn = true
    this.#ended = sleep(seconds * 1_000).then(() => { this.#isOn = false })
    const before = process.cpuUsage()
    const loops = Array.from({ length: this.setup.connections }, async (_, slot) => {
      const kind = kinds[slot % kinds.length] ?? 'idle'
      while (this.#isOn) {
        const startMs = performance.now()
        await this.#once(kind, role, slot).catch(() => { this.#refused++ })
        if (performance.now() - startMs < PAUSE_MS) await sleep(PAUSE_MS)
      }
    })
    await Promise.race([Promise.all(loops), this.#ended])
    const { user, system } = process.cpuUsage(before)
    const opened = Object.values(this.#openedOf).reduce((sum, count) => sum + count, 0)
    const report = { opened, openedOf: this.#openedOf, refused: this.#refused, cutOff: this.#cutOff, sentBytes: this.#sentBytes, processorSeconds: (user + system) / 1_000_000 }
    for (const end of this.#ends) end()
    return report
  }

  #count (kind: Kind): void { this.#openedOf[kind] = (this.#openedOf[kind] ?? 0) + 1 }

  /** One connection's life. */
  async #once (kind: Kind, role: 'stranger' | 'client', slot: number): Promise<void> {
    const { hosts } = this.setup
    const target = { ...this.#targets[slot % this.#targets.length] ?? NOWHERE, localAddress: hosts[slot % hosts.length] }
    if (kind === 'sockets' || kind === 'handshakes') return await this.#socket(kind, target)
    const diallers = role === 'client' ? this.#clients : this.#strangers
    const dialler = diallers[slot % diallers.length]
    if (dialler === undefined) throw new Error('nobody')
    const wire = new HostileWire(dialler.identity, target)
    const end = (): void => { wire.abort() }
    this.#ends.add(end)
    let wasOpened = false
    try {
      await wire.opened
      wasOpened = true
      this.#count(kind)
      if (kind === 'connections') return
      if (kind !== 'hellos' && dialler.credentials !== undefined) await this.#greet(wire, dialler.credentials)
      await Promise.race([wire.closed, this.#attack(kind, wire), this.#ended, sleep(LIFE_MS)])
    } finally {
      this.#ends.delete(end)
      if (wire.isOpen) end()
      else if (wasOpened) this.#cutOff++
    }
  }

  async #greet (wire: HostileWire, credentials: Uint8Array): Promise<void> {
    const stream = await wire.openStream(protocolId(this.setup.cluster, 'hello'))
    wire.write(stream, helloOf(credentials))
    await wire.answered(stream)
    wire.closeStream(stream)
  }

  async #socket (kind: 'sockets' | 'handshakes', target: HostileTarget): Promise<void> {
    const socket: Socket = connectSocket(target)
    const end = (): void => { socket.destroy() }
    this.#ends.add(end)
    socket.once('close', () => { this.#ends.delete(end) })
    await new Promise<void>(resolve => {
      socket.once('close', resolve).once('error', () => { this.#refused++ }).once('connect', () => {
        this.#count(kind)
        if (kind === 'sockets') {
          end()
          return
        }
        let at = 0
        // A byte at a time, and never the last.
        const timer = setInterval(() => {
          if (at < MULTISTREAM.length - 1) socket.write(MULTISTREAM.subarray(at, ++at))
        }, 500)
        socket.once('close', () => { clearInterval(timer); this.#cutOff++ })
      })
      socket.resume()
    })
  }

  async #attack (kind: Kind, wire: HostileWire): Promise<void> {
    const { cluster, bigKey } = this.setup
    switch (kind) {
      case 'hellos': {
        const stream = await wire.openStream(protocolId(cluster, 'hello'))
        wire.write(stream, helloOf(new Uint8Array(2_000)).subarray(0, 1_000))
        return await never()
      }
      case 'streams': return await this.#pour(wire, STREAMS)
      case 'negotiations': return await this.#pour(wire, NEGOTIATIONS)
      case 'pings': return await this.#pour(wire, PINGS)
      case 'windows': return await this.#pour(wire, WINDOWS)
      case 'long frame': {
        wire.send(header(YAMUX_DATA, SYN, FIRST_STREAM, 0xffff_ffff))
        return await this.#pour(wire, BYTES)
      }
      case 'unread pongs': {
        wire.pause()
        return await this.#pour(wire, PINGS)
      }
      case 'unread gets': {
        await sleep(LATE_MS)
        const streams: number[] = []
        for (let index = 0; index < 4; index++) streams.push(await wire.openStream(protocolId(cluster, 'get')))
        wire.pause()
        const body = GET.request.encode({ bucket: 'default', key: utf8Bytes(bigKey), strict: false, notBefore: new Uint8Array(0) })
        let id = 1
        let bytes = 0
        while (this.#isOn && wire.isOpen) {
          const frames = streams.map(stream => {
            const writer = new FrameWriter()
            for (let index = 0; index < 4; index++) writer.request(id++, GET.method, 60_000, body)
            return frameOf(0, stream, Buffer.concat(writer.take()))
          })
          bytes += frames[0]?.byteLength ?? 0
          if (bytes <= WINDOW_BYTES) wire.send(Buffer.concat(frames))
          await sleep(PAUSE_MS)
        }
        return
      }
      default: return await never()
    }
  }

  /** As fast as the other side takes it, and without looking at what it says; until it takes nothing. */
  async #pour (wire: HostileWire, { small, next, patienceMs }: Flood): Promise<void> {
    wire.ignore()
    for (let isFirst = true; wire.isOpen; isFirst = false) {
      while (this.#isOn && this.#sentBytes > (performance.now() - this.#startMs) / 1_000 * this.#floodBytes) await sleep(PAUSE_MS)
      if (!this.#isOn) return
      // A few frames may be all that a key is allowed: they come in small messages first.
      const texts = isFirst ? small : [next()]
      for (const { byteLength } of texts) this.#sentBytes += byteLength
      if (!wire.send(...texts) && !await wire.drained(patienceMs)) return
    }
  }
}

const NOWHERE: HostileTarget = { host: '', port: 0 }

function helloOf (credentials: Uint8Array): Buffer {
  const writer = new FrameWriter()
  writer.request(1, HELLO.method, 10_000, HELLO.request.encode({ credentials }))
  return Buffer.concat(writer.take())
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
