/**
 * etcd's own gRPC over HTTP/2, as far as one put or get of one key needs it: two messages of two fields.
 * Node's `http2` and no gRPC library, so that the client costs as little as it can here.
 */
import { connect, type ClientHttp2Session, type IncomingHttpHeaders } from 'node:http2'
import { PeerUnreachableError } from '../../protocols/errors.js'

/** A connection that owes answers and gives none for so long is given up, with all that wait for it: a stopped server costs no more. */
const SILENT_MS_MAX = 3_000
/** Compressed or not, and the length: before every message. */
const FRAME_BYTES = 5
const KEY_FIELD = 0x0a
const VALUE_FIELD = 0x12
/** Frames that go out without an answer from the other side: the default of 64 KiB would make large values wait. */
const WINDOW_BYTES = 16 * 1024 * 1024

function field (tag: number, bytes: Uint8Array): Uint8Array[] {
  const head = [tag]
  let length = bytes.byteLength
  for (; length > 127; length >>>= 7) head.push(length & 127 | 128)
  return [Uint8Array.from([...head, length]), bytes]
}

/** The bytes of the first field with this tag, within a message; undefined if it has none. */
function findField (message: Uint8Array, wanted: number): Uint8Array | undefined {
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = message[at++] ?? 0
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
  }
  while (at < message.byteLength) {
    const tag = varint()
    if ((tag & 7) !== 2) {
      varint()
      continue
    }
    const length = varint()
    if (tag === wanted) return message.subarray(at, at + length)
    at += length
  }
  return undefined
}

export class EtcdClient {
  #sessions: ClientHttp2Session[] = []
  readonly #answeredMs = new Map<ClientHttp2Session, number>()
  #turn = 0

  /** @param endpoints `http://host:port`; a session each, used in turn, those that broke left out while one is whole */
  constructor (private readonly endpoints: readonly string[]) { this.#open() }

  #open (): void {
    this.close()
    this.#sessions = this.endpoints.map(endpoint => {
      const session = connect(endpoint, { settings: { initialWindowSize: WINDOW_BYTES } })
      // The requests of a broken session end with an error of their own.
      session.on('error', () => {})
      session.once('connect', () => { session.setLocalWindowSize(WINDOW_BYTES) })
      return session
    })
  }

  async put (key: string, value: Uint8Array): Promise<void> { await this.#call('Put', [...field(KEY_FIELD, Buffer.from(key)), ...field(VALUE_FIELD, value)]) }

  /** A linearizable read, as it is by default. */
  async get (key: string): Promise<Uint8Array | undefined> {
    const found = findField(await this.#call('Range', field(KEY_FIELD, Buffer.from(key))), VALUE_FIELD)
    return found === undefined ? undefined : findField(found, 0x2a)
  }

  close (): void {
    for (const session of this.#sessions) session.destroy()
    this.#answeredMs.clear()
  }

  async #call (method: 'Put' | 'Range', message: readonly Uint8Array[]): Promise<Uint8Array> {
    const whole = (): ClientHttp2Session[] => this.#sessions.filter(session => !session.destroyed && !session.closed)
    if (whole().length === 0) this.#open()
    const open = whole()
    const session = open[this.#turn++ % open.length]
    if (session === undefined) throw new PeerUnreachableError('no server of etcd is connected')
    return await new Promise((resolve, reject) => {
      const stream = session.request({ ':method': 'POST', ':path': `/etcdserverpb.KV/${method}`, 'content-type': 'application/grpc', te: 'trailers' })
      const chunks: Buffer[] = []
      let status: unknown
      const startMs = performance.now()
      const timer = setInterval(() => { if (performance.now() - Math.max(startMs, this.#answeredMs.get(session) ?? 0) > SILENT_MS_MAX) session.destroy(new PeerUnreachableError('etcd did not answer in time', { outcome: 'unknown' })) }, SILENT_MS_MAX)
      stream.on('response', headers => { status = headers['grpc-status'] })
      stream.on('trailers', (headers: IncomingHttpHeaders) => { status = headers['grpc-status'] })
      stream.on('data', (chunk: Buffer) => { chunks.push(chunk) })
      stream.on('error', cause => { clearInterval(timer); reject(new PeerUnreachableError('the request to etcd broke off', { cause, outcome: 'unknown' })) })
      stream.on('end', () => {
        clearInterval(timer)
        this.#answeredMs.set(session, performance.now())
        if (status === '0') resolve(Buffer.concat(chunks).subarray(FRAME_BYTES))
        else reject(new PeerUnreachableError(`etcd answered gRPC status ${String(status)}`, { outcome: 'unknown' }))
      })
      const length = message.reduce((sum, part) => sum + part.byteLength, 0)
      const head = Buffer.alloc(FRAME_BYTES)
      head.writeUInt32BE(length, 1)
      stream.end(Buffer.concat([head, ...message]))
    })
  }
}
