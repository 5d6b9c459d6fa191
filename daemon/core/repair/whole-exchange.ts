import { CorruptRecordError, OverloadedError } from '../../../protocols/errors.js'
import { PUT_DURABILITY } from '../../../protocols/put/put.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { REPLICA_STORE, type ViewId } from '../../../protocols/replicate/replicate.js'
import type { RecordStore, ScannedRecord } from '../../../storage/record-store.js'
import type { Clock, Network } from '../env.js'
import type { BulkPull } from './bulk-pull.js'
import type { PullExchange } from './transfer.js'
import type { PushExchange } from './stray-handoff.js'

const PUSH_AT_ONCE = 32
const BUSY_WAIT_MS_MAX = 1_000

export interface WholeExchangeComponents {
  readonly clock: Clock
  readonly network: Network
  readonly records: Pick<RecordStore, 'scanPartition'>
  readonly bulk: BulkPull
  readonly viewId: () => ViewId | undefined
}

/**
 * Makes a partition equal by sending all of it: what transfers use where no tree can tell what differs.
 * Costs the whole partition each time; the tree exchange costs what differs.
 */
export class WholeExchange {
  constructor (private readonly components: WholeExchangeComponents) {}

  readonly pull: PullExchange = {
    sync: async (peer, partition) => {
      await this.components.bulk.run(peer, partition, { after: undefined, takes: () => true, wanted: () => true, stored: async () => {} })
      return { equal: true, pulled: 0 }
    },
  }

  readonly push: PushExchange = {
    sync: async (peer, partition, { deadline }) => {
      const snapshot = this.components.records.scanPartition(partition)
      try {
        await Promise.all(Array.from({ length: PUSH_AT_ONCE }, async () => {
          for await (const { key, encoded } of { [Symbol.asyncIterator]: () => ({ next: async () => await snapshot.next() }) }) {
            if (!(encoded instanceof CorruptRecordError)) await this.#store(peer, key, encoded, deadline)
          }
        }))
      } finally {
        await snapshot.return(undefined)
      }
    },
  }

  async #store (peer: NodeId, { bucket, key }: ScannedRecord['key'], record: Uint8Array, deadline: number): Promise<void> {
    const { clock, network, viewId } = this.components
    for (;;) {
      try {
        await network.request(peer, REPLICA_STORE, { bucket, key, record, view: viewId(), durability: PUT_DURABILITY.synced, hintFor: '', hintAgeMs: 0 }, { deadline })
        return
      } catch (error) {
        if (!(error instanceof OverloadedError) || clock.monotonic() >= deadline) throw error
        await new Promise<void>(resolve => { clock.after(Math.min(error.retryAfterMs, BUSY_WAIT_MS_MAX), resolve) })
      }
    }
  }
}
