import { encodeRecord } from '../../../protocols/record/record-codec.js'
import { keyText } from '../../../protocols/record/key.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { KvRecord, RecordKey } from '../../../protocols/record/record.js'
import type { Clock, FaultPoints, Meter } from '../env.js'
import type { Hops } from './hops.js'
import type { ReplicaClient } from './replica-client.js'

/** Repairs in the background at a time; one more is left to the next read or to anti-entropy. */
export const REPAIRS_MAX = 256
const REPAIR_TIMEOUT_MS = 2_000

export interface ReadRepairComponents {
  readonly clock: Clock
  readonly meter: Meter
  readonly fault: FaultPoints
  readonly replicas: ReplicaClient
}

/** Sends what a read joined to the replicas that answered with less. */
export class ReadRepair {
  readonly #inBackground = new Set<string>()

  constructor (private readonly components: ReadRepairComponents) {}

  /** One at a time of each key: a hot key that differs is not repaired by every read of it. */
  start (key: RecordKey, record: KvRecord, stale: readonly NodeId[], hops: Hops): void {
    const id = keyText(key)
    if (stale.length === 0 || this.#inBackground.has(id) || this.#inBackground.size >= REPAIRS_MAX) return
    this.#inBackground.add(id)
    const { clock } = this.components
    void this.run(key, record, stale, clock.monotonic() + REPAIR_TIMEOUT_MS, hops, stale.length).finally(() => { this.#inBackground.delete(id) })
  }

  /**
   * Resolves when `enough` hold the record, all have answered, or `deadline` has passed, to how many hold
   * it by then. The others go on.
   */
  async run (key: RecordKey, record: KvRecord, stale: readonly NodeId[], deadline: number, hops: Hops, enough: number): Promise<number> {
    const { clock, fault, meter, replicas } = this.components
    fault.hit('read.repairing')
    const encoded = encodeRecord(record)
    let repaired = 0
    let ended = 0
    return await new Promise<number>(resolve => {
      const timer = clock.after(Math.max(0, deadline - clock.monotonic()), () => { resolve(repaired) })
      const end = (): void => {
        if (repaired < enough && ended < stale.length) return
        timer.cancel()
        resolve(repaired)
      }
      for (const peer of stale) {
        hops.time(peer, 'repair', replicas.store(peer, key, encoded, 'synced', clock.monotonic() + REPAIR_TIMEOUT_MS)).then(() => {
          meter.count('read_repairs_total')
          repaired++
        }, () => { meter.count('read_repairs_failed_total') }).finally(() => {
          ended++
          end()
        })
      }
      end()
    })
  }
}
