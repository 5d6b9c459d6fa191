import { InvalidArgumentError, NotReadyError, P2pkvError } from '../../protocols/errors.js'
import { isNodeId, type NodeId } from '../../protocols/record/node-id.js'
import type { ViewId } from '../../protocols/replicate/replicate.js'
import {
  LEAVE, RING_CHANGE, RING_HISTORY, RING_HISTORY_CHANGE, RING_REFUSAL, RING_SHOW, RING_WAIT, RING_WISH,
  type LeaveResponse, type RingChangeRequest, type RingChangeResponse, type RingChangeWish, type RingHistoryResponse, type RingRefusal, type RingShowResponse,
} from '../../protocols/ring-admin/ring-admin.js'
import { compareBytes } from '../../storage/compare-bytes.js'
import { NOT_IN_RING } from './coordinator/components.js'
import type { Env } from './env.js'
import type { LiveViews } from './membership/live-views.js'
import type { Membership } from './membership/membership.js'
import { changesBetween, describeChanges, subjectOf } from './membership/ring-changes.js'
import type { RingHistory } from './membership/ring-history.js'
import { memberMovements, type MemberMovement } from './partition-sizes.js'
import { changeRisks, copiesNotWaitedFor } from './ring/change-risks.js'
import { movement, nextView, type RingChange } from './ring/next-view.js'
import type { RingView, SignedRingView } from './ring/ring-view.js'
import { Ring } from './ring/ring.js'

export interface RingAdminComponents {
  readonly history: RingHistory
  readonly views: LiveViews
  readonly membership: Membership
  /** About how many bytes a partition has. */
  readonly sizes: () => Promise<(partition: number) => number>
  /** This peer is to go: at once, if it is in no live view. */
  readonly leaving: () => void
}

const NOTHING_MOVED: MemberMovement = { bytesIn: 0, bytesOut: 0 }
const HISTORY_PAGE_MAX = 256
const WISHES_MAX = 256
/** Partitions named in a refusal; the rest are counted. */
const PARTITIONS_NAMED_MAX = 64
const LIVENESS = { alive: 1, suspect: 2, dead: 3 } as const
type RefusalName = keyof typeof RING_REFUSAL

/** What operators ask about the ring, and change of it: this peer issues the views. */
export class RingAdmin {
  /** Between asking for a view without this peer, and being told that there is one. */
  #asksToLeave = false

  constructor (private readonly env: Env, private readonly components: RingAdminComponents) {
    const { network } = env
    network.handle(RING_SHOW, async () => this.#show())
    network.handle(RING_HISTORY, async (_from, { beforeEpoch, limit }) => this.#history(beforeEpoch, limit))
    network.handle(RING_CHANGE, async (_from, request) => await this.change(request))
    network.handle(LEAVE, async (_from, { peerId, force }, { deadline }): Promise<LeaveResponse> => {
      if (peerId === '' || peerId === network.self) return { change: await this.leave(force) }
      if (!isNodeId(peerId) || components.history.ring?.member(peerId) === undefined) return { change: this.#refused(undefined, [refusal('unknownMember', peerId)]) }
      return await network.request(peerId, LEAVE, { peerId: '', force }, { deadline })
    })
  }

  /** Plans a change, and makes it if that is asked for, it was planned on the newest view, and nothing forbids it. */
  async change (request: RingChangeRequest): Promise<RingChangeResponse> {
    if (request.changes.length > WISHES_MAX) throw new InvalidArgumentError(`at most ${WISHES_MAX} changes in one request`)
    const { history } = this.components
    const head = history.head
    if (head === undefined) throw new NotReadyError(NOT_IN_RING)
    const { changes, refusals } = this.#changesOf(head.view, request.changes)
    if (refusals.length > 0) return this.#refused(head, refusals)
    if (request.apply && !isSameView(request.plannedOn, head)) return this.#refused(head, [refusal('outOfDate')])
    const planned = await this.#plan(head, changes)
    const forbidden = planned.refusals.filter(({ kind }) => !(request.force && kind <= RING_REFUSAL.noMajority))
    if (!request.apply || forbidden.length > 0) return planned
    return await this.#issue(head, changes, planned)
  }

  /** A view without this peer; it goes on serving as a replica until it is in no live view. */
  async leave (force: boolean): Promise<RingChangeResponse> {
    const { history, leaving } = this.components
    const { self } = this.env.network
    const head = history.head
    if (head === undefined) throw new NotReadyError(NOT_IN_RING)
    if (!head.view.members.some(({ peerId }) => peerId === self)) {
      leaving()
      return { ...this.#refused(head, []), issued: history.id }
    }
    if (head.view.members.length === 1) return this.#refused(head, [refusal('lastMember', self)])
    const changes = [{ remove: self }]
    const planned = await this.#plan(head, changes)
    // It stays until others hold its data: no copy is the last.
    const refusals = planned.refusals.filter(({ kind }) => kind !== RING_REFUSAL.lastCopy)
    if (refusals.length > 0 && !(force && refusals.every(({ kind }) => kind <= RING_REFUSAL.noMajority))) return { ...planned, refusals }
    this.#asksToLeave = true
    try {
      const issued = await this.#issue(head, changes, { ...planned, refusals: [] })
      if (issued.issued !== undefined) leaving()
      return issued
    } finally { this.#asksToLeave = false }
  }

  /** This peer was taken out of the ring, and did not ask for it: an operator has to do something about that. */
  get isTakenOut (): boolean {
    const { membership } = this.components
    return membership.removed && !this.#asksToLeave && membership.ownRecord.status === 'alive'
  }

  async #issue (head: SignedRingView, changes: readonly RingChange[], planned: RingChangeResponse): Promise<RingChangeResponse> {
    const { history } = this.components
    let isLate = false
    await history.issue(changes, `operator: ${describeChanges(changes)}`, now => {
      isLate = now !== head
      if (isLate) throw new InvalidArgumentError('planned on an older view')
    }).catch((error: unknown) => {
      if (!isLate) throw error
    })
    return isLate ? this.#refused(history.head, [refusal('outOfDate')]) : { ...planned, refusals: [], issued: history.id }
  }

  async #plan (head: SignedRingView, changes: readonly RingChange[]): Promise<RingChangeResponse> {
    const { views } = this.components
    let next: RingView
    try {
      next = nextView(head, changes, { issuer: this.env.network.self, reason: 'plan', issuedAt: 0 })
    } catch (error) {
      if (!(error instanceof P2pkvError)) throw error
      return this.#refused(head, [refusal('invalid')])
    }
    if (next === head.view) return this.#refused(head, [refusal('nothing')])
    const before = new Ring(head.view)
    const after = new Ring(next)
    const held = views.standing()?.readFrom ?? before
    const risks = changeRisks(held, head.view, next, peer => this.#isInSight(peer))
    const notWaitedFor = copiesNotWaitedFor(held, after, next.skips, peer => this.#isInSight(peer))
    const lastCopies = [...new Set([...risks.lastCopies, ...notWaitedFor])].sort((a, b) => a - b)
    const refusals: RingRefusal[] = []
    if (lastCopies.length > 0) refusals.push({ ...refusal('lastCopy'), partitions: lastCopies.slice(0, PARTITIONS_NAMED_MAX), partitionCount: lastCopies.length })
    if (risks.belowReplicas) refusals.push({ ...refusal('belowReplicas'), partitionCount: next.partitions })
    if (risks.noMajority) refusals.push(refusal('noMajority'))
    if (views.full && !changes.every(change => 'remove' in change || 'skip' in change)) refusals.push(refusal('tooManyViews'))
    const { slots, slotsMin } = movement(head.view, next)
    const bytes = memberMovements(before, after, await this.components.sizes())
    const peers = [...new Set([...before.members, ...after.members].map(({ peerId }) => peerId))].sort()
    return {
      ...this.#refused(head, refusals),
      moved: slots,
      movedMin: slotsMin,
      shares: peers.map(peerId => ({ peerId, before: before.partitionsOf(peerId).length, after: after.partitionsOf(peerId).length, ...bytes.get(peerId) ?? NOTHING_MOVED })),
    }
  }

  #changesOf (view: RingView, wishes: readonly RingChangeWish[]): { changes: RingChange[], refusals: RingRefusal[] } {
    const changes: RingChange[] = []
    const refusals: RingRefusal[] = []
    // Who was taken out may have data that members still wait for.
    const former = this.components.views.live.flatMap(({ members }) => members).map(({ peerId }) => peerId)
    for (const { kind, peerId, newPeerId, weight, zone } of wishes) {
      const member = view.members.find(each => each.peerId === peerId)
      const skipped = kind === RING_WISH.skip ? member?.peerId ?? former.find(peer => peer === peerId) : undefined
      if (skipped !== undefined) {
        changes.push({ skip: skipped })
        continue
      }
      if (member === undefined) {
        refusals.push(refusal('unknownMember', peerId))
        continue
      }
      switch (kind) {
        case RING_WISH.remove: changes.push({ remove: member.peerId }); break
        case RING_WISH.set: changes.push({ update: { ...member, weight: weight === 0 ? member.weight : weight, zone: zone ?? member.zone } }); break
        case RING_WISH.replace: {
          changes.push({ remove: member.peerId })
          // One that has joined by itself has its share; it takes what is free.
          if (view.members.some(each => each.peerId === newPeerId)) break
          const record = isNodeId(newPeerId) ? this.components.membership.table.get(newPeerId)?.record : undefined
          // Who has said that it leaves does not come back for this.
          if (record === undefined || record.status !== 'alive') refusals.push(refusal('unknownPeer', newPeerId))
          else if (view.members.some(({ storeId }) => storeId === record.storeId)) refusals.push(refusal('sharedStore', newPeerId))
          else changes.push({ add: { peerId: record.peerId, storeId: record.storeId, weight: member.weight, zone: zone ?? record.zone } })
          break
        }
        default: throw new InvalidArgumentError(`the change ${kind} is unknown`)
      }
    }
    const removed = new Set(changes.filter(change => 'remove' in change).map(subjectOf))
    if (refusals.length === 0 && !changes.some(change => 'add' in change) && view.members.every(({ peerId }) => removed.has(peerId))) refusals.push(refusal('lastMember'))
    return { changes, refusals }
  }

  #refused (head: SignedRingView | undefined, refusals: RingRefusal[]): RingChangeResponse {
    const plannedOn = head === undefined ? undefined : { epoch: head.view.epoch, hash: head.hash }
    return { plannedOn, issued: undefined, refusals, moved: 0, movedMin: 0, partitions: head?.view.partitions ?? 0, replicas: head?.view.replicas ?? 0, shares: [] }
  }

  #isInSight (peer: NodeId): boolean {
    return peer === this.env.network.self || this.components.membership.detector.stateOf(peer) !== 'dead'
  }

  #show (): RingShowResponse {
    const { history, views, membership } = this.components
    const { clock, network } = this.env
    const ring = history.ring
    const readFrom = views.standing()?.readFrom
    return {
      view: history.id,
      partitions: ring?.view.partitions ?? 0,
      replicas: ring?.view.replicas ?? 0,
      members: (ring?.members ?? []).map(({ peerId, zone, weight }) => {
        const { state, sinceMs } = membership.detector.opinionOf(peerId)
        return {
          peerId, zone, weight,
          name: membership.table.get(peerId)?.record.name ?? '',
          partitions: ring?.partitionsOf(peerId).length ?? 0,
          partitionsBefore: readFrom?.partitionsOf(peerId).length ?? 0,
          ...views.reachedBy(peerId),
          liveness: peerId === network.self ? LIVENESS.alive : LIVENESS[state],
          livenessMs: sinceMs === 0 ? 0 : Math.round(clock.monotonic() - sinceMs),
        }
      }),
      live: views.live.map(({ view }) => view.epoch),
      readFrom: readFrom?.view.epoch ?? 0,
      waiting: views.waiting().map(({ epoch, what, for: peers }) => ({ epoch, what: RING_WAIT[what], peers: [...peers] })),
      heldBack: [...membership.heldBack],
      removed: this.isTakenOut,
    }
  }

  #history (beforeEpoch: number, limit: number): RingHistoryResponse {
    const { history } = this.components
    const newest = history.head?.view.epoch ?? 0
    const first = beforeEpoch === 0 ? newest : Math.min(newest, beforeEpoch - 1)
    const last = Math.max(1, first - Math.min(Math.max(limit, 1), HISTORY_PAGE_MAX) + 1)
    const entries: RingHistoryResponse['entries'] = []
    for (let epoch = first; epoch >= last; epoch--) {
      const signed = history.viewAt(epoch)
      if (signed === undefined) continue
      const { issuedAt, issuer, reason, members } = signed.view
      const previous = history.viewAt(epoch - 1)?.view
      const changes: readonly RingChange[] = previous === undefined ? members.map(add => ({ add })) : changesBetween(previous, signed.view)
      entries.push({
        view: { epoch, hash: signed.hash }, issuedAt, issuer, reason, members: members.length,
        changes: changes.slice(0, WISHES_MAX).map(change => ({
          kind: 'add' in change ? RING_HISTORY_CHANGE.add : 'remove' in change ? RING_HISTORY_CHANGE.remove : 'skip' in change ? RING_HISTORY_CHANGE.skip : RING_HISTORY_CHANGE.update,
          peerId: subjectOf(change),
        })),
      })
    }
    return { entries, more: last > 1 }
  }
}

function refusal (name: RefusalName, peerId = ''): RingRefusal {
  return { kind: RING_REFUSAL[name], peerId, partitions: [], partitionCount: 0 }
}

function isSameView (id: ViewId | undefined, head: SignedRingView): boolean {
  return id !== undefined && id.epoch === head.view.epoch && compareBytes(id.hash, head.hash) === 0
}
