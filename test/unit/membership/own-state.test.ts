import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MEMBER_STATE } from '../../../protocols/admin/admin.js'
import { Admin, type AdminComponents } from '../../../daemon/core/admin.js'
import type { Env } from '../../../daemon/core/env.js'
import { ManualClock } from '../../fixtures/manual-clock.js'
import { peerIdOf } from '../../fixtures/ring.js'

const SELF = peerIdOf(1)

function ownState ({ placed, removed }: { readonly placed: boolean, readonly removed: boolean }): number | undefined {
  const env = { clock: new ManualClock(), network: { self: SELF, handle: () => {} } } as unknown as Env
  const components = {
    history: { ring: undefined, id: undefined }, views: { placement: () => placed ? {} : undefined },
    membership: {
      removed, ownRecord: { status: 'alive' }, table: { get: () => undefined, all: () => [{ record: { peerId: SELF } }] },
      detector: { opinionOf: () => ({ state: 'alive', incarnation: 1, sinceMs: 0 }), heardAtMs: () => undefined, roundTripMs: () => undefined, clockOffsetMs: () => undefined },
    },
  } as unknown as AdminComponents
  return new Admin(env, components, { cluster: 'c' }).status(new Map()).members[0]?.state
}

test('a peer that was taken out of the ring says of itself what the others say of it, not that it joins', () => {
  assert.equal(ownState({ placed: true, removed: false }), MEMBER_STATE.up)
  assert.equal(ownState({ placed: false, removed: false }), MEMBER_STATE.joining)
  assert.equal(ownState({ placed: false, removed: true }), MEMBER_STATE.left)
})
