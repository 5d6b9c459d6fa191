import { InvalidArgumentError, InvalidContextError } from '../protocols/errors.js'
import { utf8Bytes } from '../protocols/record/bytes.js'
import { CONTEXT_BYTES_MAX } from '../protocols/record/context.js'
import { checkBucket, checkKey } from '../protocols/record/key.js'
import { allocate } from '../protocols/record/slab.js'

/** Strings travel as UTF-8. */
export type Bytes = string | Uint8Array

/** Six bits a character. */
const CONTEXT_LENGTH_MAX = Math.ceil(CONTEXT_BYTES_MAX * 4 / 3)
const NOTHING = Buffer.alloc(0)
/** The encoder's way out of JavaScript costs more than a short text. */
const SHORT_TEXT_MAX = 64
const encoder = new TextEncoder()

export function toBytes (bytes: Bytes): Uint8Array {
  return typeof bytes !== 'string' ? bytes : bytes.length <= SHORT_TEXT_MAX ? utf8Bytes(bytes) : encoder.encode(bytes)
}

/** As toBytes, and the caller may change what it gave. @throws InvalidArgumentError for what is neither text that has UTF-8 nor a view of bytes */
export function toOwnBytes (bytes: Bytes): Uint8Array {
  if (typeof bytes === 'string') {
    // An encoder puts another character in its place.
    if (!bytes.isWellFormed()) throw new InvalidArgumentError('a text with half a surrogate pair has no UTF-8: give its bytes as a Uint8Array')
    return toBytes(bytes)
  }
  // Programs without types come with anything.
  if (!ArrayBuffer.isView(bytes)) throw new InvalidArgumentError('keys and values are text or a Uint8Array')
  const own = allocate(bytes.byteLength)
  // That of another realm is no instance of this one's.
  own.set(bytes instanceof Uint8Array ? bytes : new Uint8Array((bytes as Uint8Array).buffer, (bytes as Uint8Array).byteOffset, (bytes as Uint8Array).byteLength))
  return own
}

/** The same, and its owner may change it. What is neither text nor bytes is refused where it is used. */
export function keepBytes (bytes: Bytes): Bytes { return ArrayBuffer.isView(bytes) ? toOwnBytes(bytes) : bytes }

/** As toOwnBytes: what is sent later, or again, is of the same key. @throws InvalidKeyError for an empty key or one above 1,024 bytes */
export function toKey (key: Bytes): Uint8Array {
  const bytes = toOwnBytes(key)
  checkKey(bytes)
  return bytes
}

/** @throws InvalidArgumentError */
export function toBucketName (bucket: string): string {
  // What is no text may look like a name: 5.
  if (typeof bucket !== 'string') throw new InvalidArgumentError('a bucket name is text')
  checkBucket(bucket)
  return bucket
}

/** A context as clients hold it: opaque text that fits a shell, a URL and JSON. */
export function contextToText (context: Uint8Array): string {
  return Buffer.from(context.buffer, context.byteOffset, context.byteLength).toString('base64url')
}

/** @throws InvalidContextError */
export function contextFromText (context: string): Uint8Array {
  const bytes = typeof context === 'string' && context.length <= CONTEXT_LENGTH_MAX ? Buffer.from(context, 'base64url') : NOTHING
  // Node passes over what is no base64url, and takes other endings for the same bytes.
  if (bytes.length === 0 || bytes.toString('base64url') !== context) throw new InvalidContextError('a context is the text that get or put returned; this is none')
  return toOwnBytes(bytes)
}
