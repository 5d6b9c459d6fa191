import { LATENCY_BUCKETS, latencyEdgeMs, type TrafficResponse } from '../../protocols/traffic/traffic.js'
import type { LatencyDocument, TrafficDocument } from '../../protocols/web/documents.js'
import { mergeSamples } from '../core/traffic/traffic-log.js'

/** Percentiles of counts by bucket: the upper edge of the bucket in which they lie; null: nothing was counted. */
export function percentilesOf (counts: readonly number[]): LatencyDocument | null {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  const at = (part: number): number => {
    let below = 0
    for (const [bucket, count] of counts.entries()) {
      below += count
      if (below >= part * total) return Math.min(latencyEdgeMs(bucket), latencyEdgeMs(LATENCY_BUCKETS - 2))
    }
    return latencyEdgeMs(LATENCY_BUCKETS - 2)
  }
  const round = (milliseconds: number): number => Math.round(milliseconds * 100) / 100
  return { p50: round(at(0.5)), p95: round(at(0.95)), p99: round(at(0.99)) }
}

export function trafficDocument ({ peers, silent }: TrafficResponse): TrafficDocument {
  const samples = mergeSamples(peers.map(peer => peer.samples)).map(({ getCounts, putCounts, ...counts }) =>
    ({ ...counts, getMs: percentilesOf(getCounts), putMs: percentilesOf(putCounts) }))
  return {
    v: 1,
    stepMs: peers[0]?.stepMs ?? 0,
    samples,
    peers: peers.map(({ peerId, samples: own }) => {
      const sum = (count: 'reads' | 'writes' | 'failed'): number => own.reduce((total, sample) => total + sample[count], 0)
      return { peerId, reads: sum('reads'), writes: sum('writes'), failed: sum('failed') }
    }),
    silent,
  }
}
