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

/** What acks are counted against: how many it needs, and how many primaries it has. */
interface OfView { readonly need: number, readonly primaries: number }

const NOBODY: readonly NodeId[] = []
const NO_VIEW: WriteAcks & OfView = { primary: 0, hinted: 0, synced: 0, hintedFor: NOBODY, need: 0, primaries: 0 }

interface View { readonly primaries: readonly NodeId[], readonly need: WriteNeed }

/** What is known of one primary's copy. */
interface Place { readonly primary: NodeId, own: WriteAck | undefined, hint: WriteAck | undefined, pendingOwn: number, pendingHints: number }

/**
 * Counts the answers to one write, in every live ring view for itself. A primary's place is filled once:
 * by its own ack, or by that of a stand-in which keeps a hint for it. No clock, no network.
 */
export class WriteQuorum {
  #views: readonly View[] = []
  /** A list, as of few primaries: every write makes one. */
  #places: Place[] = []
  readonly #failures: ReplicaFailure[] = []
  #untouched = true

  addView (primaries: readonly NodeId[], need: WriteNeed): void {
    for (const view of this.#views) if (isSame(view, primaries, need)) return
    // Lists that are as long as they are: one that is pushed to has room for 17.
    this.#views = this.#views.length === 0 ? [{ primaries, need }] : [...this.#views, { primaries, need }]
    if (this.#places.length === 0) this.#places = primaries.map(placeOf)
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

  /** Whether the primary has it itself. */
  isStored (primary: NodeId): boolean { return this.#find(primary)?.own !== undefined }

  /** Whether the primary has it, or in every view of which it is one a stand-in for it: who has become a primary itself is none there. */
  isFilled (primary: NodeId): boolean {
    return this.isStored(primary) || (this.#find(primary)?.hint !== undefined && this.#views.every(({ primaries }) => !primaries.includes(primary) || this.#countsAsHint(primary, primaries)))
  }

  /**
   * Of the view where the fewest primaries have it, beside what it needs: a peer that stands in for a primary of the view
   * that reads come from, and is becoming a primary itself in the next one, is not found by those reads.
   */
  get weakest (): WriteAcks & OfView {
    let weakest: WriteAcks & OfView | undefined
    for (const view of this.#views) {
      const acks = this.#acksOf(view)
      if (weakest === undefined || isWeaker(acks, weakest)) weakest = acks
    }
    return weakest ?? NO_VIEW
  }

  #acksOf ({ primaries, need }: View): WriteAcks & OfView {
    const { primary, hinted, synced } = this.#count(primaries)
    const hintedFor = hinted === 0 ? NOBODY : primaries.filter(peer => this.#countsAsHint(peer, primaries))
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
        const { own, pendingOwn, pendingHints } = this.#place(peer)
        if (own !== undefined) continue
        // A hint in the store of another primary, as of a newer view, does not count.
        if (!this.#countsAsHint(peer, primaries) && pendingOwn + pendingHints > 0) mayAck++
        if (pendingOwn > 0) mayAckThemselves++
      }
      return primary + hinted + mayAck < need.acks || primary + mayAckThemselves < need.primaryAcks
    })
  }

  /** The error of a write that ended without its quorum: `none` only if every replica provably refused it. */
  error (): QuorumNotMetError {
    const { primary, hinted, need } = this.weakest
    const somewhere = this.#places.some(({ own, hint, pendingOwn, pendingHints }) => own !== undefined || hint !== undefined || pendingOwn + pendingHints > 0)
    const outcome = this.#untouched && !somewhere ? 'none' : 'unknown'
    return new QuorumNotMetError(need, primary + hinted, this.#failures, { outcome })
  }

  /** A store counts once: for its own place before one that it stands in for. Without lists: every answer to every write is counted. */
  #count (primaries: readonly NodeId[]): { readonly primary: number, readonly hinted: number, readonly synced: number } {
    let primary = 0
    let hinted = 0
    let synced = 0
    for (const peer of primaries) {
      const place = this.#find(peer)
      if (place === undefined) continue
      if (place.own !== undefined) {
        if (this.#holder('own', place.own.storeId, primaries) !== peer) continue
        primary++
        if (place.own.synced) synced++
      } else if (place.hint !== undefined && this.#countsAsHint(peer, primaries)) {
        hinted++
        if (place.hint.synced) synced++
      }
    }
    return { primary, hinted, synced }
  }

  #countsAsHint (peer: NodeId, primaries: readonly NodeId[]): boolean {
    const place = this.#find(peer)
    if (place?.hint === undefined || place.own !== undefined) return false
    const { storeId } = place.hint
    return this.#holder('own', storeId, primaries) === undefined && this.#holder('hint', storeId, primaries) === peer
  }

  /** The first primary whose place the store has filled, itself or with a hint. */
  #holder (by: 'own' | 'hint', storeId: string, primaries: readonly NodeId[]): NodeId | undefined {
    for (const peer of primaries) {
      const place = this.#find(peer)
      if (place === undefined || (by === 'hint' && place.own !== undefined)) continue
      if (place[by]?.storeId === storeId) return peer
    }
    return undefined
  }

  #find (primary: NodeId): Place | undefined {
    for (const place of this.#places) if (place.primary === primary) return place
    return undefined
  }

  #place (primary: NodeId): Place {
    let place = this.#find(primary)
    if (place === undefined) this.#places.push(place = placeOf(primary))
    return place
  }
}

function isSame (view: View, primaries: readonly NodeId[], need: WriteNeed): boolean {
  return view.need.acks === need.acks && view.need.primaryAcks === need.primaryAcks &&
    view.primaries.length === primaries.length && view.primaries.every(peer => primaries.includes(peer))
}

function placeOf (primary: NodeId): Place { return { primary, own: undefined, hint: undefined, pendingOwn: 0, pendingHints: 0 } }

function isWeaker (x: WriteAcks & OfView, y: WriteAcks & OfView): boolean {
  return (x.primary - x.need - (y.primary - y.need) || x.hinted - y.hinted || y.need - x.need) < 0
}
