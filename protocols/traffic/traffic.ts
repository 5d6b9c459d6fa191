import { TrafficRequest, TrafficResponse } from '../pb/traffic.js'
import { ENVELOPE_BYTES_MAX, MEMBERSHIP_BYTES_MAX } from '../rpc/limits.js'
import { pbCodec } from '../rpc/pb-codec.js'
import type { Rpc } from '../rpc/rpc.js'

/** Latency buckets: each is wider than the one before by the square root of two. */
export const LATENCY_BUCKETS = 32
const FIRST_EDGE_MS = 0.25

/** The upper edge of a latency bucket, milliseconds; the last one has none. */
export function latencyEdgeMs (bucket: number): number {
  return bucket >= LATENCY_BUCKETS - 1 ? Infinity : FIRST_EDGE_MS * 2 ** (bucket / 2)
}

export function latencyBucket (milliseconds: number): number {
  if (milliseconds <= FIRST_EDGE_MS) return 0
  // An edge belongs to the bucket below it, although its logarithm is not exact.
  return Math.min(LATENCY_BUCKETS - 1, Math.ceil(2 * Math.log2(milliseconds / FIRST_EDGE_MS) - 1e-9))
}

/** What the peer that is asked, or every member, did in the last minutes. */
export const TRAFFIC: Rpc<TrafficRequest, TrafficResponse> = {
  protocol: 'admin',
  method: 80,
  name: 'admin.traffic',
  request: pbCodec('TrafficRequest', TrafficRequest),
  response: pbCodec('TrafficResponse', TrafficResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: MEMBERSHIP_BYTES_MAX,
  timeoutMs: 3_000,
}

export type { PeerTraffic, TrafficRequest, TrafficResponse, TrafficSample } from '../pb/traffic.js'
