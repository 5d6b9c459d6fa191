/**
 * Decides about a socket right after it was accepted, before anything is made for it: the library's own limits refuse
 * a connection when most of what a refused one costs has been spent.
 *
 * A host that opens too many waits, and so does the socket: whoever is refused at once is back at once, and whoever
 * waits does nothing else with it. Nor is anything made for a socket before it has said what every libp2p dialer
 * says first: its side of multistream-select (github.com/multiformats/multistream-select).
 */
import type { Server, Socket } from 'node:net'
import { InvariantError } from '../errors.js'
import { TokenBucket } from './token-bucket.js'

export interface AcceptGateInit {
  /** New connections of one host, a second; as many at once. */
  readonly perSecondMax: number
  /** Connections in their handshake at a time; one more ends the oldest of them. */
  readonly pendingMax: number
  /** Milliseconds since some fixed point. */
  readonly now: () => number
  /** Told of a socket that was not taken, or was ended in its handshake. */
  readonly onRefused: (why: Refused) => void
}

/** `rate`: its host opens too many. `pending`: so many others were in their handshake. `greeting`: it did not say what a libp2p dialer says. */
export type Refused = 'rate' | 'pending' | 'greeting'

export const ACCEPT_LIMITS = {
  /** Sockets that wait until their host may open one more; one more ends the oldest of them. */
  waitingMax: 256,
  /** How long one waits at most, milliseconds. */
  waitMsMax: 5_000,
  /** How long one may take for its first words, milliseconds. */
  silentMsMax: 10_000,
  /** A connection that its other side ends within the handshake: as if its host had opened so many more. The keys have cost as much as those of any other. */
  unfinishedCharge: 50,
} as const

const FIRST_WORDS = Buffer.from('\x13/multistream/1.0.0\n')

/** Hosts that are remembered; the one heard of first goes first. */
export const HOSTS_MAX = 4_096

/** What of a socket is needed here. */
export type GatedSocket = Pick<Socket, 'remoteAddress' | 'resetAndDestroy' | 'on' | 'once' | 'off' | 'read' | 'unshift'>

interface Host {
  readonly bucket: TokenBucket
  timer?: NodeJS.Timeout | undefined
}

interface Waiting {
  readonly host: Host
  readonly sinceMs: number
  readonly go: () => void
}

export class AcceptGate {
  readonly #hosts = new Map<string, Host>()
  /** The oldest first. */
  readonly #waiting = new Map<GatedSocket, Waiting>()
  /** In their handshake; the oldest first. */
  readonly #pending = new Set<GatedSocket>()

  constructor (private readonly init: AcceptGateInit) {}

  get pending (): number { return this.#pending.size }
  get waiting (): number { return this.#waiting.size }

  /** @param go called when the socket may go on, if ever: it is ended otherwise */
  admit (socket: GatedSocket, go: () => void): void {
    const { now } = this.init
    if (socket.remoteAddress === undefined) return this.#refuse(socket, 'rate')
    const host = this.#host(hostOf(socket.remoteAddress))
    if (host.bucket.take(1, now())) return this.#listen(socket, host, go)
    this.#waiting.set(socket, { host, sinceMs: now(), go })
    socket.once('close', () => { this.#waiting.delete(socket) })
    for (const oldest of this.#waiting.keys()) {
      if (this.#waiting.size <= ACCEPT_LIMITS.waitingMax) break
      this.#waiting.delete(oldest)
      this.#refuse(oldest, 'rate')
    }
    this.#serveSoon(host)
  }

  #serveSoon (host: Host): void {
    host.timer ??= setTimeout(() => {
      host.timer = undefined
      this.#serve(host)
    }, Math.max(1, host.bucket.readyInMs(this.init.now()))).unref()
  }

  /** The newest of a host first: who has waited for long has gone, or can wait. */
  #serve (host: Host): void {
    const now = this.init.now()
    const line: GatedSocket[] = []
    for (const [socket, waiting] of this.#waiting) {
      if (waiting.host !== host) continue
      if (now - waiting.sinceMs < ACCEPT_LIMITS.waitMsMax) line.push(socket)
      else {
        this.#waiting.delete(socket)
        this.#refuse(socket, 'rate')
      }
    }
    while (line.length > 0 && host.bucket.take(1, now)) {
      const socket = line.pop()
      const waiting = socket === undefined ? undefined : this.#waiting.get(socket)
      if (socket === undefined || waiting === undefined) continue
      this.#waiting.delete(socket)
      this.#listen(socket, host, waiting.go)
    }
    if (line.length > 0) this.#serveSoon(host)
  }

  #listen (socket: GatedSocket, host: Host, go: () => void): void {
    this.#pending.add(socket)
    let isBegun = false
    let words: Uint8Array = new Uint8Array(0)
    const timer = setTimeout(() => { this.#refuse(socket, 'greeting') }, ACCEPT_LIMITS.silentMsMax).unref()
    const hear = (): void => {
      for (let more = socket.read() as Uint8Array | null; more !== null; more = socket.read() as Uint8Array | null) words = Buffer.concat([words, more])
      const heard = Math.min(words.length, FIRST_WORDS.length)
      if (FIRST_WORDS.compare(words, 0, heard, 0, heard) !== 0) this.#refuse(socket, 'greeting')
      else if (heard === FIRST_WORDS.length) {
        clearTimeout(timer)
        socket.off('readable', hear)
        socket.unshift(words)
        isBegun = true
        go()
      }
    }
    socket.on('readable', hear)
    socket.once('close', () => {
      clearTimeout(timer)
      if (this.#pending.delete(socket) && isBegun) host.bucket.charge(ACCEPT_LIMITS.unfinishedCharge, this.init.now())
    })
    // Whoever means it is done in a moment. Were the newest refused, a few that say nothing would keep everybody out.
    for (const oldest of this.#pending) {
      if (this.#pending.size <= this.init.pendingMax) break
      this.#pending.delete(oldest)
      this.#refuse(oldest, 'pending')
    }
  }

  #refuse (socket: GatedSocket, why: Refused): void {
    this.init.onRefused(why)
    socket.resetAndDestroy()
  }

  /** Its handshake is done. */
  opened (socket: GatedSocket): void { this.#pending.delete(socket) }

  /** The host of a connection that turned out hostile gets fewer new ones, as if it had opened so many more. */
  charge (address: string, connections: number): void { this.#host(hostOf(address)).bucket.charge(connections, this.init.now()) }

  /** Puts the gate before what a server does with its sockets. @throws InvariantError when that is not what is expected */
  guard (server: Server): void {
    const [accept, ...others] = server.listeners('connection') as Array<(socket: Socket) => void>
    if (accept === undefined || others.length > 0) throw new InvariantError('a TCP listener that does not handle its connections itself')
    server.removeListener('connection', accept)
    server.on('connection', socket => {
      socket.on('error', ignore)
      this.admit(socket, () => {
        // The library answers the two lines of a dialer one by one; a system call is dear, and so they go as one.
        socket.cork()
        setImmediate(() => { socket.uncork() })
        accept.call(server, socket)
      })
    })
  }

  #host (name: string): Host {
    const { perSecondMax, now } = this.init
    let host = this.#hosts.get(name)
    if (host === undefined) {
      for (const first of this.#hosts.keys()) {
        if (this.#hosts.size < HOSTS_MAX) break
        this.#hosts.delete(first)
      }
      this.#hosts.set(name, host = { bucket: new TokenBucket(perSecondMax, perSecondMax, now()) })
    }
    return host
  }
}

function ignore (): void { /* a socket that was reset; whoever owns it hears of it, too */ }

/** An IPv4 address, also when it is written as an IPv6 one; else the first half of an IPv6 address, all of which one host may have. */
export function hostOf (address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined || !address.includes(':')) return mapped ?? address
  const [head = '', tail] = address.replace(/%.*$/, '').split('::')
  const groups = head === '' ? [] : head.split(':')
  const zeros = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length)
  return [...groups, ...Array.from({ length: zeros }, () => '0'), ...tail?.split(':') ?? []].slice(0, 4).join(':')
}
