/** A peer's identity: its libp2p peer id in text form (`12D3Koo…`), which holds its Ed25519 public key. */
declare const nodeIdBrand: unique symbol
export type NodeId = string & { readonly [nodeIdBrand]: true }

const BASE58 = /^[1-9A-HJ-NP-Za-km-z]{40,64}$/

/** Whether `text` has the form of a peer id; says nothing about whether such a peer exists. */
export function isNodeId (text: string): text is NodeId {
  return BASE58.test(text)
}
