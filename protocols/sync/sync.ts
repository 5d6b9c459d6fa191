import {
  EntriesRequest, EntriesResponse, FetchRequest, FetchResponse, HoldsRequest, HoldsResponse, LeavesRequest, LeavesResponse, OfferRequest, OfferResponse,
  ReapRequest, ReapResponse, RootsRequest, RootsResponse,
} from '../pb/repair.js'
import { ENVELOPE_BYTES_MAX, RECORD_BYTES_MAX } from '../rpc/limits.js'
import { pbCodec } from '../rpc/pb-codec.js'
import type { Rpc } from '../rpc/rpc.js'

/** Partitions in one comparison of roots. */
export const ROOTS_MAX = 1_024
/** Entries in one page. */
export const ENTRIES_MAX = 1_024
/** Records and bytes of records in one page; one record is a page however large it is. */
export const PAGE_RECORDS_MAX = 256
export const PAGE_BYTES_MAX = 1_024 * 1_024
/** Room for a full page of the longest names. */
const NAMES_BYTES_MAX = ENTRIES_MAX * 1_280
const RECORDS_BYTES_MAX = RECORD_BYTES_MAX + PAGE_BYTES_MAX + NAMES_BYTES_MAX

/** Which partitions are held otherwise there: 16 bytes each. */
export const SYNC_ROOTS: Rpc<RootsRequest, RootsResponse> = {
  protocol: 'sync',
  method: 1,
  name: 'sync.roots',
  request: pbCodec('RootsRequest', RootsRequest),
  response: pbCodec('RootsResponse', RootsResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: ENVELOPE_BYTES_MAX,
  timeoutMs: 5_000,
}

/** The leaves of one partition's tree. */
export const SYNC_LEAVES: Rpc<LeavesRequest, LeavesResponse> = {
  protocol: 'sync',
  method: 2,
  name: 'sync.leaves',
  request: pbCodec('LeavesRequest', LeavesRequest),
  response: pbCodec('LeavesResponse', LeavesResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: ENVELOPE_BYTES_MAX,
  timeoutMs: 5_000,
}

/** A page of the keys under some leaves, each with the hash of what is held. */
export const SYNC_ENTRIES: Rpc<EntriesRequest, EntriesResponse> = {
  protocol: 'sync',
  method: 3,
  name: 'sync.entries',
  request: pbCodec('EntriesRequest', EntriesRequest),
  response: pbCodec('EntriesResponse', EntriesResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: ENVELOPE_BYTES_MAX + NAMES_BYTES_MAX,
  timeoutMs: 10_000,
}

/** A page of records by their keys. */
export const SYNC_FETCH: Rpc<FetchRequest, FetchResponse> = {
  protocol: 'sync',
  method: 4,
  name: 'sync.fetch',
  request: pbCodec('FetchRequest', FetchRequest),
  response: pbCodec('FetchResponse', FetchResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX + NAMES_BYTES_MAX,
  responseBytesMax: RECORDS_BYTES_MAX,
  timeoutMs: 10_000,
}

/** Merges a page of records into what is held there; answers when they are synced. */
export const SYNC_OFFER: Rpc<OfferRequest, OfferResponse> = {
  protocol: 'sync',
  method: 5,
  name: 'sync.offer',
  request: pbCodec('OfferRequest', OfferRequest),
  response: pbCodec('OfferResponse', OfferResponse),
  requestBytesMax: RECORDS_BYTES_MAX,
  responseBytesMax: ENVELOPE_BYTES_MAX,
  timeoutMs: 10_000,
}

/** What forbids reaping in partitions, as far as that peer knows. */
export const SYNC_HOLDS: Rpc<HoldsRequest, HoldsResponse> = {
  protocol: 'sync',
  method: 6,
  name: 'sync.holds',
  request: pbCodec('HoldsRequest', HoldsRequest),
  response: pbCodec('HoldsResponse', HoldsResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: ENVELOPE_BYTES_MAX,
  timeoutMs: 5_000,
}

/** The two steps of reaping: confirms that dead records are held exactly so; removes those that still are. */
export const SYNC_REAP: Rpc<ReapRequest, ReapResponse> = {
  protocol: 'sync',
  method: 7,
  name: 'sync.reap',
  request: pbCodec('ReapRequest', ReapRequest),
  response: pbCodec('ReapResponse', ReapResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX + NAMES_BYTES_MAX,
  responseBytesMax: ENVELOPE_BYTES_MAX,
  timeoutMs: 10_000,
}

export type {
  EntriesRequest, EntriesResponse, ExactRecord, FetchRequest, FetchResponse, HoldsRequest, HoldsResponse, NamedRecord, OfferRequest, OfferResponse,
  ReapRequest, ReapResponse, RecordName, RootsRequest, RootsResponse, TreeEntry,
} from '../pb/repair.js'
