import { AuthLogRequest, AuthLogResponse, AuthTellRequest, AuthTellResponse } from '../pb/auth.js'
import { ENVELOPE_BYTES_MAX, MEMBERSHIP_BYTES_MAX } from '../rpc/limits.js'
import { pbCodec } from '../rpc/pb-codec.js'
import type { Rpc } from '../rpc/rpc.js'

/** Tells a peer of a revocation, signed by an admin: the peer spreads it. */
export const AUTH_TELL: Rpc<AuthTellRequest, AuthTellResponse> = {
  protocol: 'admin',
  method: 70,
  name: 'admin.auth-tell',
  request: pbCodec('AuthTellRequest', AuthTellRequest),
  response: pbCodec('AuthTellResponse', AuthTellResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: ENVELOPE_BYTES_MAX,
  timeoutMs: 5_000,
}

/** What a peer knows of rights beside the genesis, as far as one message takes. */
export const AUTH_LOG: Rpc<AuthLogRequest, AuthLogResponse> = {
  protocol: 'admin',
  method: 71,
  name: 'admin.auth-log',
  request: pbCodec('AuthLogRequest', AuthLogRequest),
  response: pbCodec('AuthLogResponse', AuthLogResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: MEMBERSHIP_BYTES_MAX,
  timeoutMs: 5_000,
}
