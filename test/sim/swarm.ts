/**
 * Draws a whole run from one number: how large the cluster is, what its clients do and what befalls
 * it. Each run has only some kinds of faults: a run with all of them seldom gets far enough to show
 * what one alone would. (Groce et al., "Swarm testing", 2012.)
 */
import type { BucketProperties } from '../../daemon/core/bucket.js'
import type { Quorum } from '../../protocols/rpc/quorum.js'
import { SimPrng } from './sim-prng.js'

export const FAULT_KINDS = [
  'kill', 'power-cut', 'power-cut-all', 'stop', 'isolate', 'halves', 'links', 'loss', 'delay', 'clog',
  'clock-step', 'clock-drift', 'disk-slow', 'disk-full', 'rot', 'wipe', 'fault-point', 'reap-point',
] as const
/** What happens to the ring itself. Drawn apart from the rest, so that a run is the same without them. */
export const RING_FAULT_KINDS = ['join', 'leave', 'remove', 'replace', 'death', 'reweigh', 'ring-fault-point'] as const
export type RingFaultKind = typeof RING_FAULT_KINDS[number]
export type FaultKind = typeof FAULT_KINDS[number] | RingFaultKind

export function isRingFault (kind: FaultKind): kind is RingFaultKind { return (RING_FAULT_KINDS as readonly string[]).includes(kind) }

export interface Fault {
  readonly kind: FaultKind
  /** Virtual milliseconds from the start, and for how long. */
  readonly atMs: number
  readonly forMs: number
  /** Chooses peers, links, keys, sizes: whatever the kind needs, the same for the same number. */
  readonly pick: number
}

export interface SwarmConfig {
  readonly seed: number
  readonly peers: number
  readonly n: number
  readonly r: Quorum
  readonly w: Quorum
  readonly conflict: BucketProperties['conflict']
  readonly partitions: number
  readonly keys: number
  readonly clients: number
  readonly safetyMs: number
  /** Mean pause of a client between two operations. */
  readonly pauseMs: number
  readonly gossip: 'direct' | 'mesh'
  /** Of 100 writes, how many ask for `buffered`. */
  readonly bufferedPercent: number
  /** Key epochs in one lease. */
  readonly epochBlock: number
  /** Between two comparisons of a pair of primaries; null or absent: none, reads alone repair. */
  readonly antiEntropyIntervalMs?: number | null
  /** Null or absent: who is down keeps its place. */
  readonly replaceDeadAfterMs?: number | null
  /** Default 1,000. */
  readonly probeIntervalMs?: number
  /** After how long deleted keys are reaped; null or absent: never. */
  readonly tombstoneGraceMs?: number | null
  readonly faults: readonly Fault[]
}

/** Fault points that a run may arm: of the simulated disk, and of the core. */
export const FAULT_POINTS = [
  'disk.before-write', 'disk.before-sync', 'disk.after-sync',
  'put.written', 'put.acknowledged', 'replica.stored', 'read.repairing', 'ring.saved',
] as const

/** Where peers die that move data to its new owners. */
export const RING_FAULT_POINTS = ['transfer.page', 'transfer.filled', 'stray.confirmed', 'stray.deleted', 'ring.saved'] as const
/** And those that remove deleted keys. */
export const REAP_POINTS = ['reap.confirmed', 'reap.removed', 'reap.asked'] as const

/**
 * Short, so that keys are deleted, reaped and made again within one run. Where clocks are wrong it must be longer than
 * twice what they may be wrong by: an old tombstone must not look newer than a write that follows its removal.
 */
const GRACE_MS = 300
const GRACE_MS_WRONG_CLOCKS = 20_000
/** A run with reaping is longer: a key must be deleted, left alone for as long as requests live, and made again. */
const REAPING_MS = 5_000
/** No fault, and so no message, is delayed for longer than this. */
const FAULT_MS_MAX = 1_750
/** Of so many seeds one changes the ring. */
const RING_CHANGES_IN = 4
/** A change of the ring takes seconds: such a run has more time, and its faults and requests are spread over it. */
const RING_TIME_FACTOR = 3

/** @param ring the ring changes in this run; without it in one of four. Half of the others reap what is deleted. */
export function drawSwarm (seed: number, ring?: boolean): SwarmConfig {
  const prng = new SimPrng(seed).fork('ring changes')
  const changes = ring ?? prng.chance(1, RING_CHANGES_IN)
  const config = drawSteady(seed, !changes && new SimPrng(seed).fork('reaping').chance(1, 2))
  return changes ? withRingChanges(config, prng.fork('which')) : config
}

function withRingChanges (config: SwarmConfig, prng: SimPrng): SwarmConfig {
  const safetyMs = RING_TIME_FACTOR * config.safetyMs
  const faults: Fault[] = config.faults.map(fault => ({ ...fault, atMs: RING_TIME_FACTOR * fault.atMs, forMs: 2 * fault.forMs }))
  const some = RING_FAULT_KINDS.filter(() => prng.chance(2, 5))
  for (const kind of some.length > 0 ? some : ['join' as const]) {
    const count = kind === 'death' ? 1 : 1 + prng.below(2)
    for (let index = 0; index < count; index++) faults.push({ kind, atMs: prng.below(Math.floor(safetyMs * 0.8)), forMs: 100 + prng.below(2_000), pick: prng.next() })
  }
  return {
    ...config,
    safetyMs,
    pauseMs: 2 * config.pauseMs,
    replaceDeadAfterMs: prng.chance(1, 4) ? 1_000 : null,
    probeIntervalMs: prng.chance(1, 2) ? 200 : 1_000,
    faults: faults.sort((a, b) => a.atMs - b.atMs),
  }
}

function drawSteady (seed: number, reaps: boolean): SwarmConfig {
  const prng = new SimPrng(seed).fork('swarm')
  const pick = <T>(...items: readonly T[]): T => items[prng.below(items.length)] as T
  const n = pick(1, 2, 3, 3, 3, 3)
  const peers = n + prng.below(4)
  const quorum = (): Quorum => pick<Quorum>('quorum', 'quorum', 'quorum', 'one', 'all')
  const safetyMs = (reaps ? REAPING_MS : 1_000) + prng.below(2_500)
  const kinds = FAULT_KINDS.filter(() => prng.chance(1, 4))
  const faults: Fault[] = []
  for (const kind of kinds) {
    const count = kind === 'wipe' || kind === 'power-cut-all' ? 1 : 1 + prng.below(3)
    for (let index = 0; index < count; index++) {
      faults.push({ kind, atMs: prng.below(safetyMs), forMs: 50 + prng.below(1 + Math.min(FAULT_MS_MAX, Math.floor(safetyMs / 2))), pick: prng.next() })
    }
  }
  return {
    seed,
    peers: Math.max(1, peers),
    n,
    r: quorum(),
    w: quorum(),
    conflict: pick('lww', 'siblings'),
    partitions: pick(8, 8, 16),
    keys: (reaps ? 6 : 1) + prng.below(6),
    clients: 1 + prng.below(4),
    safetyMs,
    pauseMs: (reaps ? 2 : 1) * (40 + prng.below(200)),
    gossip: prng.chance(1, 8) ? 'mesh' : 'direct',
    bufferedPercent: prng.chance(1, 4) ? pick(50, 100) : 0,
    epochBlock: pick(1, 4, 4_096),
    antiEntropyIntervalMs: pick(null, 1_000),
    tombstoneGraceMs: !reaps ? null : kinds.includes('clock-step') || kinds.includes('clock-drift') ? GRACE_MS_WRONG_CLOCKS : GRACE_MS,
    faults: faults.sort((a, b) => a.atMs - b.atMs),
  }
}

/** One line, for people. */
export function describeSwarm (config: SwarmConfig): string {
  const { seed, peers, n, r, w, conflict, partitions, keys, clients, safetyMs, gossip, faults } = config
  const mix = [...new Set(faults.map(({ kind }) => kind))].map(kind => `${kind}×${faults.filter(fault => fault.kind === kind).length}`)
  return `seed ${seed}: ${peers} peers, N=${n} R=${r} W=${w}, ${conflict}, ${partitions} partitions, ${keys} keys, ${clients} clients, ${safetyMs} ms, gossip ${gossip}, ${typeof config.antiEntropyIntervalMs !== 'number' ? 'no anti-entropy' : 'anti-entropy'}${typeof config.tombstoneGraceMs !== 'number' ? '' : `, reaping after ${config.tombstoneGraceMs} ms`}${typeof config.replaceDeadAfterMs === 'number' ? `, the dead out after ${config.replaceDeadAfterMs} ms` : ''}; ${mix.join(' ') || 'no faults'}`
}

/** The line that repeats a run. */
export function repeatLine (seed: number, ring = false): string { return `npm run sim -- --seed ${seed}${ring ? ' --ring' : ''} --trace` }
