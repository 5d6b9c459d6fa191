/** How numbers, times and bytes are written. */
import type { BytesDocument } from '../../protocols/web/documents.js'

/** C0 and C1 controls, DEL, and what reorders text: shown, not obeyed. Line ends and tabs stay. */
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** Text as it may be shown: what cannot be seen is written out. */
export function visible (text: string): string {
  return text.replace(UNSAFE, character => {
    const code = character.charCodeAt(0)
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
  })
}

/** `0.3 ms`, `14 ms`, `1.5 s`, `3 min`, `2 h`, `5 d` */
export function duration (milliseconds: number): string {
  if (milliseconds < 10) return `${Math.round(milliseconds * 10) / 10} ms`
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 10_000) return `${Math.round(milliseconds / 100) / 10} s`
  if (milliseconds < 60_000) return `${Math.round(milliseconds / 1_000)} s`
  if (milliseconds < 3_600_000) return `${Math.round(milliseconds / 60_000)} min`
  if (milliseconds < 172_800_000) return `${Math.round(milliseconds / 3_600_000)} h`
  return `${Math.round(milliseconds / 86_400_000)} d`
}

/** `31 GB`: decimal units, as disks are sold. */
export function size (bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']
  let left = bytes
  let unit = 0
  while (left >= 999.5 && unit < units.length - 1) { left /= 1000; unit++ }
  return `${left < 10 && unit > 0 ? left.toFixed(1) : Math.round(left)} ${units[unit] ?? ''}`
}

/** `12 345` */
export function count (number: number): string {
  return Math.round(number).toString().replace(/\B(?=(\d{3})+$)/g, '\u202f')
}

/** Of few digits: `0`, `0.05`, `0.4`, `12`, `1.2 k` */
export function rate (number: number): string {
  if (number >= 10_000) return `${Math.round(number / 1_000)} k`
  if (number >= 1_000) return `${Math.round(number / 100) / 10} k`
  if (number >= 10) return String(Math.round(number))
  return String(number < 1 ? Math.round(number * 100) / 100 : Math.round(number * 10) / 10)
}

export function percent (part: number, whole: number): string {
  return whole === 0 ? '–' : `${(100 * part / whole).toFixed(1)} %`
}

/** The time of the day, by this browser. */
export function clockTime (milliseconds: number): string {
  return new Date(milliseconds).toLocaleTimeString('en-GB')
}

export function dateTime (milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('T', ' ').replace(/\.\d+Z$/, ' UTC')
}

/** `12D3…abcd` */
export function shortId (peerId: string): string {
  return peerId.length <= 12 ? peerId : `${peerId.slice(0, 4)}…${peerId.slice(-4)}`
}

export function nameOf ({ name, peerId }: { readonly name: string, readonly peerId: string }): string {
  return name === '' ? shortId(peerId) : name
}

export function bytesOf (document: BytesDocument): Uint8Array {
  if ('utf8' in document) return new TextEncoder().encode(document.utf8)
  return Uint8Array.from(atob(document.base64), character => character.charCodeAt(0))
}

/** Sixteen bytes a line: offset, hex, and what can be read. */
export function hexDump (bytes: Uint8Array): string {
  const lines: string[] = []
  for (let offset = 0; offset < bytes.length; offset += 16) {
    const part = [...bytes.subarray(offset, offset + 16)]
    const hex = part.map(byte => byte.toString(16).padStart(2, '0')).join(' ')
    lines.push(`${offset.toString(16).padStart(6, '0')}  ${hex.padEnd(47)}  ${part.map(byte => byte > 31 && byte < 127 ? String.fromCharCode(byte) : '·').join('')}`)
  }
  return lines.join('\n')
}

/** What people type for a key or a value. @returns undefined when it is not of that encoding */
export function parseBytes (text: string, encoding: 'text' | 'hex' | 'base64'): Uint8Array | undefined {
  if (encoding === 'text') return new TextEncoder().encode(text)
  const compact = text.replace(/\s+/g, '')
  if (encoding === 'hex') return /^([0-9a-fA-F]{2})*$/.test(compact) ? Uint8Array.from(compact.match(/../g) ?? [], digits => parseInt(digits, 16)) : undefined
  try {
    return Uint8Array.from(atob(compact.replace(/-/g, '+').replace(/_/g, '/')), character => character.charCodeAt(0))
  } catch { return undefined }
}

/** Every byte of a key as a part of a path. */
export function pathOf (key: Uint8Array): string {
  return Array.from(key, byte => /[A-Za-z0-9_~-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0')}`).join('')
}

/** Whether browsers take this part of a path for a step, also percent-encoded, and leave it out (WHATWG URL, section 4.3). */
export function isDots (key: Uint8Array): boolean {
  return (key.length === 1 || key.length === 2) && key.every(byte => byte === 0x2e)
}
