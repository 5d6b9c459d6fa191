import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Routes } from '../../../client/routes.js'
import type { FailureDetector } from '../../../daemon/core/membership/failure-detector.js'
import type { MemberTable } from '../../../daemon/core/membership/member-table.js'
import { firstView, nextView, type RingChange } from '../../../daemon/core/ring/next-view.js'
import type { SignedRingView } from '../../../daemon/core/ring/ring-view.js'
import { Ring } from '../../../daemon/core/ring/ring.js'
import { serveRoutes } from '../../../daemon/core/routes.js'
import { utf8Bytes } from '../../../protocols/record/bytes.js'
import { partitionOf } from '../../../protocols/record/key.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { RecordKey } from '../../../protocols/record/record.js'
import type { RoutesResponse } from '../../../protocols/routes/routes.js'
import { memberOf, peerIdOf } from '../../fixtures/ring.js'

const PARTITIONS = 64
const SELF = peerIdOf(0)
const DOWN = peerIdOf(2)
const ID: { readonly epoch: number, readonly hash: Uint8Array } = { epoch: 1, hash: Uint8Array.of(1, 2) }

function ringOf (members: number): Ring {
  return new Ring(firstView({ cluster: 'c', partitions: PARTITIONS, replicas: 3, members: Array.from({ length: members }, (_, index) => memberOf(index)), issuer: SELF, reason: '', issuedAt: 0 }))
}

type Ask = (known?: typeof ID) => Promise<RoutesResponse>

/** @param readFrom of an older view, when the ring changes */
function served (ring: Ring | undefined, readFrom = ring): Ask {
  let handler: ((from: unknown, body: { known: typeof ID | undefined }) => Promise<RoutesResponse>) | undefined
  serveRoutes({
    network: { self: SELF, handle: (_rpc, fn) => { handler = fn as unknown as typeof handler } },
    history: { id: ring === undefined ? undefined : { ...ID, epoch: ring.view.epoch }, ring, viewAt: epoch => ({ hash: Uint8Array.of(epoch) }) as unknown as SignedRingView },
    views: { placement: () => ring === undefined || readFrom === undefined ? undefined : { head: ring, live: [ring, readFrom], readFrom } },
    table: { get: (peer: NodeId) => ({ record: { addresses: [`/dns4/${peer}/tcp/1`] } }) } as unknown as MemberTable,
    detector: { stateOf: peer => peer === DOWN ? 'dead' : 'alive' } satisfies Pick<FailureDetector, 'stateOf'>,
  })
  return async known => await handler?.({}, { known }) ?? assert.fail()
}

test('clients are told the primaries of every key, and the addresses of who is up', async () => {
  for (const members of [1, 2, 3, 7]) {
    const ring = ringOf(members)
    const ask = served(ring)
    const routes = Routes.from(await ask(), undefined) ?? assert.fail()
    for (let index = 0; index < 200; index++) {
      const key = { bucket: 'default', key: utf8Bytes(`key-${index}`) }
      assert.deepEqual(routes.primariesOf(key), ring.preferenceList(partitionOf(key, PARTITIONS)).primaries)
    }
    assert.deepEqual(routes.peers.map(({ id }) => id), ring.members.map(({ peerId }) => peerId).filter(peer => peer !== DOWN))
    assert.deepEqual((await ask(ID)).primaries.length, 0)
    assert.notEqual((await ask({ ...ID, hash: Uint8Array.of(9) })).primaries.length, 0)
  }
})

/** The next view, with what `changes` say. */
function after (ring: Ring, ...changes: readonly RingChange[]): Ring {
  return new Ring(nextView({ view: ring.view, hash: new Uint8Array(32).fill(ring.view.epoch) } as unknown as SignedRingView, changes, { issuer: SELF, reason: '', issuedAt: 0 }))
}

function keys (): RecordKey[] { return Array.from({ length: 200 }, (_, index) => ({ bucket: 'default', key: utf8Bytes(`key-${index}`) })) }

test('while members join, clients are told the primaries that are read from, and where the joiners are', async () => {
  const before = ringOf(3)
  const head = after(before, { add: memberOf(3) }, { add: memberOf(4) })
  const message = await served(head, before)({ ...ID, epoch: before.view.epoch })
  const routes = Routes.from(message, undefined) ?? assert.fail()
  for (const key of keys()) assert.deepEqual(routes.primariesOf(key), before.preferenceList(partitionOf(key, PARTITIONS)).primaries)
  assert.ok(routes.peers.some(({ id }) => id === peerIdOf(4)))
  assert.equal(message.view?.epoch, before.view.epoch)
  assert.notEqual((await served(head, before)(message.view)).primaries.length, 0, 'who is leaving may be another one now')
  // When it is over, the client that comes with the older view is told the new primaries.
  const later = Routes.from(await served(head)(message.view), routes) ?? assert.fail()
  for (const key of keys()) assert.deepEqual(later.primariesOf(key), head.preferenceList(partitionOf(key, PARTITIONS)).primaries)
})

test('while a member leaves, clients are told those primaries that are read from and stay', async () => {
  const before = ringOf(5)
  const leaver = peerIdOf(4)
  const head = after(before, { remove: leaver })
  const routes = Routes.from(await served(head, before)(), undefined) ?? assert.fail()
  for (const key of keys()) assert.deepEqual(routes.primariesOf(key), before.preferenceList(partitionOf(key, PARTITIONS)).primaries.filter(peer => peer !== leaver))
  assert.ok(routes.peers.every(({ id }) => id !== leaver))
})

test('a peer without a ring tells no routes', async () => {
  assert.equal(Routes.from(await served(undefined)(), undefined), undefined)
})
