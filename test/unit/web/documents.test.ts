import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ClusterStatus, Member } from '../../../client/results.js'
import type { RingStatus } from '../../../client/ring.js'
import { adviceOf } from '../../../daemon/web/advice.js'
import { partitionState } from '../../../daemon/web/ring-document.js'
import { percentilesOf, trafficDocument } from '../../../daemon/web/traffic-document.js'
import { TrafficLog, TRAFFIC_SAMPLES_MAX, TRAFFIC_STEP_MS, mergeSamples } from '../../../daemon/core/traffic/traffic-log.js'
import { LATENCY_BUCKETS, latencyBucket, latencyEdgeMs } from '../../../protocols/traffic/traffic.js'

const MEMBER: Member = {
  peerId: '12D3a', name: 'a', zone: 'z', state: 'up', stateMs: 0, partitions: 8, weight: 100, keys: 0, diskFreeBytes: 50, diskTotalBytes: 100, storeState: 'open',
  hintsOut: 0, hintsIn: 0, pull: { done: 0, total: 0, leftMs: 0 }, version: '1', seenMsAgo: 0, clockOffsetMs: 0, roundTripMs: null, incarnation: 1, addresses: [],
}
const STATUS: ClusterStatus = { cluster: 'c', ringEpoch: 1, self: '12D3a', partitions: 8, partitionsWithQuorum: 8, fullyReplicated: 8, replicas: 3, members: [MEMBER] }
const RING: RingStatus = { epoch: 2, version: '2-0', partitions: 8, replicas: 3, live: [2, 1], readFrom: 1, members: [], waiting: [], heldBack: [], removed: false }

test('a partition has the worst state that holds', () => {
  assert.equal(partitionState(['dead', 'dead', 'dead'], true, true), 'none')
  assert.equal(partitionState(['alive', 'dead', 'dead'], true, true), 'noQuorum')
  assert.equal(partitionState(['alive', 'alive', 'dead'], true, true), 'degraded')
  assert.equal(partitionState(['alive', 'suspect', 'alive'], false, false), 'degraded')
  assert.equal(partitionState(['alive', 'alive', 'alive'], true, true), 'moving')
  assert.equal(partitionState(['alive', 'alive', 'alive'], false, true), 'differs')
  assert.equal(partitionState(['alive', 'alive', 'alive'], false, false), 'ok')
  assert.equal(partitionState(['alive', 'dead'], false, false), 'noQuorum')
  assert.equal(partitionState(['alive'], false, false), 'ok')
})

test('a healthy cluster needs no advice', () => {
  assert.deepEqual(adviceOf(STATUS, { ...RING, live: [2] }), [])
})

test('everything that is wrong comes with what to run, the worst first', () => {
  const down: Member = { ...MEMBER, peerId: '12D3b', name: 'b', state: 'down', stateMs: 90_000, hintsIn: 7 }
  const full: Member = { ...MEMBER, peerId: '12D3d', name: 'd', diskFreeBytes: 5 }
  const late: Member = { ...MEMBER, peerId: '12D3e', name: 'e', clockOffsetMs: -5_000 }
  const fenced: Member = { ...MEMBER, peerId: '12D3f', name: 'f', storeState: 'fenced' }
  const advice = adviceOf({ ...STATUS, partitionsWithQuorum: 3, members: [MEMBER, down, full, late, fenced] }, RING)
  assert.deepEqual(advice.map(({ severity }) => severity), ['critical', 'critical', 'warning', 'warning', 'warning'])
  assert.ok(advice.every(({ command }) => command !== ''))
  const about = advice.find(({ peerId }) => peerId === '12D3b')
  assert.match(about?.text ?? '', /^b is down for 2 min\. 7 writes are kept for it\./)
  assert.equal(about?.command, 'p2pkv member remove b')
})

test('a peer that was taken out is told to join anew: without a ticket an empty directory would begin a cluster of its own', () => {
  const [advice] = adviceOf(STATUS, { ...RING, removed: true })
  assert.deepEqual([advice?.severity, advice?.command], ['critical', 'p2pkv join TICKET --data NEW'])
  assert.match(advice?.text ?? '', /p2pkv invite/)
})

test('who cannot be removed, because too few would be left, is to be replaced', () => {
  const down: Member = { ...MEMBER, peerId: '12D3d', name: 'd', state: 'down', stateMs: 90_000 }
  const command = (...others: Member[]): string | undefined => adviceOf({ ...STATUS, members: [MEMBER, { ...MEMBER, peerId: '12D3b', name: 'b' }, down, ...others] }, RING)[0]?.command
  assert.equal(command(), 'p2pkv member replace d NEW')
  for (const state of ['left', 'joining'] as const) assert.equal(command({ ...MEMBER, peerId: '12D3e', name: 'e', state }), 'p2pkv member replace d NEW', state)
  assert.equal(command({ ...MEMBER, peerId: '12D3e', name: 'e' }), 'p2pkv member remove d')
})

test('a peer that is in no ring yet is not healthy', () => {
  const joining: ClusterStatus = { ...STATUS, ringEpoch: 0, partitions: 0, partitionsWithQuorum: 0, fullyReplicated: 0, replicas: 0, members: [{ ...MEMBER, state: 'joining' }] }
  assert.deepEqual(adviceOf(joining, { ...RING, epoch: 0, live: [] }).map(({ severity, text, command }) => `${severity}: ${text} ${command}`),
    ['warning: This peer is in no ring yet and serves nothing: it is joining, through the peers that it was given as bootstrap. p2pkv wait --synced'])
})

test('who refuses writes for want of space is critical, and told of once', () => {
  const full: Member = { ...MEMBER, storeState: 'full', diskFreeBytes: 5 }
  assert.deepEqual(adviceOf({ ...STATUS, members: [full] }, RING).map(({ severity, text }) => `${severity}: ${text}`),
    ['critical: The disk of a has too little space, 5 % free: it refuses new writes. Make room on its machine.'])
})

test('a command never holds a name that a shell would obey, or that two members have', () => {
  const command = (name: string): string | undefined => {
    const down: Member = { ...MEMBER, peerId: '12D3b', name, state: 'down', stateMs: 1 }
    return adviceOf({ ...STATUS, replicas: 1, members: [MEMBER, down] }, RING)[0]?.command
  }
  for (const name of ['$(reboot)', 'a; reboot', '-rf', 'a', '']) assert.equal(command(name), 'p2pkv member remove 12D3b', name)
})

test('views that wait for a peer that is down are told with it, once', () => {
  const down: Member = { ...MEMBER, peerId: '12D3b', name: 'b', state: 'down', stateMs: 90_000 }
  const waiting = [{ epoch: 2, what: 'write', peers: ['12D3b'] }, { epoch: 3, what: 'data', peers: ['12D3b'] }] as const
  assert.deepEqual(adviceOf({ ...STATUS, members: [MEMBER, down] }, { ...RING, waiting }).map(({ text }) => text.includes('Views 2, 3 of the ring wait for it.')), [true])
  assert.deepEqual(adviceOf(STATUS, { ...RING, waiting: [{ epoch: 2, what: 'data', peers: ['12D3a'] }] }).map(({ severity, text }) => `${severity}: ${text}`), ['info: View 2 of the ring waits for a to hold all its data.'])
})

test('traffic is remembered by step, for five minutes', () => {
  let now = 10 * TRAFFIC_STEP_MS
  const log = new TrafficLog({ monotonic: () => now })
  log.count('reads_total', 2, { agreed: 'true' })
  log.count('writes_total', 1, { hinted: 'true' })
  log.count('writes_total', 1, { hinted: 'false' })
  log.count('hints_total', 3, { outcome: 'replayed' })
  log.count('hints_total', 5, { outcome: 'dropped' })
  log.count('anti_entropy_pulled_total', 4)
  log.count('anything_else_total', 9)
  log.observe('request_milliseconds', 3, { request: 'get.get', outcome: 'ok' })
  log.observe('request_milliseconds', 3, { request: 'put.put', outcome: 'QUORUM_NOT_MET' })
  log.observe('request_milliseconds', 3, { request: 'probe.probe', outcome: 'ok' })
  // Turned away before anything was begun.
  for (const outcome of ['NOT_AUTHORIZED', 'PROTOCOL']) log.observe('request_milliseconds', 3, { request: 'put.put', outcome })
  assert.equal(log.samples().at(-1)?.reads, 0, 'a step is told when it is over')
  now += TRAFFIC_STEP_MS
  const { getCounts, putCounts, ...counts } = log.samples().at(-1) ?? assert.fail()
  assert.deepEqual(counts, { reads: 2, writes: 2, hinted: 1, failed: 1, refused: 0, readRepairs: 0, hintsBrought: 3, exchanged: 4 })
  assert.deepEqual([getCounts.at(-1), putCounts.length, putCounts.at(-1)], [1, latencyBucket(3) + 1, 1])
  now += (TRAFFIC_SAMPLES_MAX - 1) * TRAFFIC_STEP_MS
  assert.equal(log.samples()[0]?.reads, 2)
  now += TRAFFIC_STEP_MS
  assert.equal(log.samples().reduce((sum, { reads }) => sum + reads, 0), 0)
  assert.equal(log.samples().length, TRAFFIC_SAMPLES_MAX)
})

test('a latency lies in the bucket whose edges are around it', () => {
  for (let bucket = 0; bucket < LATENCY_BUCKETS - 1; bucket++) {
    assert.equal(latencyBucket(latencyEdgeMs(bucket)), bucket)
    assert.equal(latencyBucket(latencyEdgeMs(bucket) * 1.001), bucket + 1)
  }
  assert.deepEqual([latencyBucket(0), latencyBucket(Number.MAX_VALUE)], [0, LATENCY_BUCKETS - 1])
})

test('percentiles are upper edges, never infinite', () => {
  assert.equal(percentilesOf([]), null)
  assert.deepEqual(percentilesOf([50, 49, 1]), { p50: 0.25, p95: 0.35, p99: 0.35 })
  const slow = percentilesOf([...new Array<number>(LATENCY_BUCKETS - 1).fill(0), 5])
  assert.ok(Number.isFinite(slow?.p99))
})

test('samples of peers are summed from the newest; what no peer sends is left out', () => {
  const sample = { reads: 1, writes: 0, hinted: 0, failed: 0, refused: 0, readRepairs: 0, hintsBrought: 0, exchanged: 0, getCounts: [1], putCounts: [] }
  const merged = mergeSamples([[sample, { ...sample, reads: 5 }], [{ ...sample, reads: 7, getCounts: new Array<number>(1_000).fill(1) }]])
  assert.deepEqual(merged.map(({ reads }) => reads), [1, 12])
  assert.equal(merged[1]?.getCounts.length, LATENCY_BUCKETS)
  assert.equal(mergeSamples([new Array<typeof sample>(10_000).fill(sample)]).length, TRAFFIC_SAMPLES_MAX)
  assert.equal(trafficDocument({ peers: [], silent: ['x'] }).samples.length, 0)
})
