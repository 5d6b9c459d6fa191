/** Small byte helpers for files that may use neither Buffer nor TextEncoder. */

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const ARGUMENTS_MAX = 4_096
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const DIGIT_OF = new Map(Array.from(BASE64URL, (digit, value) => [digit, value]))

/** Lower-case hex, two digits a byte. */
export function toHex (bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += HEX[byte]
  return text
}

/** The bytes of hex text whose form the caller has checked. */
export function fromHex (text: string, length = text.length / 2): Uint8Array {
  const bytes = new Uint8Array(length)
  writeHex(text, length, bytes, 0)
  return bytes
}

/** As fromHex, into `bytes` at `offset`. */
export function writeHex (text: string, length: number, bytes: Uint8Array, offset: number): void {
  for (let i = 0; i < length; i++) bytes[offset + i] = digitOf(text.charCodeAt(2 * i)) << 4 | digitOf(text.charCodeAt(2 * i + 1))
}

/** What a digit or lower-case letter stands for, in bases up to 36. */
export function digitOf (code: number): number {
  return code <= 0x39 ? code - 0x30 : code - 0x57
}

/** UTF-8; a lone surrogate becomes U+FFFD. */
export function utf8Bytes (text: string): Uint8Array {
  const ascii = new Uint8Array(text.length)
  for (let i = 0; ; i++) {
    if (i === text.length) return ascii
    const code = text.charCodeAt(i)
    if (code >= 0x80) break
    ascii[i] = code
  }
  const bytes: number[] = []
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | code >> 6, 0x80 | code & 63)
    else if (code < 0x10000) bytes.push(0xe0 | code >> 12, 0x80 | code >> 6 & 63, 0x80 | code & 63)
    else bytes.push(0xf0 | code >> 18, 0x80 | code >> 12 & 63, 0x80 | code >> 6 & 63, 0x80 | code & 63)
  }
  return Uint8Array.from(bytes)
}

/** One character (0 to 255) a byte: a map key for bytes. */
export function latin1 (bytes: Uint8Array): string {
  // One flat string at once, where the arguments fit the stack. From a list of numbers: V8 takes twice as long to make one of bytes itself.
  if (bytes.length <= ARGUMENTS_MAX) {
    const codes: number[] = []
    for (let i = 0; i < bytes.length; i++) codes.push(bytes[i] as number)
    return String.fromCharCode(...codes)
  }
  let text = ''
  for (let i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i] ?? 0)
  return text
}

export function equalBytes (a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

export function concatBytes (...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

/** Base64url without padding (RFC 4648, section 5). */
export function toBase64url (bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i] ?? 0) << 16 | (bytes[i + 1] ?? 0) << 8 | (bytes[i + 2] ?? 0)
    const digits = Math.min(4, bytes.length - i + 1)
    for (let d = 0; d < digits; d++) text += BASE64URL.charAt(group >> (18 - 6 * d) & 63)
  }
  return text
}

/** The bytes of base64url text; undefined when it is not the one way to write them. */
export function fromBase64url (text: string): Uint8Array | undefined {
  if (text.length % 4 === 1) return undefined
  const bytes = new Uint8Array(Math.floor(text.length * 3 / 4))
  let bits = 0
  let held = 0
  let offset = 0
  for (const digit of text) {
    const value = DIGIT_OF.get(digit)
    if (value === undefined) return undefined
    held = (held << 6 | value) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[offset++] = held >> bits & 0xff
    }
  }
  return (held & (1 << bits) - 1) === 0 ? bytes : undefined
}

/** Little endian. Not by a DataView: that gives a short array a buffer outside the heap, which costs more than it does. */
export function writeWord (bytes: Uint8Array, offset: number, word: number): void {
  bytes[offset] = word
  bytes[offset + 1] = word >>> 8
  bytes[offset + 2] = word >>> 16
  bytes[offset + 3] = word >>> 24
}

export function readWord (bytes: Uint8Array, offset: number): number {
  return (bytes[offset] as number) | (bytes[offset + 1] as number) << 8 | (bytes[offset + 2] as number) << 16 | (bytes[offset + 3] as number) << 24
}
