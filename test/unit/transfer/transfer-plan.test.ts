import assert from 'node:assert/strict'
import { test } from 'node:test'
import { areCopiesLost, hasQuorums, planTransfer } from '../../../daemon/core/repair/transfer-plan.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { toHex } from '../../../protocols/record/bytes.js'
import { memberOf, peerIdOf } from '../../fixtures/ring.js'
import { after, PARTITIONS, ringOf, viewOf } from './rig.js'

const three = viewOf(3)
const four = after(three, { add: memberOf(4) })
const holder = (number: number): { peer: ReturnType<typeof peerIdOf>, storeId: string } => ({ peer: peerIdOf(number), storeId: memberOf(number).storeId })
const wanted = (newest: typeof three, ...sources: Array<typeof three>): Parameters<typeof planTransfer>[0] =>
  ({ epoch: newest.view.epoch, ring: ringOf(newest), sources: sources.map(ringOf), held: ringOf(sources.at(-1) ?? newest) })

test('a new member pulls exactly the partitions that it became a primary of, from their former primaries', () => {
  const view = wanted(four, three)
  const tasks = planTransfer(view, holder(4), [3])
  assert.deepEqual(tasks.map(({ partition }) => partition), view.ring.partitionsOf(peerIdOf(4)).map(({ partition }) => partition))
  for (const { sources, whole } of tasks) {
    assert.deepEqual([...sources].sort(), [1, 2, 3].map(peerIdOf).sort())
    assert.equal(whole, true)
  }
})

test('a member that keeps its partitions has nothing to pull; nor has who is not in the view, or in the first one', () => {
  assert.deepEqual(planTransfer(wanted(four, three), holder(1), [3]), [])
  assert.deepEqual(planTransfer(wanted(three, four), holder(4), [3]), [])
  assert.deepEqual(planTransfer(wanted(three), holder(1), [3]), [])
})

test('a member with a new store pulls all its partitions, and its own former store counts for nothing', () => {
  const replaced = { ...memberOf(1), storeId: toHex(new Uint8Array(16).fill(7)) }
  const view = wanted(after(three, { update: replaced }), three)
  const tasks = planTransfer(view, { peer: replaced.peerId, storeId: replaced.storeId }, [3])
  assert.equal(tasks.length, PARTITIONS)
  const self: [typeof replaced.peerId, string] = [replaced.peerId, replaced.storeId]
  const [task] = tasks
  assert.ok(task !== undefined)
  assert.equal(hasQuorums(task, new Map([self, [peerIdOf(2), memberOf(2).storeId]])), false)
  assert.equal(hasQuorums(task, new Map([self, [peerIdOf(2), memberOf(2).storeId], [peerIdOf(3), memberOf(3).storeId]])), true)
})

test('a majority of the oldest source view is needed, and a peer that replaced its store since is not in it', () => {
  const five = after(four, { add: memberOf(5) })
  const six = after(five, { add: memberOf(6) })
  const tasks = planTransfer(wanted(six, five, four), holder(6), [3])
  assert.ok(tasks.length > 0)
  for (const task of tasks) {
    const everyone = new Map([1, 2, 3, 4, 5].map(number => [peerIdOf(number), memberOf(number).storeId]))
    assert.equal(hasQuorums(task, everyone), true)
    for (const quorum of task.quorums) {
      assert.ok(quorum.holders.every(({ peer }) => peer !== peerIdOf(5)), 'a member of the newer one may be gone before it held anything')
      const [one, two] = quorum.holders
      assert.ok(one !== undefined && two !== undefined)
      const without = new Map(everyone)
      without.delete(one.peer)
      without.set(two.peer, 'another store')
      assert.equal(hasQuorums(task, without), false)
    }
  }
})

test('where a view has two replicas, the one that is left gives what the other store lost; where it has one, nobody can', () => {
  const replaced = { ...memberOf(1), storeId: toHex(new Uint8Array(16).fill(7)) }
  const self: [typeof replaced.peerId, string] = [replaced.peerId, replaced.storeId]
  const two = viewOf(2)
  const [ofTwo] = planTransfer(wanted(after(two, { update: replaced }), two), { peer: replaced.peerId, storeId: replaced.storeId }, [3])
  assert.ok(ofTwo !== undefined)
  assert.equal(hasQuorums(ofTwo, new Map([self])), false)
  assert.equal(hasQuorums(ofTwo, new Map([self, [peerIdOf(2), memberOf(2).storeId]])), true)
  const one = viewOf(1)
  const [ofOne] = planTransfer(wanted(after(one, { update: replaced }), one), { peer: replaced.peerId, storeId: replaced.storeId }, [3])
  assert.ok(ofOne !== undefined)
  assert.equal(hasQuorums(ofOne, new Map([self])), true)
})

test('who an operator said not to wait for counts nowhere', () => {
  const skipping = after(four, { skip: peerIdOf(1) }, { skip: peerIdOf(2) })
  const [task] = planTransfer(wanted(skipping, four, three), holder(4), [3])
  assert.ok(task !== undefined)
  assert.equal(hasQuorums(task, new Map([[peerIdOf(4), memberOf(4).storeId], [peerIdOf(3), memberOf(3).storeId]])), true)
  assert.equal(hasQuorums(task, new Map([[peerIdOf(4), memberOf(4).storeId]])), false)
})

test('of the others as many are asked as if nobody had been skipped: of each majority all but the skipped ones may be away', () => {
  const [task] = planTransfer(wanted(after(four, { skip: peerIdOf(1) }), four, three), holder(4), [3])
  assert.ok(task !== undefined)
  const asked = (...numbers: number[]): Map<NodeId, string> => new Map([4, ...numbers].map(number => [peerIdOf(number), memberOf(number).storeId]))
  assert.equal(hasQuorums(task, asked(3)), false)
  assert.equal(hasQuorums(task, asked(1, 3)), false)
  assert.equal(hasQuorums(task, asked(2, 3)), true)
})

test('who was itself not waited for asks as many as if it had been: of each majority its own copy may be one', () => {
  const replaced = { ...memberOf(1), storeId: toHex(new Uint8Array(16).fill(7)) }
  const self: [typeof replaced.peerId, string] = [replaced.peerId, replaced.storeId]
  const skipping = after(after(three, { update: replaced }), { skip: replaced.peerId })
  const view = { epoch: skipping.view.epoch, ring: ringOf(skipping), sources: [ringOf(skipping)], held: ringOf(three) }
  const [task] = planTransfer(view, { peer: replaced.peerId, storeId: replaced.storeId }, [3])
  assert.ok(task !== undefined)
  assert.equal(hasQuorums(task, new Map([self, [peerIdOf(2), memberOf(2).storeId]])), false)
  assert.equal(hasQuorums(task, new Map([self, [peerIdOf(2), memberOf(2).storeId], [peerIdOf(3), memberOf(3).storeId]])), true)
})

test('a bucket with more replicas than the ring makes its fallbacks owners of that bucket alone', () => {
  const members = viewOf(5)
  const more = after(members, { add: memberOf(6) })
  const tasks = planTransfer(wanted(more, members), holder(6), [3, 5])
  const partial = tasks.filter(({ whole }) => !whole)
  assert.ok(partial.length > 0)
  for (const { replicasMin, quorums } of partial) {
    assert.equal(replicasMin, 5)
    assert.deepEqual([...new Set(quorums.map(({ holders }) => holders.length))].sort((a, b) => a - b), [3, 5])
  }
})

test('copies are lost when a member was removed or has a new store; not when members join, or leave by themselves', () => {
  const nobody = (): boolean => false
  const without = after(four, { remove: peerIdOf(4) })
  assert.equal(areCopiesLost([four, three].map(ringOf), nobody), false)
  assert.equal(areCopiesLost([without, four].map(ringOf), peer => peer === peerIdOf(4)), false)
  assert.equal(areCopiesLost([without, four].map(ringOf), nobody), true)
  assert.equal(areCopiesLost([ringOf(without)], nobody), false, 'they are made again')
  assert.equal(areCopiesLost([after(three, { update: { ...memberOf(1), storeId: toHex(new Uint8Array(16).fill(7)) } }), three].map(ringOf), nobody), true)
})

test('who nobody waited for pulls, when all older views are over, what it has become an owner of from those that own the same', () => {
  const five = after(four, { add: memberOf(5) })
  const again = after(five, { remove: peerIdOf(5) })
  const held = ringOf(five)
  const ring = ringOf(again)
  const view = { epoch: again.view.epoch, ring, sources: [ring], held }
  const tasks = planTransfer(view, holder(4), [3])
  assert.ok(tasks.length > 0)
  const owned = (of: typeof ring): number[] => of.partitionsOf(peerIdOf(4)).map(({ partition }) => partition)
  assert.deepEqual(tasks.map(({ partition }) => partition), owned(ring).filter(partition => !owned(held).includes(partition)))
  // With an empty store it is all of them.
  const all = planTransfer({ ...view, held: undefined }, holder(4), [3])
  assert.deepEqual(all.map(({ partition }) => partition), owned(ring))
  for (const { partition, sources, quorums } of all) {
    assert.deepEqual([...sources].sort(), ring.primariesFor(partition, 3).filter(peer => peer !== peerIdOf(4)).sort())
    // Its own store may have been one of a majority: both others are asked.
    assert.deepEqual(quorums.map(({ holders, need }) => [holders.length, need]), [[2, 2]])
  }
})
