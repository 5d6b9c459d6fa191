/** What a key may do with data: rules over buckets and prefixes, of which the longest match decides. */
import { InvalidArgumentError } from '../errors.js'
import type { Rule as RuleMessage } from '../pb/auth.js'
import { checkBucket, KEY_BYTES_MAX } from '../record/key.js'

/** `peer`: serves data, and is trusted with it. `client`: what its rules say. `admin`: everything, and makes grants. */
export type Role = 'peer' | 'client' | 'admin'
export const ROLES: Readonly<Record<Role, number>> = { peer: 1, client: 2, admin: 3 }

export const OP = { read: 1, write: 2, delete: 4, list: 8 } as const
export const OPS_ALL = 15
const LETTERS: ReadonlyArray<readonly [letter: string, op: number]> = [['r', OP.read], ['w', OP.write], ['d', OP.delete], ['l', OP.list]]

/** The same as on the wire. */
export type Rule = RuleMessage
export const RULES_MAX = 64

export function isRole (role: number): boolean { return role >= 1 && role <= 3 }

export function roleOf (role: number): Role { return role === ROLES.peer ? 'peer' : role === ROLES.client ? 'client' : 'admin' }

/** Whether a rule can be meant; `ops` 0 takes away what a shorter prefix gives. */
export function isRule ({ bucket, prefix, ops }: Rule): boolean {
  if (prefix.length > KEY_BYTES_MAX || !Number.isInteger(ops) || ops < 0 || ops > OPS_ALL) return false
  if (bucket === '') return true
  try {
    checkBucket(bucket)
    return true
  } catch { return false }
}

/** `rw` or `rwdl`, in any order; `none`: nothing. @throws InvalidArgumentError */
export function parseOps (text: string): number {
  if (text === 'none') return 0
  let ops = 0
  for (const letter of text) {
    const op = LETTERS.find(([known]) => known === letter)?.[1]
    if (op === undefined || (ops & op) !== 0) throw new InvalidArgumentError(`rights are letters of r (read), w (write), d (delete), l (list), or none; they are ${text}`)
    ops |= op
  }
  if (ops === 0) throw new InvalidArgumentError('rights are letters of r (read), w (write), d (delete), l (list), or none')
  return ops
}

export function formatOps (ops: number): string {
  return ops === 0 ? 'none' : LETTERS.filter(([, op]) => (ops & op) !== 0).map(([letter]) => letter).join('')
}

/** The ops that `rules` give for a key: those of the rule with the longest prefix of it; 0 when none matches. */
export function opsFor (rules: readonly Rule[], bucket: string, key: Uint8Array): number {
  let longest = -1
  let ops = 0
  for (const rule of rules) {
    if (rule.bucket !== '' && rule.bucket !== bucket) continue
    // Twice the length, and one more for a rule that names the bucket.
    const rank = 2 * rule.prefix.length + (rule.bucket === '' ? 0 : 1)
    if (rank < longest || !startsWith(key, rule.prefix)) continue
    // Two rules for the same: both hold.
    ops = rank === longest ? ops | rule.ops : rule.ops
    longest = rank
  }
  return ops
}

export function allows (rules: readonly Rule[], bucket: string, key: Uint8Array, op: number): boolean {
  return (opsFor(rules, bucket, key) & op) === op
}

export function startsWith (key: Uint8Array, prefix: Uint8Array): boolean {
  if (prefix.length > key.length) return false
  for (let i = 0; i < prefix.length; i++) if (key[i] !== prefix[i]) return false
  return true
}
