import { ReadRequest, ReadResponse, StoreRequest, StoreResponse } from '../pb/replicate.js'
import { StoresRequest, StoresResponse, VersionsRequest, VersionsResponse } from '../pb/replicate-many.js'
import { BUCKET_LENGTH_MAX, KEY_BYTES_MAX } from '../record/key.js'
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

/** Keys whose versions are asked for at a time. */
export const VERSIONS_KEYS_MAX = 64
/** A record with more bytes than this is sent without its values, when its versions are asked for. */
export const VALUES_BYTES_MAX = 1_024
/** Bytes of the records in one answer; of the keys beyond that it says so. */
export const VERSIONS_BYTES_MAX = RECORD_BYTES_MAX
/** What an item takes in a message besides its bytes, its key and its bucket. */
const ITEM_OVERHEAD = 24

/** Reads the versions that one replica holds of some keys. */
export const REPLICA_VERSIONS: Rpc<VersionsRequest, VersionsResponse> = {
  protocol: 'replicate',
  method: 3,
  name: 'replicate.versions',
  request: pbCodec('VersionsRequest', VersionsRequest),
  response: pbCodec('VersionsResponse', VersionsResponse),
  requestBytesMax: VERSIONS_KEYS_MAX * (BUCKET_LENGTH_MAX + KEY_BYTES_MAX + ITEM_OVERHEAD) + ENVELOPE_BYTES_MAX,
  responseBytesMax: RECORD_BYTES_MAX + ENVELOPE_BYTES_MAX,
  timeoutMs: 5_000,
}

/** Records that are stored at a time, … */
export const STORES_MAX = 64
/** … and their bytes, keys included. */
export const STORES_BYTES_MAX = 256 * 1024

/** As REPLICA_STORE of some records, none of them a hint. Each is stored or not; all are answered when the last of them is. */
export const REPLICA_STORES: Rpc<StoresRequest, StoresResponse> = {
  protocol: 'replicate',
  method: 4,
  name: 'replicate.stores',
  request: pbCodec('StoresRequest', StoresRequest),
  response: pbCodec('StoresResponse', StoresResponse),
  requestBytesMax: STORES_BYTES_MAX + STORES_MAX * (BUCKET_LENGTH_MAX + ITEM_OVERHEAD) + ENVELOPE_BYTES_MAX,
  responseBytesMax: ENVELOPE_BYTES_MAX,
  timeoutMs: 5_000,
}

export type { ReadRequest, ReadResponse, StoreRequest, StoreResponse, ViewId } from '../pb/replicate.js'
export type { StoresFailure, StoresItem, StoresRequest, StoresResponse, VersionsAnswer, VersionsRequest, VersionsResponse } from '../pb/replicate-many.js'
