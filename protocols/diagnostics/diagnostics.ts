import { DiagnosticsRequest, DiagnosticsResponse } from '../pb/diagnostics.js'
import { ENVELOPE_BYTES_MAX, MEMBERSHIP_BYTES_MAX } from '../rpc/limits.js'
import { pbCodec } from '../rpc/pb-codec.js'
import type { Rpc } from '../rpc/rpc.js'

/** What the peer that is asked tells of itself to whoever looks for a fault. */
export const DIAGNOSTICS: Rpc<DiagnosticsRequest, DiagnosticsResponse> = {
  protocol: 'admin',
  method: 35,
  name: 'admin.diagnostics',
  request: pbCodec('DiagnosticsRequest', DiagnosticsRequest),
  response: pbCodec('DiagnosticsResponse', DiagnosticsResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: MEMBERSHIP_BYTES_MAX,
  timeoutMs: 5_000,
}
