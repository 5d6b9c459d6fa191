import { ExchangeRequest, ExchangeResponse, FetchViewsRequest, FetchViewsResponse, JoinRequest, JoinResponse } from '../pb/membership.js'
import { ENVELOPE_BYTES_MAX, MEMBERSHIP_BYTES_MAX } from '../rpc/limits.js'
import { pbCodec } from '../rpc/pb-codec.js'
import type { Rpc } from '../rpc/rpc.js'

/** Both sides tell each other what their member tables differ in, and end with the union. */
export const EXCHANGE: Rpc<ExchangeRequest, ExchangeResponse> = {
  protocol: 'membership',
  method: 1,
  name: 'membership.exchange',
  request: pbCodec('ExchangeRequest', ExchangeRequest),
  response: pbCodec('ExchangeResponse', ExchangeResponse),
  requestBytesMax: MEMBERSHIP_BYTES_MAX,
  responseBytesMax: MEMBERSHIP_BYTES_MAX,
  timeoutMs: 5_000,
}

/** Ring views in the order of their epochs. */
export const FETCH_VIEWS: Rpc<FetchViewsRequest, FetchViewsResponse> = {
  protocol: 'membership',
  method: 2,
  name: 'membership.fetch-views',
  request: pbCodec('FetchViewsRequest', FetchViewsRequest),
  response: pbCodec('FetchViewsResponse', FetchViewsResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: MEMBERSHIP_BYTES_MAX,
  timeoutMs: 5_000,
}

/** Asks a member to issue a ring view that includes the sender. */
export const JOIN: Rpc<JoinRequest, JoinResponse> = {
  protocol: 'membership',
  method: 3,
  name: 'membership.join',
  request: pbCodec('JoinRequest', JoinRequest),
  response: pbCodec('JoinResponse', JoinResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: ENVELOPE_BYTES_MAX,
  timeoutMs: 10_000,
}
