import { sha256 } from '@noble/hashes/sha2.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { NO_MEMBER } from './slot-table.js'

/** Virtual nodes of a member of mean weight; others have in proportion, 1 to `TOKENS_MAX`. */
const TOKENS_MEAN = 16
const TOKENS_MAX = 256
const TOKENS_PER_HASH = 8
/** Members of which the tokens are remembered: every new view has nearly the same ones. */
const REMEMBERED_MAX = 2_000

/** What of a member decides where its tokens are. */
export interface TokenOwner { readonly peerId: NodeId, readonly weight: number }

/**
 * The ring of virtual nodes: from each partition's position clockwise it meets every member, each in
 * a different order for every partition (Dynamo, SOSP 2007, sections 4.2 and 4.3).
 *
 * A member's tokens follow from its peer id alone, so a change of others leaves them where they are.
 */
export class TokenWalk {
  /** Owners of the tokens, ascending by token. */
  readonly #owners: Uint16Array
  /** For each partition, the index of the first token at or after its position. */
  readonly #starts: Uint32Array
  /** For each member the walk in which it was last met, and how many there were. */
  readonly #metIn: Uint32Array
  #walks = 0

  /** @param members ascending by peer id, so that equal tokens are in the same order everywhere */
  constructor (members: readonly TokenOwner[], partitions: number) {
    this.#metIn = new Uint32Array(members.length)
    const weights = members.reduce((sum, member) => sum + member.weight, 0)
    const tokens: Array<{ token: number, owner: number }> = []
    members.forEach((member, owner) => {
      const share = Math.floor((TOKENS_MEAN * member.weight * members.length) / weights)
      const wanted = Math.min(TOKENS_MAX, Math.max(1, share))
      for (const token of tokensOf(member.peerId, wanted)) tokens.push({ token, owner })
    })
    tokens.sort((a, b) => a.token - b.token || a.owner - b.owner)
    this.#owners = Uint16Array.from(tokens, each => each.owner)
    this.#starts = new Uint32Array(partitions)
    let next = 0
    for (let partition = 0; partition < partitions; partition++) {
      const position = partition * (0x1_0000_0000 / partitions)
      while (next < tokens.length && (tokens[next]?.token ?? 0) < position) next++
      this.#starts[partition] = next
    }
  }

  /** Member indexes in the order met clockwise from the partition, each once. */
  from (partition: number): number[] {
    const met: number[] = []
    this.first(partition, owner => { met.push(owner); return false })
    return met
  }

  /** The first member met clockwise from the partition that `isIt` accepts; each is asked about once. NO_MEMBER: none. */
  first (partition: number, isIt: (member: number) => boolean): number {
    const owners = this.#owners
    const walk = ++this.#walks
    let left = this.#metIn.length
    for (let step = 0, at = this.#starts[partition] ?? 0; step < owners.length && left > 0; step++, at++) {
      if (at >= owners.length) at = 0
      const owner = owners[at] ?? 0
      if (this.#metIn[owner] === walk) continue
      this.#metIn[owner] = walk
      left--
      if (isIt(owner)) return owner
    }
    return NO_MEMBER
  }
}

const remembered = new Map<NodeId, readonly number[]>()

function tokensOf (peerId: NodeId, count: number): readonly number[] {
  const known = remembered.get(peerId)
  if (known !== undefined && known.length >= count) return known.length === count ? known : known.slice(0, count)
  const tokens: number[] = []
  // A peer id is base58: one byte a character.
  const name = Array.from(peerId, character => character.charCodeAt(0))
  for (let block = 0; tokens.length < count; block++) {
    const hash = sha256(Uint8Array.from([...name, block >>> 8, block & 0xff]))
    const view = new DataView(hash.buffer, hash.byteOffset)
    for (let i = 0; i < TOKENS_PER_HASH && tokens.length < count; i++) tokens.push(view.getUint32(i * 4))
  }
  if (remembered.size >= REMEMBERED_MAX) remembered.clear()
  remembered.set(peerId, tokens)
  return tokens
}
