import { GetRequest, GetResponse } from '../pb/kv.js'
import { ENVELOPE_BYTES_MAX, GET_RESPONSE_BYTES_MAX } from '../rpc/limits.js'
import { pbCodec } from '../rpc/pb-codec.js'
import type { Rpc } from '../rpc/rpc.js'

/** `Hop.kind` */
export const HOP_KIND = { read: 1, versions: 2, store: 3, hint: 4, repair: 5, forward: 6 } as const
/** `Hop.status` of what has not answered yet. */
export const HOP_PENDING = 101

/** A coordinated read: any peer answers for the whole cluster. */
export const GET: Rpc<GetRequest, GetResponse> = {
  protocol: 'get',
  method: 1,
  name: 'get.get',
  request: pbCodec('GetRequest', GetRequest),
  response: pbCodec('GetResponse', GetResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: GET_RESPONSE_BYTES_MAX,
  timeoutMs: 5_000,
}

export type { Explanation, GetRequest, GetResponse, Hop, Version } from '../pb/kv.js'
