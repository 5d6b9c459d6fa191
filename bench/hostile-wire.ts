/**
 * A connection of bench/attacker.ts: noise and yamux as their specifications say (github.com/libp2p/specs, noise;
 * github.com/hashicorp/yamux, spec.md), with nothing of libp2p around them and OpenSSL beneath them. Who attacks has no
 * use for what makes a handshake dear: one key serves as static and ephemeral key of all connections, what does not
 * depend on the other side is computed once, and nothing that the other side shows is verified. So a connection costs
 * this side a tenth of what it costs the daemon, whose part is the same as with anybody.
 */
import { createCipheriv, createDecipheriv, createHash, createPrivateKey, createPublicKey, diffieHellman, hkdfSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { publicKeyToProtobuf } from '@libp2p/crypto/keys'
import type { Ed25519PrivateKey } from '@libp2p/interface'
import { utf8Bytes } from '../protocols/record/bytes.js'

const CIPHER = 'chacha20-poly1305'
const TAG = { authTagLength: 16 } as const
const HASH_BYTES = 32
const NONCE_BYTES = 12
const KEY_BYTES = 32
const SEALED_KEY_BYTES = KEY_BYTES + TAG.authTagLength
/** Of one message of noise, without its tag. */
export const TEXT_BYTES_MAX = 65_535 - TAG.authTagLength
const NOTHING: Buffer = Buffer.alloc(0)

export const MULTISTREAM = utf8Bytes('\x13/multistream/1.0.0\n')
const ASK_NOISE = Buffer.concat([MULTISTREAM, utf8Bytes('\x07/noise\n')])

export const YAMUX_DATA = 0
export const YAMUX_WINDOW = 1
export const YAMUX_PING = 2
export const SYN = 1
const ACK = 2
export const FIN = 4
export const RST = 8
const HEADER_BYTES = 12

/** The header of a yamux frame. */
export function header (type: number, flag: number, id: number, length: number): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES)
  bytes.writeUInt8(type, 1)
  bytes.writeUInt16BE(flag, 2)
  bytes.writeUInt32BE(id, 4)
  bytes.writeUInt32BE(length, 8)
  return bytes
}

/** A yamux frame of data. */
export const frameOf = (flag: number, id: number, bytes: Uint8Array): Buffer => Buffer.concat([header(YAMUX_DATA, flag, id, bytes.byteLength), bytes])

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** Two keys out of one and a secret. */
function derive (chainingKey: Uint8Array, secret: Uint8Array): { readonly chainingKey: Buffer, readonly key: Buffer } {
  const keys = Buffer.from(hkdfSync('sha256', secret, chainingKey, NOTHING, 2 * HASH_BYTES))
  return { chainingKey: keys.subarray(0, HASH_BYTES), key: keys.subarray(HASH_BYTES) }
}

function nonceOf (count: number): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES)
  nonce.writeUInt32LE(count, 4)
  return nonce
}

function seal (key: Uint8Array, count: number, text: Uint8Array, ad: Uint8Array = NOTHING): Buffer[] {
  const cipher = createCipheriv(CIPHER, key, nonceOf(count), TAG)
  if (ad.byteLength > 0) cipher.setAAD(ad, { plaintextLength: text.byteLength })
  const sealed = cipher.update(text)
  cipher.final()
  return [sealed, cipher.getAuthTag()]
}

/** @throws when it was not sealed like that */
function open (key: Uint8Array, count: number, sealed: Uint8Array, ad: Uint8Array = NOTHING): Buffer {
  const decipher = createDecipheriv(CIPHER, key, nonceOf(count), TAG)
  const textBytes = sealed.byteLength - TAG.authTagLength
  if (ad.byteLength > 0) decipher.setAAD(ad, { plaintextLength: textBytes })
  decipher.setAuthTag(sealed.subarray(textBytes))
  const text = decipher.update(sealed.subarray(0, textBytes))
  decipher.final()
  return text
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

/** A protobuf field of bytes, shorter than 16 KiB. */
function field (number: number, bytes: Uint8Array): Buffer {
  const { byteLength } = bytes
  return Buffer.concat([Buffer.from(byteLength < 0x80 ? [number << 3 | 2, byteLength] : [number << 3 | 2, byteLength & 0x7f | 0x80, byteLength >> 7]), bytes])
}

/** `/yamux/1.0.0` is agreed on within the handshake: the extension `stream_muxers`. */
const EXTENSIONS = field(2, utf8Bytes('/yamux/1.0.0'))

/** Whoever dials: all of a handshake that is the same each time. */
export class HostileIdentity {
  readonly publicKey: Uint8Array
  readonly payload: Uint8Array
  /** The hash and first message of a handshake that has just begun. */
  readonly begun: Uint8Array
  readonly #privateKey: KeyObject
  /** Of keys that come again: those of daemons, not of connections. */
  readonly #shared = new Map<string, Buffer>()

  constructor (key: Ed25519PrivateKey) {
    const [x, d] = [base64(new Uint8Array(KEY_BYTES)), base64(randomBytes(KEY_BYTES))]
    const privateKey = this.#privateKey = createPrivateKey({ key: { kty: 'OKP', crv: 'X25519', x, d }, format: 'jwk' })
    this.publicKey = Buffer.from(privateKey.export({ format: 'jwk' }).x ?? '', 'base64url')
    const signer = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x: base64(key.publicKey.raw), d: base64(key.raw.subarray(0, KEY_BYTES)) }, format: 'jwk' })
    const signature = sign(null, Buffer.concat([utf8Bytes('noise-libp2p-static-key:'), this.publicKey]), signer)
    this.payload = Buffer.concat([field(1, publicKeyToProtobuf(key.publicKey)), field(2, signature), field(4, EXTENSIONS)])
    // Of an empty prologue, the ephemeral key, and an empty payload.
    this.begun = sha256(sha256(sha256(PROTOCOL), this.publicKey))
  }

  share (publicKey: Uint8Array): Buffer {
    return diffieHellman({ privateKey: this.#privateKey, publicKey: createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: base64(publicKey) }, format: 'jwk' }) })
  }

  shareAgain (publicKey: Uint8Array): Buffer {
    const name = base64(publicKey)
    let secret = this.#shared.get(name)
    if (secret === undefined) this.#shared.set(name, secret = this.share(publicKey))
    return secret
  }
}

const PROTOCOL = utf8Bytes('Noise_XX_25519_ChaChaPoly_SHA256')

export interface HostileTarget { readonly host: string, readonly port: number, readonly localAddress?: string | undefined }

/** What the other side says on a stream of yamux. */
interface Hearing { readonly id: number, readonly isEnough: (heard: Buffer) => boolean, readonly resolve: () => void, heard: Buffer }

export class HostileWire {
  /** Resolves when the handshake is done, and rejects when the other side does not take the connection. */
  readonly opened: Promise<void>
  readonly closed: Promise<void>
  readonly #socket: Socket
  #isOpen = true
  #sendKey: Uint8Array = NOTHING
  #receiveKey: Uint8Array = NOTHING
  #sent = 0
  #received = 0
  #nextStream = 1
  /** Takes what has arrived and was not taken yet. @returns what is not whole */
  #receive: (bytes: Buffer) => Buffer
  /** Text of which a frame is not whole. */
  #frames: Buffer = NOTHING
  #hearing: Hearing | undefined

  constructor (private readonly identity: HostileIdentity, target: HostileTarget) {
    const socket = this.#socket = connect({ ...target, noDelay: true })
    this.closed = new Promise(resolve => { socket.once('close', () => { this.#isOpen = false; resolve() }) })
    let done = (): void => {}
    this.opened = new Promise((resolve, reject) => {
      done = resolve
      socket.once('close', () => { reject(new Error('refused')) })
    })
    this.#receive = answer => this.#begin(answer, done)
    socket.once('connect', () => { socket.write(ASK_NOISE) })
    socket.on('error', () => { /* closed next */ })
    let unread: Buffer = NOTHING
    socket.on('data', chunk => {
      try {
        unread = this.#receive(unread.byteLength === 0 ? chunk : Buffer.concat([unread, chunk]))
      } catch { this.abort() }
    })
  }

  #begin (answer: Buffer, done: () => void): Buffer {
    if (answer.byteLength < ASK_NOISE.byteLength) return answer
    if (!ASK_NOISE.equals(answer.subarray(0, ASK_NOISE.byteLength))) throw new Error('no noise')
    this.#socket.write(Buffer.concat([lengthOf(KEY_BYTES), this.identity.publicKey]))
    this.#receive = answer => this.#shakeHands(answer, done)
    return this.#receive(answer.subarray(ASK_NOISE.byteLength))
  }

  /** The second and the third message of XX. */
  #shakeHands (received: Buffer, done: () => void): Buffer {
    const { identity } = this
    const end = messageEnd(received)
    if (end > received.byteLength) return received
    const answer = received.subarray(2, end)
    const ephemeral = answer.subarray(0, KEY_BYTES)
    const sealedStatic = answer.subarray(KEY_BYTES, KEY_BYTES + SEALED_KEY_BYTES)
    const own = identity.share(ephemeral)
    let hash = sha256(identity.begun, ephemeral)
    const first = derive(PROTOCOL, own)
    const remote = open(first.key, 0, sealedStatic, hash)
    hash = sha256(sha256(hash, sealedStatic), answer.subarray(KEY_BYTES + SEALED_KEY_BYTES))
    const second = derive(first.chainingKey, identity.shareAgain(remote))
    const mine = Buffer.concat(seal(second.key, 1, identity.publicKey, hash))
    hash = sha256(hash, mine)
    // The static key is the ephemeral one.
    const third = derive(second.chainingKey, own)
    const payload = seal(third.key, 0, identity.payload, hash)
    this.#socket.write(Buffer.concat([lengthOf(mine.byteLength + identity.payload.byteLength + TAG.authTagLength), mine, ...payload]))
    const { chainingKey: sendKey, key: receiveKey } = derive(third.chainingKey, NOTHING)
    this.#sendKey = sendKey
    this.#receiveKey = receiveKey
    this.#receive = sealed => this.#openAll(sealed)
    // As the library does.
    this.send(header(YAMUX_PING, SYN, 0, 0))
    done()
    return this.#receive(received.subarray(end))
  }

  get isOpen (): boolean { return this.#isOpen }

  /** @param texts each a message, of TEXT_BYTES_MAX at most. @returns whether more may be sent; else wait for drained() */
  send (...texts: readonly Uint8Array[]): boolean {
    const parts = texts.flatMap(text => [lengthOf(text.byteLength + TAG.authTagLength), ...seal(this.#sendKey, this.#sent++, text)])
    if (texts.length > 1) this.#socket.write(Buffer.concat(parts))
    else {
      this.#socket.cork()
      for (const part of parts) this.#socket.write(part)
      this.#socket.uncork()
    }
    return this.#socket.writableLength === 0
  }

  /** @returns whether all was taken, so fast */
  async drained (timeoutMs: number): Promise<boolean> {
    return await new Promise(resolve => {
      const timer = setTimeout(() => { resolve(false) }, timeoutMs)
      this.#socket.once('drain', () => {
        clearTimeout(timer)
        resolve(true)
      })
    })
  }

  /** Opens a stream. @returns its number, once the other side has agreed to the protocol */
  async openStream (protocol: string): Promise<number> {
    const id = this.#nextStream
    this.#nextStream += 2
    const name = utf8Bytes(`${protocol}\n`)
    const ask = Buffer.concat([MULTISTREAM, Buffer.from([name.byteLength]), name])
    const agreed = this.#listen(id, heard => heard.byteLength >= ask.byteLength)
    this.send(Buffer.concat([header(YAMUX_WINDOW, SYN, id, 0), frameOf(0, id, ask)]))
    await agreed
    return id
  }

  write (stream: number, bytes: Uint8Array): void { this.send(frameOf(0, stream, bytes)) }

  /** Resolves when anything more was said on a stream. */
  async answered (stream: number): Promise<void> { await this.#listen(stream, heard => heard.byteLength > 0) }

  closeStream (stream: number): void { this.send(header(YAMUX_WINDOW, FIN, stream, 0)) }

  /** Reads nothing any more. */
  pause (): void { this.#socket.pause() }

  abort (): void { this.#socket.resetAndDestroy() }

  async #listen (id: number, isEnough: (heard: Buffer) => boolean): Promise<void> {
    await Promise.race([new Promise<void>(resolve => { this.#hearing = { id, isEnough, resolve, heard: NOTHING } }), this.closed.then(() => { throw new Error('cut off') })])
  }

  /** Nobody will listen again: what arrives is thrown away. */
  ignore (): void { this.#receive = () => NOTHING }

  #openAll (received: Buffer): Buffer {
    let sealed = received
    for (let end = messageEnd(sealed); end <= sealed.byteLength; end = messageEnd(sealed)) {
      const text = open(this.#receiveKey, this.#received++, sealed.subarray(2, end))
      this.#frames = this.#frames.byteLength === 0 ? text : Buffer.concat([this.#frames, text])
      sealed = sealed.subarray(end)
    }
    this.#readFrames()
    return sealed
  }

  #readFrames (): void {
    let frames = this.#frames
    while (frames.byteLength >= HEADER_BYTES) {
      const type = frames.readUInt8(1)
      const bodyBytes = type === YAMUX_DATA ? frames.readUInt32BE(8) : 0
      if (frames.byteLength < HEADER_BYTES + bodyBytes) break
      if (type === YAMUX_PING && frames.readUInt16BE(2) === SYN) this.send(header(YAMUX_PING, ACK, 0, frames.readUInt32BE(8)))
      const hearing = this.#hearing
      if (bodyBytes > 0 && hearing?.id === frames.readUInt32BE(4)) {
        hearing.heard = Buffer.concat([hearing.heard, frames.subarray(HEADER_BYTES, HEADER_BYTES + bodyBytes)])
        if (hearing.isEnough(hearing.heard)) {
          this.#hearing = undefined
          hearing.resolve()
        }
      }
      frames = frames.subarray(HEADER_BYTES + bodyBytes)
    }
    this.#frames = frames
  }
}

const lengthOf = (bytes: number): Buffer => Buffer.from([bytes >> 8, bytes & 0xff])
const messageEnd = (sealed: Buffer): number => sealed.byteLength < 2 ? Infinity : 2 + sealed.readUInt16BE()
