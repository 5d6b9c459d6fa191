import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Routes } from '../../../client/routes.js'
import type { FailureDetector } from '../../../daemon/core/membership/failure-detector.js'
import type { MemberTable } from '../../../daemon/core/membership/member-table.js'
import { firstView } from '../../../daemon/core/ring/next-view.js'
import { Ring } from '../../../daemon/core/ring/ring.js'
import { serveRoutes } from '../../../daemon/core/routes.js'
import { utf8Bytes } from '../../../protocols/record/bytes.js'
import { partitionOf } from '../../../protocols/record/key.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
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

function served (ring: Ring | undefined): Ask {
  let handler: ((from: unknown, body: { known: typeof ID | undefined }) => Promise<RoutesResponse>) | undefined
  serveRoutes({
    network: { self: SELF, handle: (_rpc, fn) => { handler = fn as unknown as typeof handler } },
    history: { id: ring === undefined ? undefined : ID, ring },
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

test('a peer without a ring tells no routes', async () => {
  assert.equal(Routes.from(await served(undefined)(), undefined), undefined)
})
