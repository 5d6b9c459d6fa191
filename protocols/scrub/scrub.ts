import { ScrubRequest, ScrubResponse } from '../pb/scrub.js'
import { ENVELOPE_BYTES_MAX } from '../rpc/limits.js'
import { pbCodec } from '../rpc/pb-codec.js'
import type { Rpc } from '../rpc/rpc.js'

/** How far the peer that is asked is with verifying its records; begins a pass. */
export const SCRUB: Rpc<ScrubRequest, ScrubResponse> = {
  protocol: 'admin',
  method: 43,
  name: 'admin.scrub',
  request: pbCodec('ScrubRequest', ScrubRequest),
  response: pbCodec('ScrubResponse', ScrubResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: ENVELOPE_BYTES_MAX,
  timeoutMs: 5_000,
}

export type { ScrubResponse } from '../pb/scrub.js'
