import { InvalidArgumentError, ProtocolError } from '../errors.js'
import type { Quorum as QuorumMessage } from '../pb/kv.js'

/** How many replicas must answer: a name that depends on N, or a number. */
export type Quorum = 'one' | 'quorum' | 'all' | number

/** @throws InvalidArgumentError for anything but the three names and whole numbers from 1 */
export function parseQuorum (text: string | number, name: string): Quorum {
  if (text === 'one' || text === 'quorum' || text === 'all') return text
  const count = typeof text === 'number' ? text : /^[0-9]{1,4}$/.test(text) ? Number(text) : NaN
  if (!Number.isInteger(count) || count < 1) {
    throw new InvalidArgumentError(`${name} must be one, quorum, all or a whole number from 1; it is ${String(text)}`)
  }
  return count
}

/** The number of replicas that `quorum` asks for when a key has `n` primaries. May exceed n. */
export function quorumSize (quorum: Quorum, n: number): number {
  switch (quorum) {
    case 'one': return 1
    case 'quorum': return Math.floor(n / 2) + 1
    case 'all': return n
    default: return quorum
  }
}

const KINDS = ['one', 'quorum', 'all'] as const

export function quorumToMessage (quorum: Quorum | undefined): QuorumMessage | undefined {
  if (quorum === undefined) return undefined
  return typeof quorum === 'number' ? { kind: 4, count: quorum } : { kind: KINDS.indexOf(quorum) + 1, count: 0 }
}

/** undefined: the bucket's value is meant. */
export function quorumFromMessage (message: QuorumMessage | undefined, name: string): Quorum | undefined {
  if (message === undefined || message.kind === 0) return undefined
  if (message.kind === 4) return parseQuorum(message.count, name)
  const kind = KINDS[message.kind - 1]
  if (kind === undefined) throw new ProtocolError(`${name} has the unknown kind ${message.kind}`)
  return kind
}
