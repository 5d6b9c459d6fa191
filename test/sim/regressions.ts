/** Runs that once failed, made smaller, by what they taught. A config and not a seed: what a seed draws changes. */
import type { SwarmConfig } from './swarm.js'

export interface Regression {
  /** What holds now. */
  readonly name: string
  readonly config: SwarmConfig
}

const QUORUMS = { r: 'quorum', w: 'quorum', conflict: 'siblings', partitions: 16, gossip: 'direct', bufferedPercent: 0, epochBlock: 4_096 } as const

export const REGRESSIONS: readonly Regression[] = [
  {
    name: 'a put that a silent primary may have is not said to be applied nowhere because the next one refused it',
    config: {
      ...QUORUMS,
      seed: 20_543,
      peers: 5,
      n: 3,
      keys: 5,
      clients: 3,
      safetyMs: 1_095,
      pauseMs: 51,
      faults: [{ kind: 'disk-full', atMs: 3, forMs: 1_118, pick: 1_365_435_509 }, { kind: 'loss', atMs: 861, forMs: 196, pick: 2_184_941_630 }],
    },
  },
  {
    name: 'a copy that rotted is repaired by a read, although the read that finds it fails',
    config: {
      ...QUORUMS,
      r: 'all',
      seed: 20_000,
      peers: 2,
      n: 2,
      keys: 1,
      clients: 1,
      safetyMs: 241,
      pauseMs: 237,
      faults: [{ kind: 'rot', atMs: 197, forMs: 1_009, pick: 2_778_463_164 }],
    },
  },
  {
    name: 'a put whose own commit failed is not said to be applied nowhere: a read was shown it meanwhile',
    config: {
      ...QUORUMS,
      conflict: 'lww',
      r: 'one',
      w: 'one',
      partitions: 8,
      seed: 1,
      peers: 1,
      n: 1,
      keys: 1,
      clients: 3,
      safetyMs: 411,
      pauseMs: 30,
      faults: [{ kind: 'disk-slow', atMs: 100, forMs: 2_000, pick: 7_919 }, { kind: 'disk-full', atMs: 400, forMs: 600, pick: 3 }],
    },
  },
  {
    name: 'a ring view of which gossip was lost is known to all within a minute',
    config: {
      ...QUORUMS,
      conflict: 'lww',
      r: 'one',
      seed: 1_348,
      peers: 5,
      n: 3,
      keys: 4,
      clients: 1,
      safetyMs: 2_522,
      pauseMs: 95,
      faults: [
        { kind: 'wipe', atMs: 51, forMs: 568, pick: 3_483_746_703 },
        { kind: 'isolate', atMs: 424, forMs: 996, pick: 4_124_880_407 },
        { kind: 'fault-point', atMs: 440, forMs: 887, pick: 126_124_824 },
        { kind: 'power-cut', atMs: 588, forMs: 1_163, pick: 2_125_787_044 },
        { kind: 'kill', atMs: 1_370, forMs: 1_262, pick: 1_708_286_690 },
        { kind: 'halves', atMs: 1_924, forMs: 594, pick: 3_073_216_426 },
      ],
    },
  },
  {
    name: 'a member that comes back while a view without it is being made is not taken out, and all that follows is seen',
    config: {
      ...QUORUMS,
      w: 'all',
      seed: 2_028,
      peers: 3,
      n: 3,
      keys: 1,
      clients: 1,
      safetyMs: 8_352,
      pauseMs: 318,
      epochBlock: 4_096,
      antiEntropyIntervalMs: 1_000,
      replaceDeadAfterMs: 1_000,
      probeIntervalMs: 200,
      faults: [
        { kind: 'join', atMs: 36, forMs: 812, pick: 3_625_633_006 },
        { kind: 'kill', atMs: 1_098, forMs: 2_304, pick: 2_454_926_387 },
        { kind: 'ring-fault-point', atMs: 1_608, forMs: 276, pick: 2_171_896_441 },
        { kind: 'ring-fault-point', atMs: 2_274, forMs: 1_993, pick: 1_488_138_860 },
        { kind: 'disk-full', atMs: 2_925, forMs: 2_302, pick: 3_601_813_999 },
        { kind: 'reweigh', atMs: 3_481, forMs: 1_113, pick: 4_009_191_301 },
        { kind: 'join', atMs: 6_246, forMs: 1_868, pick: 1_511_375_606 },
      ],
    },
  },
]
