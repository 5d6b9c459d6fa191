/** What pipe and import read: JSON objects whose fields are checked one by one. */
import { InvalidArgumentError } from '../protocols/errors.js'
import type { Bytes } from '../client/index.js'
import { fromBase64 } from './base64.js'

export type JsonObject = Readonly<Record<string, unknown>>

/** @throws InvalidArgumentError */
export function parseObject (text: string | undefined): JsonObject {
  if (text === undefined) throw new InvalidArgumentError('the line is no UTF-8 text')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new InvalidArgumentError('the line is no JSON', { cause })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new InvalidArgumentError('the line is no JSON object')
  return value as JsonObject
}

/** Text, `{"utf8":…}` or `{"base64":…}`. @throws InvalidArgumentError */
export function bytesField (object: JsonObject, name: string): Bytes {
  const value = object[name]
  if (typeof value === 'string') return wellFormed(value, name)
  if (typeof value === 'object' && value !== null) {
    const { utf8, base64 } = value as { utf8?: unknown, base64?: unknown }
    if (typeof utf8 === 'string') return wellFormed(utf8, name)
    const bytes = typeof base64 === 'string' ? fromBase64(base64) : undefined
    if (bytes !== undefined) return bytes
  }
  throw new InvalidArgumentError(`${name} must be text, {"utf8":…} or {"base64":…}`)
}

/** Half a surrogate pair, which JSON can write, has no bytes: encoders put another character in its place. @throws InvalidArgumentError */
function wellFormed (text: string, name: string): string {
  if (!text.isWellFormed()) throw new InvalidArgumentError(`${name} has half a surrogate pair, which is no text: give it as {"base64":…}`)
  return text
}

/** @throws InvalidArgumentError when it is there and of another type */
export function optional<K extends 'string' | 'number' | 'boolean'> (object: JsonObject, name: string, ...types: readonly K[]): ({ string: string, number: number, boolean: boolean }[K]) | undefined {
  const value = object[name]
  if (value === undefined) return undefined
  if (!(types as readonly string[]).includes(typeof value)) throw new InvalidArgumentError(`${name} must be a ${types.join(' or a ')}`)
  return value as { string: string, number: number, boolean: boolean }[K]
}

/** @throws InvalidArgumentError for a name that means nothing */
export function refuseUnknown (object: JsonObject, known: readonly string[]): void {
  const unknown = Object.keys(object).find(name => !known.includes(name))
  if (unknown !== undefined) throw new InvalidArgumentError(`${JSON.stringify(unknown.slice(0, 40))} means nothing here; known are ${known.join(', ')}`)
}
