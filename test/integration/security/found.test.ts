import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { generateKeyPair } from '@libp2p/crypto/keys'
import { Access } from '../../../daemon/core/auth/access.js'
import type { Authority } from '../../../daemon/core/auth/authority.js'
import type { LibP2pNetwork } from '../../../daemon/platform/libp2p-network.js'
import { NotAuthorizedError } from '../../../protocols/errors.js'
import { Ed25519Signer } from '../../../protocols/libp2p/ed25519-signer.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { NOW, realKey, TestCourt } from '../../fixtures/auth.js'
import { ECHO, inMs, NO_METER, openEcho, SILENT } from '../../fixtures/network.js'
import { patch } from '../../fixtures/patch.js'

async function peerOf (t: TestContext, court: TestCourt, credentialsOf: (key: Ed25519Signer) => Uint8Array): Promise<{ network: LibP2pNetwork, authority: Authority }> {
  const privateKey = await generateKeyPair('Ed25519')
  const authority = court.authority()
  const access = new Access({ authority, clock: { realtime: () => NOW }, log: SILENT, meter: NO_METER }, { credentials: credentialsOf(new Ed25519Signer(privateKey)), localAdmins: [] })
  return { network: await openEcho(t, { privateKey, access }), authority }
}

interface Met { readonly member: LibP2pNetwork, readonly late: LibP2pNetwork, readonly authority: Authority }

/** A member has found, on the local network, somebody with an invite that nobody used in time. */
async function meet (t: TestContext): Promise<Met> {
  const court = new TestCourt(await realKey(), await realKey())
  const inviteKey = await realKey()
  const invite = court.invite(inviteKey, {}, 1, NOW - 1)
  const { network: late } = await peerOf(t, court, key => court.join(inviteKey, invite, key).bytes)
  const { network: member, authority } = await peerOf(t, court, key => court.grant(key.id).bytes)
  member.learnMoreAddresses(late.self, late.addresses())
  return { member, late, authority }
}

test('an invite that nobody used in time lets in nobody who was only found on the local network; who is named may have used it long ago', { timeout: 30_000 }, async t => {
  const { member, late, authority } = await meet(t)
  await assert.rejects(member.request(late.self, ECHO, Uint8Array.of(1), inMs(5_000)), NotAuthorizedError)
  assert.deepEqual(authority.all(), [])
  const [address = ''] = late.addresses()
  await member.discover(address, 5_000)
  assert.deepEqual([...await member.request(late.self, ECHO, Uint8Array.of(1), inMs(5_000))], [1])
})

test('planted bug: whoever is dialled may be late: somebody is let in, and all are told of the use', { timeout: 30_000 }, async t => {
  const { greet } = Access.prototype
  t.after(patch(Access.prototype, 'greet', { value (this: Access, from: NodeId, credentials: Uint8Array, dialled?: boolean) { greet.call(this, from, credentials, dialled, dialled) } }))
  const { member, late, authority } = await meet(t)
  assert.deepEqual([...await member.request(late.self, ECHO, Uint8Array.of(1), inMs(5_000))], [1])
  assert.equal(authority.all().length, 1)
})
