/** More planted bugs: of what a store keeps beside its records, and of stores that refuse what is too much at once. See planted-bugs.ts. */
import { KnownKeys, type KnownKeysComponents } from '../../storage/known-keys.js'
import { RecordIndexes } from '../../storage/record-indexes.js'
import type { Store, StoreEntry } from '../../storage/store.js'
import { patch } from '../fixtures/patch.js'
import type { PlantedBug } from './planted-bugs.js'
import { drawSwarm, type Fault, type SwarmConfig } from './swarm.js'

const pickOf = (seed: number, index: number): number => (7_919 * seed + 104_729 * index) >>> 0

/** Disks are slow and their queues short, while many clients write. */
export function fullQueues ({ seed }: SwarmConfig): SwarmConfig {
  const faults = [0, 1, 2, 3].map((index): Fault => ({ kind: 'queue', atMs: 150 * index, forMs: 300, pick: pickOf(seed, index) }))
  return { ...drawSwarm(seed, false), size: 'small', n: 3, peers: 3, r: 'quorum', w: 'quorum', keys: 6, clients: 8, pauseMs: 5, safetyMs: 600, togetherPercent: 40, soonMs: 2, bufferedPercent: 0, tombstoneGraceMs: null, faults }
}

const KNOWN = KnownKeys.prototype as unknown as { components: KnownKeysComponents, gather: () => void }

async function * nothing (): AsyncGenerator<StoreEntry> {}

export const PLANTED_STORE_BUGS: readonly PlantedBug[] = [
  {
    name: 'a write that the store refused stays in the tree',
    caughtBy: ['trees', 'liveness'],
    narrow: fullQueues,
    plant: () => patch(RecordIndexes.prototype, 'distrustLeafOf', { value: () => {} }),
  },
  {
    name: 'keys that were stored before a start are taken for new',
    caughtBy: ['trees', 'lost writes', 'regular reads', 'convergence', 'invented values', 'stamps'],
    plant: () => {
      const { gather } = KNOWN
      return patch(KNOWN, 'gather', {
        value (this: typeof KNOWN) {
          this.components = { ...this.components, store: { scan: nothing } as unknown as Store }
          gather.call(this)
        },
      })
    },
  },
]
