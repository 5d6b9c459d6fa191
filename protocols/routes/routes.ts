import { RoutesRequest, RoutesResponse } from '../pb/routes.js'
import { ENVELOPE_BYTES_MAX } from '../rpc/limits.js'
import { pbCodec } from '../rpc/pb-codec.js'
import type { Rpc } from '../rpc/rpc.js'

/** The members and primaries of the ring, as far as the peer that is asked knows; whoever may read anything may ask. */
export const ROUTES: Rpc<RoutesRequest, RoutesResponse> = {
  protocol: 'get',
  method: 2,
  name: 'get.routes',
  request: pbCodec('RoutesRequest', RoutesRequest),
  response: pbCodec('RoutesResponse', RoutesResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  /** 65,536 partitions of 7 replicas, and 1,000 members with all their addresses. */
  responseBytesMax: 2 * 1024 * 1024,
  timeoutMs: 5_000,
}

/** In `primaries`: fewer members than replicas. */
export const NOBODY = 0xffff

export type { RouteMember, RoutesResponse } from '../pb/routes.js'
