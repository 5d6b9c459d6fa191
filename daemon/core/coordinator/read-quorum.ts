import { QuorumNotMetError, type ReplicaFailure } from '../../../protocols/errors.js'
import { mergeRecords, equalRecords } from '../../../protocols/record/dvv-set.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { KvRecord } from '../../../protocols/record/record.js'

const CORRUPT_RECORD = 'CORRUPT_RECORD'

export interface ReadResult {
  /** The join of every answer; undefined when all who answered have nothing. */
  readonly record: KvRecord | undefined
  readonly answered: number
  readonly agreed: boolean
}

/** Collects the answers to one read. No clock, no network. */
export class ReadQuorum {
  readonly #answers = new Map<NodeId, KvRecord | undefined>()
  readonly #failures: ReplicaFailure[] = []
  readonly #unreadable = new Set<NodeId>()
  #pending = 0

  /**
   * @param need replicas that must answer (R)
   * @param primaries replicas there are (N)
   */
  constructor (private readonly need: number, private readonly primaries: number) {}

  ask (): void { this.#pending++ }

  /** @param record undefined: this replica has nothing under the key */
  answer (from: NodeId, record: KvRecord | undefined): void {
    this.#pending--
    this.#answers.set(from, record)
  }

  /** No answer: a corrupt copy is one too, and never "nothing"; but read repair can replace it. */
  fail (peer: NodeId, code: string): void {
    this.#pending--
    if (code === CORRUPT_RECORD) this.#unreadable.add(peer)
    this.#failures.push({ peer, code })
  }

  get met (): boolean { return this.#answers.size >= this.need }
  /** How many more replicas should be asked for the quorum to be possible. */
  get missing (): number { return Math.max(0, this.need - this.#answers.size - this.#pending) }

  result (): ReadResult {
    const records = [...this.#answers.values()]
    const record = records.reduce((joined, next) => joined === undefined ? next : next === undefined ? joined : mergeRecords(joined, next), undefined)
    return { record, answered: records.length, agreed: this.stale().length === 0 }
  }

  /**
   * Who answered with less than the join: read repair sends them all of it. So it does to those that
   * cannot read their copies, but only when all others have answered: what such a copy held may be
   * known to just one other, and a replica that answers again without it would hide that.
   */
  stale (): NodeId[] {
    const joined = [...this.#answers.values()].reduce((a, b) => a === undefined ? b : b === undefined ? a : mergeRecords(a, b), undefined)
    if (joined === undefined) return []
    const behind = [...this.#answers].filter(([, record]) => record === undefined || !equalRecords(record, joined)).map(([peer]) => peer)
    return this.#answers.size + this.#unreadable.size < this.primaries ? behind : [...behind, ...this.#unreadable]
  }

  error (): QuorumNotMetError {
    return new QuorumNotMetError(this.need, this.#answers.size, this.#failures, { outcome: 'none' })
  }
}
