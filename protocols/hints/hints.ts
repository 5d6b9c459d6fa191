import { HintDropRequest, HintDropResponse, HintFlushRequest, HintFlushResponse, HintListRequest, HintListResponse } from '../pb/hints.js'
import { ENVELOPE_BYTES_MAX, MEMBERSHIP_BYTES_MAX } from '../rpc/limits.js'
import { pbCodec } from '../rpc/pb-codec.js'
import type { Rpc } from '../rpc/rpc.js'

/** What the peer that is asked keeps for others. */
export const HINT_LIST: Rpc<HintListRequest, HintListResponse> = {
  protocol: 'admin',
  method: 61,
  name: 'admin.hint-list',
  request: pbCodec('HintListRequest', HintListRequest),
  response: pbCodec('HintListResponse', HintListResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: MEMBERSHIP_BYTES_MAX,
  timeoutMs: 5_000,
}

/** Replays hints now; answered when all were tried, or shortly before the deadline. */
export const HINT_FLUSH: Rpc<HintFlushRequest, HintFlushResponse> = {
  protocol: 'admin',
  method: 62,
  name: 'admin.hint-flush',
  request: pbCodec('HintFlushRequest', HintFlushRequest),
  response: pbCodec('HintFlushResponse', HintFlushResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: ENVELOPE_BYTES_MAX,
  timeoutMs: 60_000,
}

/** Drops the hints for one target, and marks what it misses. */
export const HINT_DROP: Rpc<HintDropRequest, HintDropResponse> = {
  protocol: 'admin',
  method: 63,
  name: 'admin.hint-drop',
  request: pbCodec('HintDropRequest', HintDropRequest),
  response: pbCodec('HintDropResponse', HintDropResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: ENVELOPE_BYTES_MAX,
  timeoutMs: 60_000,
}

export type { HintDropRequest, HintDropResponse, HintFlushRequest, HintFlushResponse, HintListRequest, HintListResponse, HintTarget } from '../pb/hints.js'
