/** What comes in a URL, checked. */
import { InvalidArgumentError, InvalidKeyError } from '../../protocols/errors.js'
import type { BytesDocument } from '../../protocols/web/documents.js'
import type { RouteDeclaration } from './routes.js'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The bytes of a percent-encoded part of a path: any bytes can be written so. @throws InvalidKeyError */
export function bytesOfPath (encoded: string): Uint8Array {
  if (!/^(?:[^%]|%[0-9a-fA-F]{2})*$/.test(encoded)) throw new InvalidKeyError('a percent sign in a key must be followed by two hex digits (%25 is the sign itself)')
  return Uint8Array.from(Buffer.from(encoded.replace(/%([0-9a-fA-F]{2})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16))), 'latin1'))
}

export function bytesToDocument (bytes: Uint8Array): BytesDocument {
  try {
    return { utf8: utf8.decode(bytes) }
  } catch {
    return { base64: Buffer.from(bytes).toString('base64') }
  }
}

/** At most the first `bytesMax` bytes; fewer where that would cut a character of a text. */
export function beginningOf (value: Uint8Array, bytesMax: number): Uint8Array {
  if (value.length <= bytesMax) return value
  for (let length = bytesMax; length > bytesMax - 4 && length > 0; length--) {
    // A byte of the form 10xxxxxx goes on with a character that began before it.
    if (((value[length] ?? 0) & 0xc0) !== 0x80) return value.subarray(0, length)
  }
  return value.subarray(0, bytesMax)
}

/** The query of a request, of which only what its route declares is taken. */
export class Query {
  /** @throws InvalidArgumentError for a name that means nothing, or one that is given twice */
  constructor (private readonly parameters: URLSearchParams, declared: RouteDeclaration['query']) {
    const names = [...parameters.keys()]
    for (const name of names) {
      if (!Object.hasOwn(declared, name)) throw new InvalidArgumentError(`${JSON.stringify(name.slice(0, 40))} means nothing here; known are ${Object.keys(declared).join(', ') || 'none'}`)
    }
    if (new Set(names).size < names.length) throw new InvalidArgumentError('a parameter is given twice')
  }

  text (name: string): string | undefined {
    const text = this.parameters.get(name)
    return text === null || text === '' ? undefined : text
  }

  /** @throws InvalidArgumentError when it is not there */
  required (name: string): string {
    const text = this.text(name)
    if (text === undefined) throw new InvalidArgumentError(`${name} is missing`)
    return text
  }

  /** @throws InvalidArgumentError */
  count (name: string, min: number, max: number): number | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const count = /^[0-9]{1,15}$/.test(text) ? Number(text) : NaN
    if (!(count >= min && count <= max)) throw new InvalidArgumentError(`${name} must be a whole number from ${min} to ${max}`)
    return count
  }

  /** `?strict`, `?strict=true`, `?strict=1`. @throws InvalidArgumentError */
  flag (name: string): boolean | undefined {
    const text = this.parameters.get(name)
    if (text === null) return undefined
    if (text === '' || text === 'true' || text === '1') return true
    if (text === 'false' || text === '0') return false
    throw new InvalidArgumentError(`${name} must be true or false`)
  }
}
