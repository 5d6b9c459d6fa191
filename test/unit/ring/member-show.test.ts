import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeOf } from '../../../daemon/core/member-show.js'
import { firstView } from '../../../daemon/core/ring/next-view.js'
import { Ring } from '../../../daemon/core/ring/ring.js'
import { memberOf, peerIdOf } from '../../fixtures/ring.js'

const members = Array.from({ length: 5 }, (_, index) => memberOf(index))
const ring = new Ring(firstView({ cluster: 'c', partitions: 64, replicas: 3, members, issuer: peerIdOf(1), reason: '', issuedAt: 0 }))

test('what a member holds, and whom it shares that with, counted by hand', () => {
  for (const { peerId } of ring.members) {
    const { member, first, other, neighbours } = placeOf(peerId, ring)
    assert.ok(member)
    const lists = Array.from({ length: 64 }, (_, partition) => ring.preferenceList(partition).primaries)
    assert.deepEqual(first, lists.flatMap(([head], partition) => head === peerId ? [partition] : []))
    assert.deepEqual(other, lists.flatMap((list, partition) => list.indexOf(peerId) > 0 ? [partition] : []))
    for (const neighbour of neighbours) {
      const both = lists.filter(list => list.includes(peerId) && list.some(each => each === neighbour.peerId))
      assert.deepEqual([neighbour.shared, neighbour.backsUp, neighbour.backedUpBy], [both.length, both.filter(([head]) => head === neighbour.peerId).length, both.filter(([head]) => head === peerId).length])
    }
    assert.equal(neighbours.reduce((sum, { shared }) => sum + shared, 0), 2 * (first.length + other.length))
  }
})

test('who is in no ring holds nothing', () => {
  const nothing = { member: false, first: [], other: [], neighbours: [] }
  assert.deepEqual(placeOf(peerIdOf(99), ring), nothing)
  assert.deepEqual(placeOf(peerIdOf(0), undefined), nothing)
})
