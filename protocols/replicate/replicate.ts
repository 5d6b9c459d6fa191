import { ReadRequest, ReadResponse, StoreRequest, StoreResponse } from '../pb/replicate.js'
import { ENVELOPE_BYTES_MAX, RECORD_BYTES_MAX } from '../rpc/limits.js'
import { pbCodec } from '../rpc/pb-codec.js'
import type { Rpc } from '../rpc/rpc.js'

/** Reads what one replica holds. */
export const REPLICA_READ: Rpc<ReadRequest, ReadResponse> = {
  protocol: 'replicate',
  method: 1,
  name: 'replicate.read',
  request: pbCodec('ReadRequest', ReadRequest),
  response: pbCodec('ReadResponse', ReadResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: RECORD_BYTES_MAX + ENVELOPE_BYTES_MAX,
  timeoutMs: 5_000,
}

/** Merges a record into what one replica holds, and answers when that is stored. */
export const REPLICA_STORE: Rpc<StoreRequest, StoreResponse> = {
  protocol: 'replicate',
  method: 2,
  name: 'replicate.store',
  request: pbCodec('StoreRequest', StoreRequest),
  response: pbCodec('StoreResponse', StoreResponse),
  requestBytesMax: RECORD_BYTES_MAX + ENVELOPE_BYTES_MAX,
  responseBytesMax: ENVELOPE_BYTES_MAX,
  timeoutMs: 5_000,
}

export type { ReadRequest, ReadResponse, StoreRequest, StoreResponse, ViewId } from '../pb/replicate.js'
