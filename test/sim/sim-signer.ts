import { createHash } from 'node:crypto'
import type { Signer } from '../../daemon/core/env.js'

/** Signs with a digest that only holds up among peers that follow the rules: quick, and refuses what was altered. */
export class SimSigner implements Signer {
  constructor (private readonly self: string) {}
  sign (bytes: Uint8Array): Uint8Array { return new Uint8Array(digest(this.self, bytes)) }
  verify (signer: string, bytes: Uint8Array, signature: Uint8Array): boolean {
    return digest(signer, bytes).equals(signature)
  }
}

function digest (signer: string, bytes: Uint8Array): Buffer {
  return createHash('sha256').update(signer).update(bytes).digest()
}
