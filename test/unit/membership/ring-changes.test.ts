import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Logger } from '../../../daemon/core/env.js'
import { gatherMs, RingChanges } from '../../../daemon/core/membership/ring-changes.js'
import { RingHistory } from '../../../daemon/core/membership/ring-history.js'
import type { RingChange } from '../../../daemon/core/ring/next-view.js'
import type { Ring } from '../../../daemon/core/ring/ring.js'
import type { RingMember } from '../../../daemon/core/ring/ring-view.js'
import { byPeerId, fakeSigner, memberOf } from '../../fixtures/ring.js'
import { Rig } from '../transfer/rig.js'

const SILENT: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => SILENT }

/** Requests to join, and to be taken out, at these times, milliseconds. @returns how many changes each view was */
async function changesOfViews (records: number, joinsMs: readonly number[], leavesMs: readonly number[] = []): Promise<number[]> {
  const rig = new Rig()
  const views: number[] = []
  const history: Pick<RingHistory, 'onDropped' | 'issue'> = {
    onDropped: () => {},
    issue: async (changes: readonly RingChange[]) => { views.push(changes.length); return undefined },
  }
  const changes = new RingChanges({ clock: rig.clock, log: SILENT, history: history as RingHistory, self: memberOf(1).peerId, isFull: () => false, waitedFor: () => new Set(), storeOf: () => undefined, isLeaving: () => false }, { viewDelayMs: () => gatherMs(records), storeId: memberOf(1).storeId })
  for (const [index, ms] of joinsMs.entries()) rig.clock.after(ms, () => { changes.request({ add: memberOf(index + 2) }) })
  for (const [index, ms] of leavesMs.entries()) rig.clock.after(ms, () => { changes.request({ remove: memberOf(index + 20).peerId }) })
  await rig.scheduler.runFor(10_000)
  assert.deepEqual(changes.waiting, [])
  changes.stop()
  return views
}

test('where there is much data, daemons that are started together join with one view, seconds apart as they may come', async () => {
  assert.deepEqual(await changesOfViews(100_000, [0, 1_900, 2_100]), [3])
  assert.deepEqual(await changesOfViews(100_000, [0, 4_000]), [1, 1])
})

test('nobody who leaves waits for those who may still join: they go with him', async () => {
  assert.deepEqual(await changesOfViews(100_000, [0, 1_000, 4_000], [1_500]), [3, 1])
})

test('a ring with little data takes each at once', async () => {
  assert.deepEqual(await changesOfViews(0, [0, 100, 1_900]), [2, 1])
})

test('while too many views are live, changes that add or move members wait; those that let views end do not', async () => {
  const lost = { ...memberOf(1), storeId: memberOf(9).storeId }
  const made = async (known: RingMember): Promise<string[]> => {
    const rig = new Rig()
    const views: string[] = []
    const history: Pick<RingHistory, 'onDropped' | 'issue' | 'ring'> = {
      ring: { member: peer => peer === known.peerId ? known : undefined } as Ring,
      onDropped: () => {},
      issue: async (_changes: readonly RingChange[], reason) => { views.push(reason); return undefined },
    }
    const changes = new RingChanges({ clock: rig.clock, log: SILENT, history: history as RingHistory, self: memberOf(1).peerId, isFull: () => true, waitedFor: () => new Set(), storeOf: () => undefined, isLeaving: () => false }, { viewDelayMs: () => 0, storeId: memberOf(1).storeId })
    changes.request({ add: memberOf(3) })
    changes.request({ update: { ...memberOf(2), storeId: memberOf(9).storeId } })
    changes.request({ update: memberOf(1) })
    changes.request({ remove: memberOf(4).peerId })
    await rig.scheduler.runFor(10_000)
    changes.stop()
    return views
  }
  const [own, removed] = [memberOf(1).peerId, memberOf(4).peerId]
  assert.deepEqual(await made(memberOf(1)), [`remove ${removed}`], 'its weight or zone')
  // All views wait for the store that is gone, and this is what ends that. What others say of theirs only they know.
  assert.deepEqual(await made(lost), [`update ${own}, remove ${removed}`], 'another store')
})

test('a change that cannot be made does not keep out those that come with it', async () => {
  const rig = new Rig()
  const [self, leaver] = [memberOf(1), memberOf(2)]
  const history = new RingHistory({ ...rig, log: SILENT, signer: fakeSigner(self.peerId), store: { load: async () => [], save: async () => {} } }, { cluster: 'c', self: self.peerId, partitions: 8, replicas: 3 })
  await history.create([self, leaver], 'test')
  const changes = new RingChanges({ clock: rig.clock, log: SILENT, history, self: self.peerId, isFull: () => false, waitedFor: () => new Set(), storeOf: () => undefined, isLeaving: () => false }, { viewDelayMs: () => 0, storeId: self.storeId })
  // As two copies of one data directory, with keys of their own, that start together.
  const [copy, other] = [memberOf(3), { ...memberOf(4), storeId: memberOf(3).storeId }]
  for (const change of [{ add: copy }, { add: other }, { add: memberOf(5) }, { remove: leaver.peerId }]) changes.request(change)
  await rig.scheduler.runFor(1_000)
  assert.deepEqual(history.ring?.members, byPeerId([self, copy, memberOf(5)]))
  assert.deepEqual(changes.waiting, [])
  changes.stop()
})

test('of changes that are made one by one, because they cannot be together, no more add views than may be live', async () => {
  const rig = new Rig()
  const [self, leaver] = [memberOf(1), memberOf(2)]
  const history = new RingHistory({ ...rig, log: SILENT, signer: fakeSigner(self.peerId), store: { load: async () => [], save: async () => {} } }, { cluster: 'c', self: self.peerId, partitions: 8, replicas: 3 })
  await history.create([self, leaver], 'test')
  const isFull = (): boolean => (history.ring?.view.epoch ?? 0) >= 3
  const changes = new RingChanges({ clock: rig.clock, log: SILENT, history, self: self.peerId, isFull, waitedFor: () => new Set(), storeOf: () => undefined, isLeaving: () => false }, { viewDelayMs: () => 0, storeId: self.storeId })
  const [copy, other] = [memberOf(3), { ...memberOf(4), storeId: memberOf(3).storeId }]
  for (const add of [copy, other, memberOf(5), memberOf(6), memberOf(7)]) changes.request({ add })
  changes.request({ remove: leaver.peerId })
  await rig.scheduler.runFor(1_000)
  assert.deepEqual(history.ring?.members, byPeerId([self, copy, memberOf(5)]))
  assert.deepEqual([...changes.waiting].sort(), [memberOf(6).peerId, memberOf(7).peerId].sort())
  changes.stop()
})
