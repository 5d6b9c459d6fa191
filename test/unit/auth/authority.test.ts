import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Authority } from '../../../daemon/core/auth/authority.js'
import { issueGrant } from '../../../protocols/auth/credentials.js'
import { revoke } from '../../../protocols/auth/revocation.js'
import { InvalidArgumentError, NotAuthorizedError, OverloadedError, ProtocolError } from '../../../protocols/errors.js'
import type { AuthFact } from '../../../protocols/pb/auth.js'
import { HOUR, NOW, quickKey, TestCourt, wish } from '../../fixtures/auth.js'

const NONE = new Uint8Array(0)

/** What an exchange of both peers' facts does. */
function exchange (a: Authority, b: Authority): void {
  for (const fact of b.differingFrom(a.digest)) a.accept(fact)
  for (const fact of a.differingFrom(b.digest)) b.accept(fact)
}

test('a grant counts between its times', () => {
  const court = TestCourt.quick()
  let now = NOW
  const authority = court.authority(() => now)
  const { bytes } = court.grant(quickKey().id, { notBefore: NOW, notAfter: NOW + HOUR })
  authority.open(bytes)
  now = NOW + HOUR
  assert.throws(() => authority.open(bytes), NotAuthorizedError)
  // A clock that is a little behind does no harm; one that is an hour behind does.
  now = NOW - 60_000
  authority.open(bytes)
  now = NOW - HOUR
  assert.throws(() => authority.open(bytes), NotAuthorizedError)
})

test('a revoked key, and all it has granted, counts no more', () => {
  const court = TestCourt.quick()
  const authority = court.authority()
  const [second, client] = [quickKey(), quickKey()]
  const held = court.grant(second.id, { role: 'admin' })
  const given = issueGrant(court.genesis, second, held, wish(client.id))
  authority.open(given.bytes)
  const { signed } = revoke(court.genesis, court.admin, court.adminChain, { key: second.id }, NOW)
  assert.equal(authority.accept({ revocation: signed, redeemed: NONE }), true)
  assert.equal(authority.accept({ revocation: signed, redeemed: NONE }), false)
  assert.throws(() => authority.open(given.bytes), NotAuthorizedError)
  assert.equal(authority.isRevoked(second.id), true)
  assert.equal(authority.counts(court.adminChain), true)
})

test('a revoked invite takes with it all that was made from it', () => {
  const court = TestCourt.quick()
  const authority = court.authority()
  const [inviteKey, one, two] = [quickKey(), quickKey(), quickKey()]
  const invite = court.invite(inviteKey, {}, 2)
  const chains = [one, two].map(key => authority.open(court.join(inviteKey, invite, key).bytes))
  const { signed } = revoke(court.genesis, court.root, undefined, { serial: invite.serials.at(-1) ?? NONE }, NOW)
  authority.accept({ revocation: signed, redeemed: NONE })
  assert.deepEqual(chains.map(chain => authority.counts(chain)), [false, false])
})

test('who is no admin revokes nobody, and nobody revokes a root key', () => {
  const court = TestCourt.quick()
  const peer = quickKey()
  const held = court.grant(peer.id)
  assert.throws(() => revoke(court.genesis, peer, held, { key: court.admin.id }, NOW), InvalidArgumentError)
  assert.throws(() => revoke(court.genesis, peer, undefined, { key: court.admin.id }, NOW), InvalidArgumentError)
  assert.throws(() => revoke(court.genesis, court.admin, court.adminChain, { key: court.root.id }, NOW), InvalidArgumentError)
  // An admin's revocation, said to be by somebody else.
  const { signed } = revoke(court.genesis, court.admin, court.adminChain, { key: peer.id }, NOW)
  assert.throws(() => court.authority().accept({ revocation: { ...signed, credentials: held.bytes }, redeemed: NONE }), NotAuthorizedError)
  assert.throws(() => TestCourt.quick().authority().accept({ revocation: signed, redeemed: NONE }), NotAuthorizedError)
})

test('one invite with one key too many: all of them are suspended, wherever they were seen', () => {
  const court = TestCourt.quick()
  const [a, b] = [court.authority(), court.authority()]
  const [inviteKey, first, second] = [quickKey(), quickKey(), quickKey()]
  const invite = court.invite(inviteKey)
  const [one, two] = [first, second].map(key => court.join(inviteKey, invite, key))
  assert.ok(one !== undefined && two !== undefined)
  // Each at a peer of its own: both are believed until the peers hear of each other.
  a.open(one.bytes)
  b.open(two.bytes)
  exchange(a, b)
  for (const authority of [a, b]) {
    assert.throws(() => authority.open(one.bytes), NotAuthorizedError)
    assert.throws(() => authority.open(two.bytes), NotAuthorizedError)
    assert.deepEqual(authority.alarms.map(({ keys }) => keys), [[first.id, second.id].sort()])
  }
  // A third says nothing new, and peers that saw different users agree.
  const c = court.authority()
  c.open(court.join(inviteKey, invite, quickKey()).bytes)
  assert.throws(() => c.open(one.bytes), NotAuthorizedError)
  assert.deepEqual(c.differingFrom(a.digest), [])
})

test('an invite that nobody has used by its time is worth nothing; one that was used lasts', () => {
  const court = TestCourt.quick()
  let now = NOW
  const [knows, new_] = [court.authority(() => now), court.authority(() => now)]
  const [inviteKey, key] = [quickKey(), quickKey()]
  const chain = court.join(inviteKey, court.invite(inviteKey), key)
  knows.open(chain.bytes)
  now = NOW + HOUR
  knows.open(chain.bytes)
  assert.throws(() => new_.open(chain.bytes), NotAuthorizedError)
  // Other peers say that it was in time.
  exchange(new_, knows)
  new_.open(chain.bytes)
  // Or this peer has chosen whom it speaks to.
  court.authority(() => now).open(chain.bytes, true)
})

test('an invite itself opens nothing', () => {
  const court = TestCourt.quick()
  assert.throws(() => court.authority().open(court.invite(quickKey()).bytes), NotAuthorizedError)
})

test('peers that have exchanged know the same, in any order, and say nothing more', () => {
  const court = TestCourt.quick()
  const facts: AuthFact[] = Array.from({ length: 40 }, () => ({ revocation: revoke(court.genesis, court.admin, court.adminChain, { key: quickKey().id }, NOW).signed, redeemed: NONE }))
  const [a, b] = [court.authority(), court.authority()]
  for (const fact of facts.slice(0, 25)) a.accept(fact)
  for (const fact of facts.slice(15).toReversed()) b.accept(fact)
  exchange(a, b)
  assert.equal(a.all().length, 40)
  assert.deepEqual(a.digest, b.digest)
  assert.deepEqual(a.differingFrom(b.digest), [])
})

test('two admins that revoke one key leave no difference behind', () => {
  const court = TestCourt.quick()
  const [a, b] = [court.authority(), court.authority()]
  const { id } = quickKey()
  a.accept({ revocation: revoke(court.genesis, court.admin, court.adminChain, { key: id }, NOW).signed, redeemed: NONE })
  b.accept({ revocation: revoke(court.genesis, court.root, undefined, { key: id }, NOW + 1).signed, redeemed: NONE })
  assert.deepEqual(a.digest, b.digest)
})

test('facts are bounded, in number and in a message', () => {
  const court = TestCourt.quick()
  const authority = court.authority(() => NOW, { factsMax: 3, messageBytesMax: 800 })
  const fact = (): AuthFact => ({ revocation: revoke(court.genesis, court.admin, court.adminChain, { key: quickKey().id }, NOW).signed, redeemed: NONE })
  for (let count = 0; count < 3; count++) authority.accept(fact())
  assert.throws(() => authority.accept(fact()), OverloadedError)
  assert.equal(authority.all().length, 3)
  const sent = authority.differingFrom(NONE)
  assert.ok(sent.length > 0 && sent.length < 3)
})

test('what a message has no room for comes with later ones, whatever the other knows already', () => {
  const court = TestCourt.quick()
  const facts: AuthFact[] = Array.from({ length: 60 }, () => ({ revocation: revoke(court.genesis, court.admin, court.adminChain, { key: quickKey().id }, NOW).signed, redeemed: NONE }))
  const [a, b] = [court.authority(() => NOW, { messageBytesMax: 2_000 }), court.authority(() => NOW, { messageBytesMax: 2_000 })]
  for (const fact of facts.slice(0, 45)) a.accept(fact)
  for (const fact of facts) b.accept(fact)
  // A whole exchange makes two messages, of which one is not looked at.
  for (let count = 0; count < 200; count++) {
    exchange(a, b)
    b.differingFrom(a.digest)
  }
  assert.equal(a.all().length, facts.length)
})

test('those who have used invites leave room for revocations', () => {
  const court = TestCourt.quick()
  const authority = court.authority(() => NOW, { factsMax: 8 })
  const inviteKey = quickKey()
  const invite = court.invite(inviteKey, {}, 20)
  const join = (): unknown => authority.open(court.join(inviteKey, invite, quickKey()).bytes)
  for (let count = 0; count < 7; count++) join()
  assert.throws(join, OverloadedError)
  const { id } = quickKey()
  assert.equal(authority.accept({ revocation: revoke(court.genesis, court.admin, court.adminChain, { key: id }, NOW).signed, redeemed: NONE }), true)
  assert.equal(authority.isRevoked(id), true)
})

test('what one peer keeps, another can, in whatever order it hears of it', () => {
  const court = TestCourt.quick()
  const [first, second] = [court.authority(() => NOW, { factsMax: 8 }), court.authority(() => NOW, { factsMax: 8 })]
  const inviteKey = quickKey()
  const invite = court.invite(inviteKey, {}, 20)
  for (let count = 0; count < 7; count++) first.open(court.join(inviteKey, invite, quickKey()).bytes)
  first.accept({ revocation: revoke(court.genesis, court.admin, court.adminChain, { key: quickKey().id }, NOW).signed, redeemed: NONE })
  for (const { message } of first.all().reverse()) assert.equal(second.accept(message), true)
  assert.deepEqual(second.digest, first.digest)
})

test('a message that is no fact is refused', () => {
  const authority = TestCourt.quick().authority()
  assert.throws(() => authority.accept({ redeemed: NONE }), ProtocolError)
  const court = TestCourt.quick()
  assert.throws(() => court.authority().accept({ redeemed: court.grant(quickKey().id).bytes }), NotAuthorizedError)
})
