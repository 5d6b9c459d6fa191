/** More planted bugs: of requests that are out while something else happens. See planted-bugs.ts. */
import { WriteQuorum } from '../../daemon/core/coordinator/write-quorum.js'
import { ReplicaWrite } from '../../daemon/core/coordinator/replica-write.js'
import { InsufficientReplicasError, QuorumNotMetError } from '../../protocols/errors.js'
import { patch } from '../fixtures/patch.js'
import type { PlantedBug } from './planted-bugs.js'
import { drawSwarm, type Fault, type SwarmConfig } from './swarm.js'

const pickOf = (seed: number, index: number): number => (7_919 * seed + 104_729 * index) >>> 0

/** Members are removed although fewer than N are left, while messages are slow and clients say how many replicas they want. */
function shrinking ({ seed }: SwarmConfig): SwarmConfig {
  const faults: Fault[] = [
    { kind: 'delay', atMs: 0, forMs: 1_500, pick: pickOf(seed, 0) },
    { kind: 'shrink', atMs: 300 + pickOf(seed, 1) % 200, forMs: 0, pick: pickOf(seed, 1) },
    { kind: 'shrink', atMs: 800 + pickOf(seed, 2) % 200, forMs: 0, pick: pickOf(seed, 2) },
  ]
  return { ...drawSwarm(seed, true), size: 'small', n: 3, peers: 3, r: 'quorum', w: 'quorum', keys: 2, clients: 4, pauseMs: 10, safetyMs: 1_500, explicitPercent: 100, bufferedPercent: 0, replaceDeadAfterMs: null, faults }
}

export const PLANTED_REQUEST_BUGS: readonly PlantedBug[] = [
  {
    name: 'a write that is out when the ring shrinks below its W is said not to have happened',
    caughtBy: ['invented values'],
    narrow: shrinking,
    plant: () => {
      const { run } = ReplicaWrite.prototype
      const { error } = WriteQuorum.prototype
      const counted = new WeakSet<Error>()
      const undo = [
        patch(WriteQuorum.prototype, 'error', {
          value (this: WriteQuorum) {
            const made = error.call(this)
            counted.add(made)
            return made
          },
        }),
        patch(ReplicaWrite.prototype, 'run', {
          async value (this: ReplicaWrite, ...args: Parameters<typeof run>) {
            try {
              await run.apply(this, args)
            } catch (thrown) {
              throw thrown instanceof QuorumNotMetError && !counted.has(thrown) ? new InsufficientReplicasError(thrown.need, thrown.got) : thrown
            }
          },
        }),
      ]
      return () => { for (const one of undo) one() }
    },
  },
]
