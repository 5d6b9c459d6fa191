import { PutRequest, PutResponse } from '../pb/kv.js'
import { VALUE_BYTES_HARD_MAX } from '../record/record-codec.js'
import { ENVELOPE_BYTES_MAX, GET_RESPONSE_BYTES_MAX } from '../rpc/limits.js'
import { pbCodec } from '../rpc/pb-codec.js'
import type { Rpc } from '../rpc/rpc.js'

/** `PutRequest.condition` */
export const PUT_CONDITION = { none: 0, ifAbsent: 1, ifMatch: 2 } as const
/** `PutRequest.durability`, and that of a replica's answer */
export const PUT_DURABILITY = { synced: 0, buffered: 1 } as const

/** A coordinated write (without a value: a delete), from a client to any peer or from that peer to a primary. */
export const PUT: Rpc<PutRequest, PutResponse> = {
  protocol: 'put',
  method: 1,
  name: 'put.put',
  request: pbCodec('PutRequest', PutRequest),
  response: pbCodec('PutResponse', PutResponse),
  requestBytesMax: VALUE_BYTES_HARD_MAX + ENVELOPE_BYTES_MAX,
  responseBytesMax: GET_RESPONSE_BYTES_MAX,
  timeoutMs: 5_000,
}

export type { PutRequest, PutResponse } from '../pb/kv.js'
