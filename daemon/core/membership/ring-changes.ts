import { InvalidArgumentError, InvariantError } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { Clock, Logger, Timer } from '../env.js'
import type { RingChange } from '../ring/next-view.js'
import type { RingView } from '../ring/ring-view.js'
import type { RingHistory } from './ring-history.js'

export interface RingChangesComponents {
  readonly clock: Clock
  readonly log: Logger
  readonly history: RingHistory
  readonly self: NodeId
  /** Too many views are live for one more that adds or moves members. */
  readonly isFull: () => boolean
  /** Whom live views wait for. */
  readonly waitedFor: () => ReadonlySet<NodeId>
  /** Which store the peer has, as it says itself; undefined: it was not heard in this run. */
  readonly storeOf: (peer: NodeId) => string | undefined
  /** It has said that it leaves, or has left. */
  readonly isLeaving: (peer: NodeId) => boolean
}

export interface RingChangesInit {
  /** How long changes that move data to members are gathered into one view; see gatherMs. */
  readonly viewDelayMs: () => number
  /** Of this peer. */
  readonly storeId: string
}

/** While a ring has little data changes are made soon; moving much takes so long that seconds are nothing beside it, and a view less is much. */
const GATHER_MS = 200
const GATHER_MUCH_MS = 3_000
const MUCH_RECORDS = 10_000

/**
 * How long a member with so many records gathers joins into one view. Each view makes every member plan and compare anew,
 * writes go to the owners of all that are live, and daemons that are started together come within seconds.
 */
export function gatherMs (records: number): number { return records < MUCH_RECORDS ? GATHER_MS : GATHER_MUCH_MS }

/** When a change that has to wait for views to end is looked at again, milliseconds. */
const WAIT_MS = 1_000
/** Changes that wait at one peer: one for each member that may be in the ring. */
const PENDING_MAX = 2_000

interface Wish {
  readonly change: RingChange
  /** Looked at when the view is issued: what spoke for the change may have passed meanwhile. */
  readonly isWanted: () => boolean
}

/** Gathers the changes that others ask this peer for, and issues views with them. */
export class RingChanges {
  #pending = new Map<NodeId, Wish>()
  /** What has to hold still, by subject, if a view that was issued here has to be issued again. */
  readonly #conditions = new WeakMap<RingView, ReadonlyMap<NodeId, Wish['isWanted']>>()
  /** Wishes of which the views are being made: they are not stored yet. */
  readonly #issuing = new Set<readonly RingChange[]>()
  #timer: Timer | undefined
  #dueMs = 0
  #stopped = false

  constructor (private readonly components: RingChangesComponents, private readonly init: RingChangesInit) {
    // A view of ours that lost to another of its epoch: what it changed is changed on top of the winner.
    components.history.onDropped(dropped => {
      dropped.forEach((view, index) => {
        const previous = dropped[index - 1]
        if (previous === undefined || view.issuer !== components.self) return
        for (const change of changesBetween(previous, view)) this.request(change, this.#conditions.get(view)?.get(subjectOf(change)))
      })
    })
  }

  /** Peers whose change is not in a view yet: it is about to be made, or has to wait because too many views are live. */
  get waiting (): readonly NodeId[] { return [...new Set([...[...this.#issuing].flat().map(subjectOf), ...this.#pending.keys()])] }

  /** Issues a view with this change, and others that come meanwhile, unless `isWanted` says no by then. */
  request (change: RingChange, isWanted: () => boolean = () => true): void {
    if (this.#stopped || this.#pending.size >= PENDING_MAX) return
    this.#pending.set(subjectOf(change), { change, isWanted })
    if (!addsOrMoves(change)) this.#issueIn(GATHER_MS)
    else if (this.#timer === undefined) this.#issueIn(this.init.viewDelayMs())
  }

  /** Or earlier, if that is due already. */
  #issueIn (delayMs: number): void {
    const { clock } = this.components
    const dueMs = clock.monotonic() + delayMs
    if (this.#timer !== undefined && this.#dueMs <= dueMs) return
    this.#timer?.cancel()
    this.#dueMs = dueMs
    this.#timer = clock.after(delayMs, () => { this.#issue() })
  }

  stop (): void {
    this.#stopped = true
    this.#timer?.cancel()
  }

  /** Whether it says that this member has another store than the newest view knows of. */
  #hasLostStore (change: RingChange): boolean {
    const { history, self } = this.components
    const member = history.ring?.member(self)
    return 'update' in change && change.update.peerId === self && member !== undefined && member.storeId !== this.init.storeId
  }

  /**
   * What only takes members away is never held up: it is what lets views that wait for them end. So does the word that a
   * member has another store: all views of the one that it lost wait for that in vain. While they wait for somebody else, too,
   * that ends none of them, and whoever loses a store at each start would make one more each time.
   */
  protected mustWait (change: RingChange): boolean { return this.components.isFull() && addsOrMoves(change) && !(this.#hasLostStore(change) && !this.#waitsForOthers()) }

  /** Of two that have both lost their stores each says so. */
  #waitsForOthers (): boolean {
    const { history, self, waitedFor, storeOf } = this.components
    return [...waitedFor()].some(peer => peer !== self && (storeOf(peer) ?? history.ring?.member(peer)?.storeId) === history.ring?.member(peer)?.storeId)
  }

  #issue (): void {
    const { isLeaving, log, self } = this.components
    this.#timer = undefined
    const held = [...this.#pending].filter(([, { change }]) => this.mustWait(change))
    // Who asked to join and has left since is not there to hold anything.
    const wishes = [...this.#pending.values()].filter(wish => !held.some(([, other]) => other === wish) && wish.isWanted() && !('add' in wish.change && isLeaving(wish.change.add.peerId)))
    this.#pending = new Map(held)
    if (held.length > 0 && !this.#stopped) {
      log.warn({ changes: held.length }, 'changes of the ring wait: too many views are live. See whom they wait for: p2pkv ring show')
      this.#issueIn(WAIT_MS)
    }
    if (wishes.length === 0) return
    // What others wished of this peer, or it wished itself with a view that lost, may name another store.
    const changes = wishes.map(({ change }) => 'update' in change && change.update.peerId === self ? { update: { ...change.update, storeId: this.init.storeId } } : change)
    this.#issuing.add(changes)
    void this.#make(wishes, changes).finally(() => { this.#issuing.delete(changes) })
  }

  /** @param changes what is made of `wishes`, in the same order */
  async #make (wishes: readonly Wish[], changes: readonly RingChange[]): Promise<void> {
    const { history, log } = this.components
    try {
      const view = await history.issue(changes, describeChanges(changes))
      if (view !== undefined) this.#conditions.set(view, new Map(wishes.map(({ change, isWanted }) => [subjectOf(change), isWanted])))
    } catch (error) {
      if (error instanceof InvariantError) throw error
      if (!(error instanceof InvalidArgumentError) || changes.length === 1) {
        log.error({ error }, 'a ring view could not be issued')
        return
      }
      // One that cannot be (two peers that ask to join have one store) must not keep out all that come with it, again and again.
      log.warn({ error: error.message }, 'changes of the ring cannot be made together; each is made by itself')
      for (const [index, wish] of wishes.entries()) {
        // Each before it may have made one more view that is live.
        if (!this.mustWait(wish.change)) await this.#make([wish], changes.slice(index, index + 1))
        else if (!this.#pending.has(subjectOf(wish.change))) this.request(wish.change, wish.isWanted)
      }
    }
  }
}

function addsOrMoves (change: RingChange): boolean { return 'add' in change || 'update' in change }

export function subjectOf (change: RingChange): NodeId {
  if ('add' in change) return change.add.peerId
  if ('remove' in change) return change.remove
  return 'skip' in change ? change.skip : change.update.peerId
}

export function describeChanges (changes: readonly RingChange[]): string {
  return changes.map(change => {
    const [verb = ''] = Object.keys(change)
    return `${verb} ${subjectOf(change)}`
  }).join(', ')
}

/** What was changed from one view to the next. */
export function changesBetween (previous: RingView, next: RingView): RingChange[] {
  const before = new Map(previous.members.map(member => [member.peerId, member]))
  const after = new Map(next.members.map(member => [member.peerId, member]))
  const changes: RingChange[] = previous.members.filter(({ peerId }) => !after.has(peerId)).map(({ peerId }) => ({ remove: peerId }))
  for (const member of next.members) {
    const old = before.get(member.peerId)
    if (old === undefined) changes.push({ add: member })
    else if (old.storeId !== member.storeId || old.weight !== member.weight || old.zone !== member.zone) changes.push({ update: member })
  }
  return [...changes, ...next.skips.map(skip => ({ skip }))]
}
