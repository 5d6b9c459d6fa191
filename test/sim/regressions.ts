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
]
