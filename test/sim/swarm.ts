/**
 * Draws a whole run from one number: how large the cluster is, what its clients do and what befalls
 * it. Each run has only some kinds of faults: a run with all of them seldom gets far enough to show
 * what one alone would. (Groce et al., "Swarm testing", 2012.) Most runs are small: most bugs show in
 * few peers, keys and steps (Jackson's small scope hypothesis), and the time goes into more of them.
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
/** `shrink`: an operator removes a member although fewer than N are left. Not drawn as the others are: that would draw all runs anew. */
export type RingFaultKind = typeof RING_FAULT_KINDS[number] | 'shrink'
/** Of one machine: `freeze` is silence, after which it answers all at once; `busy` refuses some of what other peers ask. Drawn apart, too. */
export const MACHINE_FAULT_KINDS = ['freeze', 'busy'] as const
/** `queue`: a disk that is slow, and a queue before it that is soon full. Drawn apart as well. */
export type FaultKind = typeof FAULT_KINDS[number] | typeof MACHINE_FAULT_KINDS[number] | 'queue' | RingFaultKind

export function isRingFault (kind: FaultKind): kind is RingFaultKind { return kind === 'shrink' || (RING_FAULT_KINDS as readonly string[]).includes(kind) }

export interface Fault {
  readonly kind: FaultKind
  /** Virtual milliseconds from the start, and for how long. */
  readonly atMs: number
  readonly forMs: number
  /** Chooses peers, links, keys, sizes: whatever the kind needs, the same for the same number. */
  readonly pick: number
}

/** Times that go with the length of a run: a short one must come to hints, repair and reaping all the same. */
export interface Pace {
  /** Requests of clients are given from `requestMsMin` to this. */
  readonly requestMsMin: number
  readonly requestMsMax: number
  /** No fault, and so no message, is delayed for longer than this. */
  readonly faultMsMax: number
  /** More than a run lasts is no worse, and has to be waited for. */
  readonly clockStepMsMax: number
  readonly hintIntervalMs: number
  readonly strayIntervalMs: number
  readonly antiEntropyIntervalMs: number
  readonly ttlMsMin: number
  readonly ttlMsMax: number
  /** With reaping clients turn to other keys after this, and come back. */
  readonly keysChangeMs: number
  readonly reapIntervalMs: number
  /** Longer than a request lives: its time, that of the read repair behind it, and the worst delay of a message. */
  readonly reapQuietMs: number
  readonly graceMs: number
  /** Where clocks are wrong it must be longer than twice what they may be wrong by: an old tombstone must not look newer than a write that follows its removal. */
  readonly graceMsWrongClocks: number
}

const PACES = {
  large: { requestMsMin: 200, requestMsMax: 1_700, faultMsMax: 1_750, clockStepMsMax: 4_000, hintIntervalMs: 1_000, strayIntervalMs: 3_000, antiEntropyIntervalMs: 1_000, ttlMsMin: 200, ttlMsMax: 3_200, keysChangeMs: 800, reapIntervalMs: 200, reapQuietMs: 3_800, graceMs: 300, graceMsWrongClocks: 20_000 },
  small: { requestMsMin: 100, requestMsMax: 600, faultMsMax: 400, clockStepMsMax: 800, hintIntervalMs: 500, strayIntervalMs: 1_000, antiEntropyIntervalMs: 500, ttlMsMin: 60, ttlMsMax: 700, keysChangeMs: 300, reapIntervalMs: 200, reapQuietMs: 1_350, graceMs: 150, graceMsWrongClocks: 5_000 },
} as const satisfies Record<string, Pace>
export type Size = keyof typeof PACES

export function paceOf ({ size = 'large' }: Pick<SwarmConfig, 'size'>): Pace { return PACES[size] }

export interface SwarmConfig {
  readonly seed: number
  /** Absent: large. */
  readonly size?: Size
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
  /** Memory of each store for what was read or written last. Default 0: every read is of the disk. */
  readonly hotRecordsBytesMax?: number
  /** And for the versions of what was written last. Default 0: every write reads first. */
  readonly knownVersionsBytesMax?: number
  /** Of 100 requests, how many come with another one, for another key, as those of getMany and putMany do. Default 0. */
  readonly togetherPercent?: number
  /** See SimClusterInit. Default 0. */
  readonly soonMs?: number
  /** Of 100 requests, how many say themselves how many replicas they want. Default 0. */
  readonly explicitPercent?: number
  /** And how many wait for PATIENT_MS. Default 0. */
  readonly patientPercent?: number
  /** Of 100 values, how many are so large that replicas send only their versions when that is enough. Default 0. */
  readonly largePercent?: number
  /** See SimClusterInit. Default 0. */
  readonly tickMs?: number
  /** See SimFabricInit. Default 0. */
  readonly gatherMs?: number
  /** See SimClusterInit. Default 0. */
  readonly stopMs?: number
  /** After this a hint is dropped, and leaves a mark that only a comparison of trees takes away. Absent: as in use. */
  readonly hintAgeMaxMs?: number
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

/** Longer than it takes to find out, one after the other, that all replicas but the last are silent. */
export const PATIENT_MS = 4_000

/** Room for some records, so that they go again, too. */
const HOT_RECORDS_BYTES = 4_096
const KNOWN_VERSIONS_BYTES = 256
/** Of half of all runs. */
const TOGETHER = { togetherPercent: 40, soonMs: 2 } as const
/** Of so many seeds one is large. */
const LARGE_IN = 64
/** How runs of each size are drawn; each number is a least one and how much more there may be. */
const SIZES = {
  large: { peers: [0, 4], keys: [1, 6], keysReaping: [6, 6], clients: [1, 4], safetyMs: [1_000, 2_500], safetyMsReaping: [5_000, 2_500], pauseMs: [40, 200], pauseMsReaping: [80, 400], faultOf: 4, faults: 3, partitions: [8, 8, 16] },
  // A run with reaping is longer: a key must be deleted, left alone for as long as requests live, and made again.
  small: { peers: [0, 2], keys: [1, 2], keysReaping: [3, 2], clients: [1, 2], safetyMs: [120, 320], safetyMsReaping: [1_400, 600], pauseMs: [10, 50], pauseMsReaping: [60, 160], faultOf: 6, faults: 2, partitions: [4, 8] },
} as const
/** A run with reaping is several times as long: in it trees are compared after pauses that are longer by this. */
const REAPING_REST = 2
/** Of so many small runs without reaping one has somebody away for half of it, with stand-ins for all: else hints are rare. */
const OUTAGE_IN = 4
/** And one has peers that start again just after their clocks were set: time must not go back for them. */
const SET_BACK_IN = 4
const SET_BACKS = 4
const SET_BACK_MS = 50
/** Of so many seeds one changes the ring. */
const RING_CHANGES_IN = 5
/** And of so many others one reaps what is deleted. */
const REAPS_IN = 3
/** A change of the ring takes seconds: such a run has more time, and its faults and requests are spread over it. */
const RING_TIME_FACTOR = 3
/** In a small run fewer of them, within such a part of a second. */
const RING_FAULTS = { large: { of: [2, 5], count: 2, forMs: 2_000 }, small: { of: [1, 4], count: 1, forMs: 700 } } as const

/** Of so many small runs one has clients with wishes of their own. */
const WISHES_IN = 8
/** Such a run may have peers that take their time to stop, and hints that are too old before they can be handed over. */
const STOP_MS = 600
const HINT_AGE_MS = 100

/** Of so many small runs one has stores that refuse what is too much at once, up to so many times. */
const QUEUES_IN = 8
const QUEUES = 3
/** And of so many one has turns like those of a real process. */
const TURNS_IN = 8
const TICK_MS = 0.01
const GATHER_MS = 2

/** @param ring the ring changes in this run; without it as often as RING_CHANGES_IN says. */
export function drawSwarm (seed: number, ring?: boolean): SwarmConfig { return withTurns(withQueues(withWishes(drawUsual(seed, ring)))) }

/** How much happens in one turn of a process, and how late that is by its clock. From a generator of its own, too. */
function withTurns (config: SwarmConfig): SwarmConfig {
  const prng = new SimPrng(config.seed).fork('turns')
  if (config.size !== 'small' || !prng.chance(1, TURNS_IN)) return config
  return { ...config, tickMs: prng.chance(1, 2) ? TICK_MS : 0, gatherMs: prng.chance(1, 2) ? GATHER_MS : 0 }
}

/** The same. */
function withQueues (config: SwarmConfig): SwarmConfig {
  const prng = new SimPrng(config.seed).fork('queues')
  if (config.size !== 'small' || !prng.chance(1, QUEUES_IN)) return config
  const { safetyMs } = config
  const faults = Array.from({ length: 1 + prng.below(QUEUES) }, (): Fault => ({ kind: 'queue', atMs: prng.below(safetyMs), forMs: 50 + prng.below(safetyMs), pick: prng.next() }))
  return { ...config, faults: [...config.faults, ...faults].sort((a, b) => a.atMs - b.atMs) }
}

/** From a generator of its own: all other runs are as they were. */
function withWishes (config: SwarmConfig): SwarmConfig {
  const prng = new SimPrng(config.seed).fork('wishes')
  if (config.size !== 'small' || !prng.chance(1, WISHES_IN)) return config
  const share = (): number => 50 * prng.below(3)
  const { safetyMs } = config
  const faults = MACHINE_FAULT_KINDS.filter(() => prng.chance(1, 2)).map((kind): Fault => ({ kind, atMs: prng.below(safetyMs), forMs: 50 + prng.below(safetyMs), pick: prng.next() }))
  return {
    ...config,
    explicitPercent: share(),
    largePercent: share(),
    patientPercent: prng.chance(1, 4) ? 50 : 0,
    stopMs: prng.chance(1, 2) ? STOP_MS : 0,
    ...(typeof config.antiEntropyIntervalMs === 'number' && prng.chance(1, 2) && { hintAgeMaxMs: HINT_AGE_MS }),
    faults: [...config.faults, ...faults].sort((a, b) => a.atMs - b.atMs),
  }
}

function drawUsual (seed: number, ring?: boolean): SwarmConfig {
  const prng = new SimPrng(seed).fork('ring changes')
  const changes = ring ?? prng.chance(1, RING_CHANGES_IN)
  const config = drawSteady(seed, !changes && new SimPrng(seed).fork('reaping').chance(1, REAPS_IN))
  return changes ? withRingChanges(config, prng.fork('which')) : config.size === 'small' && typeof config.tombstoneGraceMs !== 'number' ? withMore(config) : config
}

/** Faults that belong together, and that drawn one by one seldom meet. */
function withMore (config: SwarmConfig): SwarmConfig {
  const { seed, safetyMs, n } = config
  const prng = new SimPrng(seed).fork('more')
  const faults: Fault[] = [...config.faults]
  const outage = n > 1 && prng.chance(1, OUTAGE_IN)
  if (outage) {
    const kinds = ['isolate', 'isolate', 'kill'] as const
    const kind = kinds[prng.below(kinds.length)] ?? 'isolate'
    faults.push({ kind, atMs: prng.below(Math.floor(safetyMs / 3)), forMs: Math.floor(safetyMs / 2), pick: prng.next() })
  }
  if (prng.chance(1, SET_BACK_IN)) {
    for (let index = 0; index < SET_BACKS; index++) {
      const atMs = Math.floor((index + prng.unit()) * safetyMs / SET_BACKS)
      // The same number strikes the same peer.
      const pick = prng.next()
      faults.push({ kind: 'clock-step', atMs, forMs: 0, pick }, { kind: 'kill', atMs: atMs + SET_BACK_MS, forMs: SET_BACK_MS, pick })
    }
  }
  return { ...config, peers: outage ? Math.max(config.peers, n + 1) : config.peers, faults: faults.sort((a, b) => a.atMs - b.atMs) }
}

function withRingChanges (config: SwarmConfig, prng: SimPrng): SwarmConfig {
  const safetyMs = RING_TIME_FACTOR * config.safetyMs
  const faults: Fault[] = config.faults.map(fault => ({ ...fault, atMs: RING_TIME_FACTOR * fault.atMs, forMs: 2 * fault.forMs }))
  const { of, count: countMax, forMs } = RING_FAULTS[config.size ?? 'large']
  const some = RING_FAULT_KINDS.filter(() => prng.chance(of[0], of[1]))
  for (const kind of some.length > 0 ? some : ['join' as const]) {
    const count = kind === 'death' ? 1 : 1 + prng.below(countMax)
    for (let index = 0; index < count; index++) faults.push({ kind, atMs: prng.below(Math.floor(safetyMs * 0.8)), forMs: 100 + prng.below(forMs), pick: prng.next() })
  }
  return {
    ...config,
    safetyMs,
    pauseMs: RING_TIME_FACTOR * config.pauseMs,
    replaceDeadAfterMs: prng.chance(1, 4) ? 1_000 : null,
    probeIntervalMs: prng.chance(1, 2) ? 200 : 1_000,
    faults: faults.sort((a, b) => a.atMs - b.atMs),
  }
}

function drawSteady (seed: number, reaps: boolean): SwarmConfig {
  const prng = new SimPrng(seed).fork('swarm')
  const pick = <T>(...items: readonly T[]): T => items[prng.below(items.length)] as T
  const from = ([least, more]: readonly [number, number]): number => least + prng.below(more)
  const size: Size = new SimPrng(seed).fork('size').chance(1, LARGE_IN) ? 'large' : 'small'
  const sizes = SIZES[size]
  const pace = PACES[size]
  const n = pick(1, 2, 3, 3, 3, 3)
  const peers = n + from(sizes.peers)
  const quorum = (): Quorum => pick<Quorum>('quorum', 'quorum', 'quorum', 'one', 'all')
  const safetyMs = from(reaps ? sizes.safetyMsReaping : sizes.safetyMs)
  const kinds = FAULT_KINDS.filter(() => prng.chance(1, sizes.faultOf))
  const faults: Fault[] = []
  for (const kind of kinds) {
    const count = kind === 'wipe' || kind === 'power-cut-all' ? 1 : 1 + prng.below(sizes.faults)
    for (let index = 0; index < count; index++) {
      faults.push({ kind, atMs: prng.below(safetyMs), forMs: 50 + prng.below(1 + Math.min(pace.faultMsMax - 50, Math.floor(safetyMs / 2))), pick: prng.next() })
    }
  }
  return {
    seed,
    size,
    peers: Math.max(1, peers),
    n,
    r: quorum(),
    w: quorum(),
    conflict: pick('lww', 'siblings'),
    partitions: pick(...sizes.partitions),
    keys: from(reaps ? sizes.keysReaping : sizes.keys),
    clients: from(sizes.clients),
    safetyMs,
    pauseMs: from(reaps ? sizes.pauseMsReaping : sizes.pauseMs),
    gossip: prng.chance(1, 8) ? 'mesh' : 'direct',
    bufferedPercent: prng.chance(1, 4) ? pick(50, 100) : 0,
    epochBlock: pick(1, 4, 4_096),
    hotRecordsBytesMax: new SimPrng(seed).fork('hot').chance(1, 2) ? HOT_RECORDS_BYTES : 0,
    knownVersionsBytesMax: new SimPrng(seed).fork('versions').chance(1, 2) ? KNOWN_VERSIONS_BYTES : 0,
    ...(new SimPrng(seed).fork('together').chance(1, 2) && TOGETHER),
    antiEntropyIntervalMs: pick(null, reaps ? REAPING_REST * pace.antiEntropyIntervalMs : pace.antiEntropyIntervalMs),
    tombstoneGraceMs: !reaps ? null : kinds.includes('clock-step') || kinds.includes('clock-drift') ? pace.graceMsWrongClocks : pace.graceMs,
    faults: faults.sort((a, b) => a.atMs - b.atMs),
  }
}

/** One line, for people. */
export function describeSwarm (config: SwarmConfig): string {
  const { seed, peers, n, r, w, conflict, partitions, keys, clients, safetyMs, gossip, faults } = config
  const mix = [...new Set(faults.map(({ kind }) => kind))].map(kind => `${kind}×${faults.filter(fault => fault.kind === kind).length}`)
  return `seed ${seed}: ${config.size ?? 'large'}, ${peers} peers, N=${n} R=${r} W=${w}, ${conflict}, ${partitions} partitions, ${keys} keys, ${clients} clients, ${safetyMs} ms, gossip ${gossip}, ${typeof config.antiEntropyIntervalMs !== 'number' ? 'no anti-entropy' : 'anti-entropy'}${typeof config.tombstoneGraceMs !== 'number' ? '' : `, reaping after ${config.tombstoneGraceMs} ms`}${typeof config.replaceDeadAfterMs === 'number' ? `, the dead out after ${config.replaceDeadAfterMs} ms` : ''}; ${mix.join(' ') || 'no faults'}`
}

/** The line that repeats a run. */
export function repeatLine (seed: number, ring = false): string { return `npm run sim -- --seed ${seed}${ring ? ' --ring' : ''} --trace` }
