/** What a workload needs of the place where it runs. */
import type { GetRequest, GetResponse } from '../../protocols/get/get.js'
import type { PutRequest, PutResponse } from '../../protocols/put/put.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import type { Op } from './history.js'
import type { SimPrng } from './sim-prng.js'

export type Answer<R> =
  | { readonly ok: R }
  | { readonly error: string, readonly outcome: 'none' | 'unknown', readonly unexpected?: unknown }

export interface WorkloadPeer { readonly id: NodeId, readonly name: string }

/** Where a workload runs: the simulator, or real daemons in real time. */
export interface World<P extends WorkloadPeer> {
  /** Part of every context. */
  readonly cluster: string
  readonly prng: SimPrng
  readonly peers: readonly P[]
  readonly nowMs: () => number
  readonly pause: (delayMs: number) => Promise<void>
  /** Whether clients may take it for running. */
  readonly isUp: (peer: P) => boolean
  /** What its wall clock says, milliseconds since 1970. */
  readonly realtime: (peer: P) => number
  readonly put: (via: P, request: Partial<PutRequest>, timeoutMs: number) => Promise<Answer<PutResponse>>
  readonly get: (via: P, request: Partial<GetRequest>, timeoutMs: number) => Promise<Answer<GetResponse>>
  /** Called with each operation that has ended. */
  readonly ended?: (op: Op) => void
  /** One line of the story. */
  readonly event: (text: string) => void
}
