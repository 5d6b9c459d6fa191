import type { Signer } from '../../daemon/core/env.js'
import { equalBytes, utf8Bytes } from '../../protocols/record/bytes.js'
import { hash128 } from '../../protocols/record/checksum.js'
import { writeWord } from '../../protocols/record/bytes.js'

/** Signs with a hash that only holds up among peers that follow the rules: quick, and refuses what was altered. */
export class SimSigner implements Signer {
  constructor (private readonly self: string) {}
  sign (bytes: Uint8Array): Uint8Array { return digest(this.self, bytes) }
  verify (signer: string, bytes: Uint8Array, signature: Uint8Array): boolean { return equalBytes(digest(signer, bytes), signature) }
}

const words = new Uint32Array(4)

function digest (signer: string, bytes: Uint8Array): Uint8Array {
  hash128(utf8Bytes(signer), 0, bytes, words)
  const signature = new Uint8Array(16)
  for (let index = 0; index < 4; index++) writeWord(signature, 4 * index, words[index] as number)
  return signature
}
