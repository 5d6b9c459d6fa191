import type { NodeId } from '../record/node-id.js'

/** Checks what any key signed: a NodeId holds its public key. */
export type Verify = (signer: NodeId, bytes: Uint8Array, signature: Uint8Array) => boolean

/** A private key (Ed25519) and the name of its public half. */
export interface SigningKey {
  readonly id: NodeId
  sign: (bytes: Uint8Array) => Uint8Array
  verify: Verify
}
