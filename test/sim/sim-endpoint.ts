import type { NodeId } from '../../protocols/record/node-id.js'
import type { Rpc } from '../../protocols/rpc/rpc.js'

/** What a handler answered, as it travels. */
export interface Served { readonly status: number, readonly body: Uint8Array }

/** One peer's end of all its links, as the fabric and other peers see it. */
export interface Endpoint {
  readonly self: NodeId
  readonly alive: boolean
  serve: <Q, R>(from: NodeId, rpc: Rpc<Q, R>, body: Uint8Array, remainingMs: number) => Promise<Served>
  receive: (topic: string, from: NodeId, body: Uint8Array) => void
  linkChanged: (peer: NodeId, up: boolean) => void
}
