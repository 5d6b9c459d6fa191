import { QuorumNotMetError, type Outcome, type ReplicaFailure } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'

export interface WriteNeed {
  /** Acks that count towards W. */
  readonly acks: number
  /** How many of them must be primaries' (Riak's pw). */
  readonly primaryAcks: number
}

export interface WriteAck {
  /** Two acks of one store are one copy. */
  readonly storeId: string
  readonly synced: boolean
  /** For whom a fallback keeps it; undefined: a primary's own ack. */
  readonly hintFor?: NodeId
}

export interface WriteAcks {
  readonly primary: number
  readonly hinted: number
  readonly synced: number
  readonly hintedFor: readonly NodeId[]
}

/** Counts the answers to one write. No clock, no network: driven alike by a daemon, the simulator and a unit test. */
export class WriteQuorum {
  readonly #acks = new Map<string, WriteAck>()
  readonly #failures: ReplicaFailure[] = []
  #pending: number
  #untouched = true

  /** @param asked replicas that the write was sent to so far */
  constructor (asked: number, private readonly need: WriteNeed) { this.#pending = asked }

  /** One more replica was asked (a fallback in place of a primary). */
  ask (): void { this.#pending++ }

  ack (ack: WriteAck): void {
    this.#pending--
    const known = this.#acks.get(ack.storeId)
    if (known === undefined || known.hintFor !== undefined) this.#acks.set(ack.storeId, ack)
  }

  /** @param outcome what the failure says about that replica: only `none` proves that it holds nothing */
  fail (peer: NodeId, code: string, outcome: Outcome): void {
    this.#pending--
    if (outcome !== 'none') this.#untouched = false
    this.#failures.push({ peer, code })
  }

  get acks (): WriteAcks {
    const acks = [...this.#acks.values()]
    const hintedFor = acks.flatMap(({ hintFor }) => hintFor === undefined ? [] : [hintFor])
    return {
      primary: acks.length - hintedFor.length,
      hinted: hintedFor.length,
      synced: acks.filter(({ synced }) => synced).length,
      hintedFor,
    }
  }

  get met (): boolean {
    const { primary, hinted } = this.acks
    return primary + hinted >= this.need.acks && primary >= this.need.primaryAcks
  }

  /** Every answer that is still out, were it an ack, would not be enough. */
  get impossible (): boolean {
    const { primary, hinted } = this.acks
    return primary + hinted + this.#pending < this.need.acks || primary + this.#pending < this.need.primaryAcks
  }

  /** The error of a write that ended without its quorum: `none` only if every replica provably refused it. */
  error (): QuorumNotMetError {
    const { primary, hinted } = this.acks
    const outcome = this.#untouched && this.#acks.size === 0 && this.#pending === 0 ? 'none' : 'unknown'
    return new QuorumNotMetError(this.need.acks, primary + hinted, this.#failures, { outcome })
  }
}
