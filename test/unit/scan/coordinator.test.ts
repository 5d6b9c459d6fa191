/** Pages of replicas that answer as each test says. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PeerHealth } from '../../../daemon/core/coordinator/peer-health.js'
import { ViewCatchUp } from '../../../daemon/core/coordinator/views.js'
import type { Placement } from '../../../daemon/core/ring/placement.js'
import type { Ring } from '../../../daemon/core/ring/ring.js'
import { ScanCoordinator, type ScanComponents } from '../../../daemon/core/scan/scan-coordinator.js'
import { DeadlineExceededError } from '../../../protocols/errors.js'
import { recordKeyBytes } from '../../../protocols/record/key.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { ViewId } from '../../../protocols/replicate/replicate.js'
import { keyEntry } from '../../../protocols/scan/packed-keys.js'
import { SCAN_FORM, type ScanPartitionsResponse, type ScanResponse } from '../../../protocols/scan/scan.js'
import { NO_METER } from '../../fixtures/network.js'
import { peerIdOf } from '../../fixtures/ring.js'
import { Scheduler } from '../../sim/scheduler.js'
import { SimClock, WallClock } from '../../sim/sim-clock.js'

const [SELF, BEFORE, AFTER] = [1, 2, 3].map(peerIdOf) as [NodeId, NodeId, NodeId]
const EMPTY = new Uint8Array()
const AT = recordKeyBytes({ bucket: 'default', key: Uint8Array.of(1) })

/** A ring in which one peer owns everything. */
function ownedBy (peerId: NodeId, epoch: number): Placement {
  const ring = { members: [{ peerId }], member: () => undefined, view: { epoch, partitions: 8 }, primariesFor: () => [peerId] } as unknown as Ring
  return { head: ring, live: [ring], readFrom: ring }
}

/** One that asks the peers of the placement of now, in a fresh world. @param answer of a peer that is asked for a page */
function coordinate (placement: () => Placement, answer: (peer: NodeId) => ScanPartitionsResponse, fetchView: (view: ViewId) => void = () => {}): { page: () => Promise<ScanResponse>, asked: NodeId[], scheduler: Scheduler } {
  const scheduler = new Scheduler()
  const clock = new SimClock(scheduler, new WallClock(scheduler))
  const asked: NodeId[] = []
  const listeners: Array<() => void> = []
  const views = { placement, beginWrite: () => undefined, onChange: (fn: () => void) => { listeners.push(fn) } }
  const isBehind = (view: ViewId | undefined): boolean => view !== undefined && view.epoch > placement().head.view.epoch
  const coordinator = new ScanCoordinator({
    clock,
    meter: NO_METER,
    self: SELF,
    network: { self: SELF, handle: () => {} },
    views,
    catchUp: new ViewCatchUp({ clock, views, isBehind }),
    viewId: () => ({ epoch: placement().head.view.epoch, hash: EMPTY }),
    heardView: (_from: NodeId, view: ViewId | undefined) => {
      if (view === undefined || !isBehind(view)) return
      clock.after(100, () => {
        fetchView(view)
        for (const listener of listeners) listener()
      })
    },
    livenessOf: () => 'alive',
    health: new PeerHealth({ clock }, { avoidMs: 200, avoidMsMax: 5_000 }),
    bucket: () => ({ n: 3, r: 'quorum', w: 'quorum', conflict: 'lww', ttlMs: null }),
    replicas: {
      send: async (peer: NodeId): Promise<ScanPartitionsResponse> => {
        asked.push(peer)
        return answer(peer)
      },
    },
  } as unknown as ScanComponents)
  const page = async (): Promise<ScanResponse> => await coordinator.page(SELF, { bucket: 'default', prefix: EMPTY, after: EMPTY, limit: 10, bytesMax: 0, form: SCAN_FORM.keys, r: undefined, scanId: EMPTY }, clock.monotonic() + 1_000)
  return { page, asked, scheduler }
}

const held: ScanPartitionsResponse = { entries: [keyEntry(AT)], through: AT, done: true, view: undefined }
const nothing: ScanPartitionsResponse = { entries: [], through: EMPTY, done: true, view: undefined }
const NEWER: ViewId = { epoch: 2, hash: EMPTY }

test('a page is asked for again when by its end others are read from: who was asked may have given away what it held', async () => {
  let placement = ownedBy(BEFORE, 1)
  const { page, asked } = coordinate(() => placement, peer => {
    if (peer === AFTER) return held
    placement = ownedBy(AFTER, 2)
    return nothing
  })
  const { entries } = await page()
  assert.deepEqual(asked, [BEFORE, AFTER])
  assert.deepEqual(entries.map(({ at }) => at), [AT])
})

test('a page of a replica that knows a newer view is asked for again when that is fetched: the view that was read from may be over', async () => {
  let placement = ownedBy(BEFORE, 1)
  const { page, asked, scheduler } = coordinate(() => placement, peer => peer === AFTER ? { ...held, view: NEWER } : { ...nothing, view: NEWER }, () => { placement = ownedBy(AFTER, 2) })
  const answer = page()
  await scheduler.runFor(500)
  assert.deepEqual((await answer).entries.map(({ at }) => at), [AT])
  assert.deepEqual(asked, [BEFORE, AFTER])
})

test('a page of a replica that knows a newer view, which cannot be fetched, is no answer', async () => {
  const placement = ownedBy(BEFORE, 1)
  const { page, scheduler } = coordinate(() => placement, () => ({ ...nothing, view: NEWER }))
  const failed = assert.rejects(page(), DeadlineExceededError)
  await scheduler.runFor(2_000)
  await failed
})

test('a peer whose own disk was replaced asks others for pages, until it holds what it owned', async () => {
  const owners = (epoch: number, storeId: string): Ring => ({
    members: [{ peerId: SELF }, { peerId: BEFORE }], member: (peer: NodeId) => ({ peerId: peer, storeId: peer === SELF ? storeId : peer }), view: { epoch, partitions: 8 }, primariesFor: () => [SELF, BEFORE],
  }) as unknown as Ring
  const [head, readFrom] = [owners(2, 'new'), owners(1, 'lost')]
  const { page, asked } = coordinate(() => ({ head, live: [head, readFrom], readFrom }), () => held)
  await page()
  assert.deepEqual(asked, [BEFORE])
})

test('of the newer views that replicas speak of the newest counts, whichever answers last', async () => {
  const [knows, late] = [BEFORE, AFTER]
  const before = ownedBy(knows, 1)
  const members = [{ peerId: knows }, { peerId: late }]
  const ring = { ...before.head, members, primariesFor: (partition: number) => [partition % 2 === 0 ? knows : late] } as unknown as Ring
  let placement: Placement = { ...before, readFrom: ring }
  const pages = coordinate(() => placement, peer => ({ ...nothing, view: { epoch: peer === knows ? 3 : 2, hash: EMPTY } }), ({ epoch }) => {
    // What the other one knows is not to be had.
    if (epoch === 2) placement = { ...placement, head: ownedBy(late, 2).head }
  })
  const failed = assert.rejects(pages.page(), DeadlineExceededError)
  await pages.scheduler.runFor(2_000)
  await failed
  assert.deepEqual(pages.asked, [knows, late])
})
