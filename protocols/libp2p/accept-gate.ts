/**
 * Decides about a socket right after it was accepted, before anything is made for it: the library's own limits refuse
 * a connection when most of what a refused one costs has been spent.
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
  readonly onRefused: (why: 'rate' | 'pending') => void
}

/** Hosts that are remembered; the one heard of first goes first. */
export const HOSTS_MAX = 4_096

/** What of a socket is needed here. */
export type GatedSocket = Pick<Socket, 'remoteAddress' | 'resetAndDestroy' | 'once'>

export class AcceptGate {
  readonly #hosts = new Map<string, TokenBucket>()
  /** The oldest first. */
  readonly #pending = new Set<GatedSocket>()

  constructor (private readonly init: AcceptGateInit) {}

  get pending (): number { return this.#pending.size }

  /** @returns whether the socket may go on; it was ended otherwise */
  admit (socket: GatedSocket): boolean {
    const { pendingMax, now, onRefused } = this.init
    if (socket.remoteAddress === undefined || !this.#bucket(hostOf(socket.remoteAddress)).take(1, now())) {
      onRefused('rate')
      socket.resetAndDestroy()
      return false
    }
    this.#pending.add(socket)
    socket.once('close', () => { this.#pending.delete(socket) })
    // Whoever means it is done in a moment. Were the newest refused, a few that say nothing would keep everybody out.
    for (const oldest of this.#pending) {
      if (this.#pending.size <= pendingMax) break
      this.#pending.delete(oldest)
      onRefused('pending')
      oldest.resetAndDestroy()
    }
    return true
  }

  /** Its handshake is done. */
  opened (socket: GatedSocket): void { this.#pending.delete(socket) }

  /** The host of a connection that turned out hostile gets fewer new ones, as if it had opened so many more. */
  charge (address: string, connections: number): void { this.#bucket(hostOf(address)).charge(connections, this.init.now()) }

  /** Puts the gate before what a server does with its sockets. @throws InvariantError when that is not what is expected */
  guard (server: Server): void {
    const [accept, ...others] = server.listeners('connection') as Array<(socket: Socket) => void>
    if (accept === undefined || others.length > 0) throw new InvariantError('a TCP listener that does not handle its connections itself')
    server.removeListener('connection', accept)
    server.on('connection', socket => {
      socket.on('error', ignore)
      if (this.admit(socket)) accept.call(server, socket)
    })
  }

  #bucket (host: string): TokenBucket {
    const { perSecondMax, now } = this.init
    let bucket = this.#hosts.get(host)
    if (bucket === undefined) {
      for (const first of this.#hosts.keys()) {
        if (this.#hosts.size < HOSTS_MAX) break
        this.#hosts.delete(first)
      }
      this.#hosts.set(host, bucket = new TokenBucket(perSecondMax, perSecondMax, now()))
    }
    return bucket
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
