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
}

export interface WriteAcks {
  readonly primary: number
  readonly hinted: number
  readonly synced: number
  readonly hintedFor: readonly NodeId[]
}

const NO_VIEW = { primary: 0, hinted: 0, synced: 0, hintedFor: [], need: 0, primaries: 0 }

interface View { readonly primaries: readonly NodeId[], readonly need: WriteNeed }

/** What is known of one primary's copy. */
interface Place { own: WriteAck | undefined, hint: WriteAck | undefined, pendingOwn: number, pendingHints: number }

/**
 * Counts the answers to one write, in every live ring view for itself. A primary's place is filled once:
 * by its own ack, or by that of a stand-in which keeps a hint for it. No clock, no network.
 */
export class WriteQuorum {
  readonly #views: View[] = []
  readonly #places = new Map<NodeId, Place>()
  readonly #failures: ReplicaFailure[] = []
  #untouched = true

  addView (primaries: readonly NodeId[], need: WriteNeed): void {
    const same = this.#views.some(view => view.need.acks === need.acks && view.need.primaryAcks === need.primaryAcks &&
      view.primaries.length === primaries.length && view.primaries.every(peer => primaries.includes(peer)))
    if (!same) this.#views.push({ primaries, need })
  }

  /** @param hintFor the primary that a stand-in is asked for; undefined: the primary itself is asked */
  ask (peer: NodeId, hintFor?: NodeId): void {
    if (hintFor === undefined) this.#place(peer).pendingOwn++
    else this.#place(hintFor).pendingHints++
  }

  ack (peer: NodeId, ack: WriteAck, hintFor?: NodeId): void {
    const place = this.#place(hintFor ?? peer)
    if (hintFor === undefined) {
      place.pendingOwn--
      place.own = ack
    } else {
      place.pendingHints--
      place.hint = ack
    }
  }

  /** @param outcome what the failure says about that replica: only `none` proves that it holds nothing */
  fail (peer: NodeId, code: string, outcome: Outcome, hintFor?: NodeId): void {
    const place = this.#place(hintFor ?? peer)
    if (hintFor === undefined) place.pendingOwn--
    else place.pendingHints--
    if (outcome !== 'none') this.#untouched = false
    this.#failures.push({ peer, code })
  }

  /**
   * Of the view where the fewest primaries have it, beside what it needs: a peer that stands in for a primary of the view
   * that reads come from, and is becoming a primary itself in the next one, is not found by those reads.
   */
  get weakest (): WriteAcks & { readonly need: number, readonly primaries: number } {
    const [weakest] = this.#views.map(view => this.#acksOf(view)).sort((x, y) => x.primary - x.need - (y.primary - y.need) || x.hinted - y.hinted || y.need - x.need)
    return weakest ?? NO_VIEW
  }

  #acksOf ({ primaries, need }: View): WriteAcks & { readonly need: number, readonly primaries: number } {
    const { primary, hinted, synced, hintedFor } = this.#count(primaries)
    return { primary, hinted, synced, hintedFor, need: need.acks, primaries: primaries.length }
  }

  get met (): boolean {
    for (const { primaries, need } of this.#views) {
      const { primary, hinted } = this.#count(primaries)
      if (primary + hinted < need.acks || primary < need.primaryAcks) return false
    }
    return true
  }

  /** Every answer that is still out, were it an ack, would not be enough. */
  get impossible (): boolean {
    return this.#views.some(({ primaries, need }) => {
      const { primary, hinted } = this.#count(primaries)
      let mayAck = 0
      let mayAckThemselves = 0
      for (const peer of primaries) {
        const { own, hint, pendingOwn, pendingHints } = this.#place(peer)
        if (own !== undefined) continue
        if (hint === undefined && pendingOwn + pendingHints > 0) mayAck++
        if (pendingOwn > 0) mayAckThemselves++
      }
      return primary + hinted + mayAck < need.acks || primary + mayAckThemselves < need.primaryAcks
    })
  }

  /** The error of a write that ended without its quorum: `none` only if every replica provably refused it. */
  error (): QuorumNotMetError {
    const { primary, hinted, need } = this.weakest
    const somewhere = [...this.#places.values()].some(({ own, hint, pendingOwn, pendingHints }) => own !== undefined || hint !== undefined || pendingOwn + pendingHints > 0)
    const outcome = this.#untouched && !somewhere ? 'none' : 'unknown'
    return new QuorumNotMetError(need, primary + hinted, this.#failures, { outcome })
  }

  /** A store counts once: for its own place before one that it stands in for. */
  #count (primaries: readonly NodeId[]): WriteAcks {
    // Few, so no Set: every answer to every write is counted.
    const stores: string[] = []
    const hintedFor: NodeId[] = []
    let primary = 0
    let synced = 0
    for (const peer of primaries) {
      const own = this.#places.get(peer)?.own
      if (own === undefined || stores.includes(own.storeId)) continue
      stores.push(own.storeId)
      if (own.synced) synced++
      primary++
    }
    for (const peer of primaries) {
      const place = this.#places.get(peer)
      if (place?.hint === undefined || place.own !== undefined || stores.includes(place.hint.storeId)) continue
      stores.push(place.hint.storeId)
      if (place.hint.synced) synced++
      hintedFor.push(peer)
    }
    return { primary, hinted: hintedFor.length, synced, hintedFor }
  }

  #place (primary: NodeId): Place {
    let place = this.#places.get(primary)
    if (place === undefined) this.#places.set(primary, place = { own: undefined, hint: undefined, pendingOwn: 0, pendingHints: 0 })
    return place
  }
}
