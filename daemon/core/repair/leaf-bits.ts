import { InvalidArgumentError } from '../../../protocols/errors.js'
import { TREE_LEAVES } from '../../../storage/merkle-trees.js'

const BITS_BYTES = TREE_LEAVES / 8

/** A set of leaves as bits, the first leaf in the lowest bit of the first byte. */
export function leavesToBits (leaves: ReadonlySet<number>): Uint8Array {
  const bits = new Uint8Array(BITS_BYTES)
  for (const leaf of leaves) bits[leaf >> 3] = (bits[leaf >> 3] ?? 0) | 1 << (leaf & 7)
  return bits
}

/** @throws InvalidArgumentError when it does not have as many bits as there are leaves */
export function leavesFromBits (bits: Uint8Array): Set<number> {
  if (bits.length !== BITS_BYTES) throw new InvalidArgumentError(`a set of leaves has ${BITS_BYTES} bytes`)
  const leaves = new Set<number>()
  for (let leaf = 0; leaf < TREE_LEAVES; leaf++) if (((bits[leaf >> 3] ?? 0) >> (leaf & 7) & 1) === 1) leaves.add(leaf)
  return leaves
}
