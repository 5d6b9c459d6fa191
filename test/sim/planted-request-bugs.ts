/** More planted bugs: of requests that are out while something else happens. See planted-bugs.ts. */
import { GetCoordinator } from '../../daemon/core/coordinator/get-coordinator.js'
import { NO_TIMER } from '../../daemon/core/coordinator/hedge.js'
import { ReadQuorum } from '../../daemon/core/coordinator/read-quorum.js'
import { ReplicaRead } from '../../daemon/core/coordinator/replica-read.js'
import { WriteQuorum } from '../../daemon/core/coordinator/write-quorum.js'
import { ReplicaWrite } from '../../daemon/core/coordinator/replica-write.js'
import { Exchange } from '../../daemon/core/repair/exchange.js'
import { HintedHandoff } from '../../daemon/core/repair/hinted-handoff.js'
import type { Timer } from '../../daemon/core/env.js'
import type { Placement } from '../../daemon/core/ring/placement.js'
import { InsufficientReplicasError, QuorumNotMetError } from '../../protocols/errors.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import { patch } from '../fixtures/patch.js'
import type { PlantedBug } from './planted-bugs.js'
import { SimPrng } from './sim-prng.js'
import { drawSwarm, type Fault, type SwarmConfig } from './swarm.js'

const pickOf = (seed: number, index: number): number => (7_919 * seed + 104_729 * index) >>> 0

/** A number that makes the nemesis draw these, one after the other: each is [of how many, which]. */
function picking (seed: number, ...draws: ReadonlyArray<readonly [number, number]>): number {
  for (let pick = pickOf(seed, 0); ; pick = (pick + 1) >>> 0) {
    const prng = new SimPrng(pick)
    if (draws.every(([of, which]) => prng.below(of) === which)) return pick
  }
}

/** Each key has one owner; a new peer takes some of them over, while what one of the peers sends to two others is held back until that is over. */
function heldBack ({ seed }: SwarmConfig): SwarmConfig {
  const faults: Fault[] = [
    { kind: 'delay', atMs: 290, forMs: 6_000, pick: pickOf(seed, 0) },
    { kind: 'join', atMs: 300, forMs: 100, pick: pickOf(seed, 1) },
    ...[1, 2].map((owner): Fault => ({ kind: 'clog', atMs: 330, forMs: 4_200, pick: picking(seed, [5, 0], [5, owner]) })),
  ]
  return { ...drawSwarm(seed, true), size: 'small', gossip: 'mesh', n: 1, peers: 4, r: 'quorum', w: 'quorum', partitions: 16, keys: 8, clients: 12, pauseMs: 30, safetyMs: 6_000, patientPercent: 60, explicitPercent: 0, bufferedPercent: 0, replaceDeadAfterMs: null, faults }
}

/** One peer is silent and another too busy, while clients wait for long. */
function silentAndBusy ({ seed }: SwarmConfig): SwarmConfig {
  const silent = pickOf(seed, 0) % 5
  const faults: Fault[] = [
    { kind: 'busy', atMs: 250, forMs: 6_000, pick: picking(seed, [5, (silent + 1 + pickOf(seed, 1) % 4) % 5]) },
    { kind: 'freeze', atMs: 300, forMs: 6_000, pick: picking(seed, [5, silent]) },
  ]
  return { ...drawSwarm(seed, false), size: 'small', n: 3, peers: 5, r: 'one', w: 'one', partitions: 8, keys: 8, clients: 8, pauseMs: 20, safetyMs: 4_900, patientPercent: 100, explicitPercent: 0, antiEntropyIntervalMs: null, tombstoneGraceMs: null, bufferedPercent: 0, faults }
}

/** Two peers are silent, a primary and who stands in for it. */
function twoSilent (config: SwarmConfig): SwarmConfig {
  const quiet = silentAndBusy(config)
  return { ...quiet, w: 'all', explicitPercent: 0, faults: quiet.faults.map(fault => ({ ...fault, kind: 'freeze', atMs: 300 })) }
}

/** The second peer keeps hints for the first, leaves, cannot reach it, and is stopped before it could give them away. */
function stoppedWhileLeaving ({ seed }: SwarmConfig): SwarmConfig {
  const faults: Fault[] = [
    { kind: 'isolate', atMs: 50, forMs: 850, pick: picking(seed, [4, 0], [3, 0], [3, 1]) },
    { kind: 'clog', atMs: 850, forMs: 20_000, pick: picking(seed, [4, 1], [4, 0]) },
    { kind: 'leave', atMs: 950, forMs: 100, pick: picking(seed, [4, 1]) },
    { kind: 'stop', atMs: 10_200 + pickOf(seed, 1) % 500, forMs: 100, pick: picking(seed, [4, 1]) },
  ]
  return { ...drawSwarm(seed, true), size: 'small', n: 3, peers: 4, r: 'quorum', w: 'quorum', partitions: 8, keys: 8, clients: 6, pauseMs: 100, safetyMs: 11_000, stopMs: 7_000, bufferedPercent: 0, replaceDeadAfterMs: null, faults }
}

/** Peers are cut off in turns, for longer than stand-ins keep what they miss. */
function droppedHints ({ seed }: SwarmConfig): SwarmConfig {
  const faults = [0, 1, 2].map((index): Fault => ({ kind: 'isolate', atMs: 300 * index, forMs: 500, pick: pickOf(seed, index) }))
  return { ...drawSwarm(seed, false), size: 'small', n: 3, peers: 5, r: 'quorum', w: 'quorum', keys: 3, clients: 3, pauseMs: 20, safetyMs: 1_100, bufferedPercent: 0, antiEntropyIntervalMs: 500, tombstoneGraceMs: null, hintAgeMaxMs: 100, faults }
}

/** All values are too large to be sent where versions are enough; nothing else shows what is done with those. */
function largeValues ({ seed }: SwarmConfig): SwarmConfig { return { ...drawSwarm(seed, false), largePercent: 100 } }

/** What is protected, only subclasses and planted bugs may bend. */
const GETS = GetCoordinator.prototype as unknown as { isCurrent: (before: Placement | undefined) => boolean, components: { views: { placement: () => Placement | undefined } } }
const READ = ReplicaRead.prototype as unknown as { doubt: (request: object) => void, silent: (request: object) => void, askInsteadOf: (request: object) => boolean }
const WRITE = ReplicaWrite.prototype as unknown as { hedge: (peer: NodeId, primary: NodeId) => Timer }

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
    from: 5,
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
  {
    name: 'a read that is out when reads move on to a view that was known is answered by those who gave their data away',
    from: 8,
    caughtBy: ['regular reads'],
    narrow: heldBack,
    plant: () => patch(GETS, 'isCurrent', { value (this: typeof GETS, before: Placement | undefined) { return this.components.views.placement()?.head === before?.head } }),
  },
  {
    name: 'a silent replica counts as an answer to come after another was asked instead',
    from: 14,
    caughtBy: ['promptness'],
    narrow: silentAndBusy,
    plant: () => {
      const hedged = new WeakSet<object>()
      const undo = [
        patch(READ, 'doubt', { value (request: object) { hedged.add(request) } }),
        patch(READ, 'silent', { value (this: typeof READ, request: object) { if (!hedged.has(request)) this.askInsteadOf(request) } }),
      ]
      return () => { for (const one of undo) one() }
    },
  },
  {
    name: 'nobody is asked instead of a silent stand-in',
    from: 4,
    caughtBy: ['promptness'],
    narrow: twoSilent,
    plant: () => {
      const { hedge } = WRITE
      return patch(WRITE, 'hedge', { value (this: typeof WRITE, peer: NodeId, primary: NodeId) { return peer === primary ? hedge.call(this, peer, primary) : NO_TIMER } })
    },
  },
  {
    name: 'who is stopped while it gives its hints away says that it has left',
    caughtBy: ['views'],
    narrow: stoppedWhileLeaving,
    plant: () => {
      const { drain } = HintedHandoff.prototype
      return patch(HintedHandoff.prototype, 'drain', {
        async value (this: HintedHandoff) {
          await drain.call(this)
          return 0
        },
      })
    },
  },
  {
    name: 'a large value that is known by its version alone is shown as none',
    caughtBy: ['invented values'],
    narrow: largeValues,
    plant: () => patch(ReadQuorum.prototype, 'valueHolders', { value: () => [] }),
  },
  {
    name: 'the mark of a dropped hint stays at a stand-in',
    caughtBy: ['liveness'],
    narrow: droppedHints,
    plant: () => patch(Exchange.prototype, 'areAlike', { value: async () => false }),
  },
]
