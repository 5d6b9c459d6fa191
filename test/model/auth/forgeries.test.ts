/**
 * Nothing that was changed, is stale or comes from elsewhere is ever taken: most variants with a stand-in for
 * signatures that is quick, some with real ones. P2PKV_FORGERIES=100000 tries more.
 */
import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { randomBytes, randomInt } from 'node:crypto'
import { test } from 'node:test'
import { openMember, signMember, type MemberRecord } from '../../../daemon/core/membership/member-record.js'
import { NO_TRACKERS } from '../../../daemon/core/membership/trackers.js'
import { issueGrant } from '../../../protocols/auth/credentials.js'
import { OPS_ALL } from '../../../protocols/auth/rights.js'
import { revoke } from '../../../protocols/auth/revocation.js'
import type { SigningKey } from '../../../protocols/auth/signing-key.js'
import { P2pkvError } from '../../../protocols/errors.js'
import { AuthFact, Credentials, Grant, Redemption, Revocation, SignedRevocation, type GrantLink } from '../../../protocols/pb/auth.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { HOUR, NOW, quickKey, realKey, rule, TestCourt, wish } from '../../fixtures/auth.js'

const QUICK = Number(process.env.P2PKV_FORGERIES ?? 20_000)
const REAL = Math.ceil(QUICK / 50)
const NONE = new Uint8Array(0)

/** One byte other, one more, or one less. */
function mutate (bytes: Uint8Array): Uint8Array {
  const at = randomInt(bytes.length)
  const kind = randomInt(4)
  if (kind === 0) return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])
  if (kind === 1) return Buffer.concat([bytes.subarray(0, at), Uint8Array.of(randomInt(256)), bytes.subarray(at)])
  const copy = Uint8Array.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ (1 << randomInt(8))
  if (kind === 2) copy[randomInt(copy.length)] = randomInt(256)
  return copy
}

/** Each field of a grant as somebody would like to have it, under the signature it had. */
const WISHES: ReadonlyArray<(grant: Grant, me: NodeId) => Partial<Grant>> = [
  (_, me) => ({ subject: me }), (_, me) => ({ issuer: me }), () => ({ role: 3 }), () => ({ role: 1, rules: [] }),
  () => ({ rules: [rule('', '', OPS_ALL)] }), () => ({ notAfter: 0 }), ({ notAfter }) => ({ notAfter: notAfter + HOUR }), () => ({ notBefore: 0 }),
  () => ({ serial: randomBytes(16) }), ({ uses }) => ({ uses: uses + 1 }), () => ({ redeemBy: NOW + 9 * HOUR }), () => ({ cluster: 'other-aaaaaaaaaaaaaaaaaaaa' }), () => ({ cluster: '' }),
]

function forge (bytes: Uint8Array, me: SigningKey): Uint8Array {
  const { links } = Credentials.decode(bytes)
  const at = randomInt(links.length)
  const link = links[at]
  if (link === undefined) throw new Error('no link')
  const forged = forgedLink(link, me)
  const kind = randomInt(8)
  if (kind === 0) return Credentials.encode({ links: links.toReversed() })
  if (kind === 1) return Credentials.encode({ links: links.slice(1) })
  if (kind === 2) return Credentials.encode({ links: [...links, forged] })
  return Credentials.encode({ links: links.with(at, forged) })
}

function forgedLink (link: GrantLink, me: SigningKey): GrantLink {
  const grant = Grant.decode(link.grant)
  const changed = Grant.encode({ ...grant, ...WISHES[randomInt(WISHES.length)]?.(grant, me.id) })
  switch (randomInt(4)) {
    case 0: return { ...link, grant: changed }
    // Signed, but by nobody who may.
    case 1: return { ...link, grant: changed, signature: me.sign(changed) }
    case 2: {
      const redemption = Redemption.encode({ cluster: grant.cluster, serial: grant.serial, subject: me.id })
      return { ...link, redemption, inviteSignature: me.sign(redemption), subjectSignature: me.sign(redemption) }
    }
    default: return { ...link, signature: mutate(link.signature) }
  }
}

async function forgeries (count: number, keyOf: () => SigningKey | Promise<SigningKey>): Promise<void> {
  const [root, admin, inviteKey, subject, me] = [await keyOf(), await keyOf(), await keyOf(), await keyOf(), await keyOf()]
  const court = new TestCourt(root, admin)
  const genuine = [
    court.grant(subject.id, { notAfter: NOW + HOUR }), court.grant(subject.id, { role: 'client', rules: [rule('default', 'app/', 1)] }),
    court.join(inviteKey, court.invite(inviteKey), subject), court.adminChain,
  ]
  // Stale, too early, of an unused invite that is over, revoked, and of another cluster with the same keys.
  const later = new TestCourt(root, admin)
  const gone = await keyOf()
  const worthless = [
    court.grant(subject.id, { notAfter: NOW }), court.grant(subject.id, { notBefore: NOW + HOUR }), court.invite(inviteKey),
    court.join(inviteKey, court.invite(inviteKey, {}, 1, NOW - 1), subject), court.grant(gone.id),
    issueGrant(court.genesis, gone, court.grant(gone.id, { role: 'admin' }), wish(subject.id)),
    later.grant(subject.id), later.adminChain, issueGrant(later.genesis, root, undefined, wish(me.id)),
  ]
  const authority = court.authority()
  authority.accept({ revocation: revoke(court.genesis, root, undefined, { key: gone.id }, NOW).signed, redeemed: NONE })
  for (const { bytes } of genuine) authority.open(bytes)
  const known = genuine.map(({ bytes }) => Buffer.from(bytes).toString('hex'))
  const before = authority.all().length
  for (let tried = 0; tried < count; tried++) {
    const source = genuine[tried % genuine.length]
    if (source === undefined) continue
    const bytes = tried % 10 === 0 ? worthless[randomInt(worthless.length)]?.bytes ?? NONE : tried % 3 === 0 ? forge(source.bytes, me) : mutate(source.bytes)
    // A mutation may, rarely, write what was there.
    if (known.includes(Buffer.from(bytes).toString('hex'))) continue
    try {
      authority.open(bytes)
    } catch (error) {
      assert.ok(error instanceof P2pkvError, String(error))
      continue
    }
    assert.fail(`taken: ${Buffer.from(bytes).toString('hex')}`)
  }
  assert.equal(authority.all().length, before)
}

test(`${QUICK} forged, stale and foreign credentials: none is taken`, async () => { await forgeries(QUICK, quickKey) })
test(`${REAL} more, with real signatures: none is taken`, async () => { await forgeries(REAL, realKey) })

test('revocations that nobody made revoke nobody', async () => {
  const court = new TestCourt(await realKey(), await realKey())
  const [me, victim] = [await realKey(), await realKey()]
  const { signed } = revoke(court.genesis, court.admin, court.adminChain, { key: (await realKey()).id }, NOW)
  const authority = court.authority()
  const genuine = SignedRevocation.encode(signed)
  for (let tried = 0; tried < REAL; tried++) {
    const own = Revocation.encode({ cluster: court.genesis.cluster, key: victim.id, serial: NONE, issuer: tried % 2 === 0 ? court.admin.id : me.id, issuedAt: NOW })
    const forged = tried % 3 === 0 ? { body: own, signature: me.sign(own), credentials: court.adminChain.bytes } : undefined
    const bytes = forged === undefined ? mutate(genuine) : SignedRevocation.encode(forged)
    if (Buffer.compare(bytes, genuine) === 0) continue
    try {
      authority.accept(AuthFact.decode(AuthFact.encode({ revocation: SignedRevocation.decode(bytes), redeemed: NONE })))
    } catch { continue }
    // What decodes to the very same message is that message.
    assert.deepEqual(SignedRevocation.encode(SignedRevocation.decode(bytes)), genuine)
  }
  assert.equal(authority.isRevoked(victim.id), false)
})

test(`${QUICK / 10} changed member records: none is taken`, () => {
  const key = quickKey()
  const record: MemberRecord = {
    cluster: 'test', peerId: key.id, storeId: '00'.repeat(16), incarnation: 7, status: 'alive', addresses: ['/ip4/10.0.0.1/tcp/4400'],
    zone: 'fr', weight: 100, version: '1', name: 'par-1', view: undefined, trackers: NO_TRACKERS, run: 0n, hlc: 1n, credentials: NONE,
  }
  const { signed } = signMember(record, key)
  for (let tried = 0; tried < QUICK / 10; tried++) {
    const body = mutate(signed.body)
    if (Buffer.compare(body, signed.body) === 0) continue
    assert.throws(() => openMember({ body, signature: signed.signature }, key), P2pkvError)
  }
})
