import { ProtocolError } from '../../../protocols/errors.js'
import { decodeRecord } from '../../../protocols/record/record-codec.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { RecordKey } from '../../../protocols/record/record.js'
import { VERSIONS_KEYS_MAX, type VersionsAnswer, type VersionsResponse } from '../../../protocols/replicate/replicate.js'
import { fromStatus } from '../../../protocols/rpc/status.js'
import type { Clock, Env } from '../env.js'
import type { ReplicaAnswer } from './replica-client.js'

export interface VersionReadsComponents {
  readonly clock: Clock
  readonly soon?: Env['soon']
  /** Sends one request for the versions of some keys. */
  readonly ask: (peer: NodeId, keys: readonly RecordKey[], deadline: number) => Promise<VersionsResponse>
}

/** What one replica is asked for together. */
interface Batch {
  readonly peer: NodeId
  /** How long they wait, as a power of two. */
  readonly waits: number
  /** Of the one that waits longest. */
  deadline: number
  readonly keys: RecordKey[]
  readonly waiting: Array<{ readonly resolve: (answer: ReplicaAnswer) => void, readonly reject: (error: unknown) => void }>
}

/**
 * Asks replicas for versions: for all that reads ask a replica for in one turn at once, since what a small request costs is that
 * it is one. Reads that wait about as long share it, so that none of them ends much later than its own deadline says.
 */
export class VersionReads {
  #open: Batch[] = []

  constructor (private readonly components: VersionReadsComponents) {}

  /** @throws whatever became of the request, or of this key */
  read (peer: NodeId, key: RecordKey, deadline: number): Promise<ReplicaAnswer> {
    return new Promise((resolve, reject) => {
      const batch = this.#batchOf(peer, deadline)
      batch.deadline = Math.max(batch.deadline, deadline)
      batch.waiting.push({ resolve, reject })
      if (batch.keys.push(key) < VERSIONS_KEYS_MAX) return
      this.#open = this.#open.filter(other => other !== batch)
      this.#send(batch)
    })
  }

  #batchOf (peer: NodeId, deadline: number): Batch {
    const waits = 32 - Math.clz32(Math.max(1, deadline - this.components.clock.monotonic()))
    for (const batch of this.#open) if (batch.peer === peer && batch.waits === waits) return batch
    const batch: Batch = { peer, waits, deadline, keys: [], waiting: [] }
    if (this.#open.length === 0) (this.components.soon ?? whenSettled)(() => { this.#sendAll() })
    this.#open.push(batch)
    return batch
  }

  #sendAll (): void {
    const batches = this.#open
    this.#open = []
    for (const batch of batches) this.#send(batch)
  }

  #send ({ peer, keys, waiting, deadline }: Batch): void {
    this.components.ask(peer, keys, deadline).then(({ answers, view }) => {
      if (answers.length !== keys.length) throw new ProtocolError(`${peer} was asked for the versions of ${keys.length} keys and answered for ${answers.length}`)
      waiting.forEach(({ resolve, reject }, index) => {
        try {
          resolve(answerOf(answers[index] as VersionsAnswer, view))
        } catch (error) {
          reject(error)
        }
      })
    }).catch((error: unknown) => {
      for (const { reject } of waiting) reject(error)
    })
  }
}

/** What arrives together is begun in one go, before any promise is looked at. */
function whenSettled (fn: () => void): void { void Promise.resolve().then(fn) }

function answerOf ({ record, versionsOnly, status, details }: VersionsAnswer, view: ReplicaAnswer['view']): ReplicaAnswer {
  if (status !== 0) throw fromStatus(status, details)
  return { record: record === undefined ? undefined : decodeRecord(record), versionsOnly, view }
}
