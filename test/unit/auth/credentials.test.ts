import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { issueGrant, openCredentials, redeemInvite } from '../../../protocols/auth/credentials.js'
import { makeGenesis, openGenesis } from '../../../protocols/auth/genesis.js'
import { OPS_ALL } from '../../../protocols/auth/rights.js'
import { formatGrant, formatTicket, parsePaper } from '../../../protocols/auth/ticket.js'
import { InvalidArgumentError, NotAuthorizedError, ProtocolError } from '../../../protocols/errors.js'
import { Credentials } from '../../../protocols/pb/auth.js'
import { HOUR, NOW, quickKey, realKey, rule, TestCourt, wish } from '../../fixtures/auth.js'

test('a cluster is named after the hash of its genesis', () => {
  const root = quickKey()
  const genesis = makeGenesis('prod', randomBytes(16), root)
  assert.match(genesis.cluster, /^prod-[a-z2-7]{20}$/)
  assert.equal(openGenesis(genesis.signed, root.verify).cluster, genesis.cluster)
  assert.notEqual(makeGenesis('prod', randomBytes(16), root).cluster, genesis.cluster)
  assert.throws(() => makeGenesis('Prod', randomBytes(16), root), InvalidArgumentError)
  assert.throws(() => openGenesis({ ...genesis.signed, signature: randomBytes(16) }, root.verify), ProtocolError)
})

test('a grant by an admin shows what a key may do, with real keys', async () => {
  const court = new TestCourt(await realKey(), await realKey())
  const subject = await realKey()
  const rules = [rule('carts', 'app/', OPS_ALL)]
  const chain = openCredentials(court.grant(subject.id, { role: 'client', rules, notAfter: NOW + HOUR }).bytes, court.genesis, subject.verify)
  assert.equal(chain.subject, subject.id)
  assert.equal(chain.role, 'client')
  assert.deepEqual(chain.rules, rules)
  assert.equal(chain.notAfter, NOW + HOUR)
  assert.deepEqual(chain.keys, [court.admin.id, subject.id])
})

test('only root keys and admins make grants', () => {
  const court = TestCourt.quick()
  const peer = quickKey()
  const held = court.grant(peer.id)
  assert.throws(() => issueGrant(court.genesis, peer, held, wish(quickKey().id)), InvalidArgumentError)
  assert.throws(() => issueGrant(court.genesis, peer, undefined, wish(quickKey().id)), InvalidArgumentError)
  // Somebody else's chain is of no use.
  assert.throws(() => issueGrant(court.genesis, peer, court.adminChain, wish(quickKey().id)), InvalidArgumentError)
  // Forged past the check of the maker: the reader checks, too.
  const { links } = Credentials.decode(held.bytes)
  const own = issueGrant(makeGenesis('test', randomBytes(16), peer), peer, undefined, wish(quickKey().id))
  const joined = Credentials.encode({ links: [...links, ...Credentials.decode(own.bytes).links] })
  assert.throws(() => openCredentials(joined, court.genesis, peer.verify), NotAuthorizedError)
})

test('grants of another cluster are worth nothing', () => {
  const [here, there] = [TestCourt.quick(), TestCourt.quick()]
  assert.throws(() => openCredentials(there.grant(quickKey().id).bytes, here.genesis, here.root.verify), NotAuthorizedError)
  // The same root with another genesis is another cluster.
  const twin = new TestCourt(here.root, here.admin)
  assert.throws(() => openCredentials(twin.adminChain.bytes, here.genesis, here.root.verify), NotAuthorizedError)
})

test('an invite becomes a grant by two signatures, and nobody else is asked', async () => {
  const court = new TestCourt(await realKey(), await realKey())
  const [inviteKey, subject] = [await realKey(), await realKey()]
  const invite = court.invite(inviteKey)
  assert.equal(invite.isInvite, true)
  const chain = openCredentials(court.join(inviteKey, invite, subject).bytes, court.genesis, court.root.verify)
  assert.deepEqual([chain.subject, chain.role, chain.isInvite], [subject.id, 'peer', false])
  assert.deepEqual(chain.uses.map(({ key, usesMax }) => [key, usesMax]), [[subject.id, 1]])
  // Without the invite's key there is no grant.
  const thief = await realKey()
  assert.throws(() => redeemInvite(court.genesis, invite, thief, thief), NotAuthorizedError)
  // Nor with a redemption of another invite.
  const other = await realKey()
  const stolen = Credentials.decode(chain.bytes)
  const target = Credentials.decode(court.invite(other).bytes)
  const last = target.links.at(-1)
  const taken = stolen.links.at(-1)
  assert.ok(last !== undefined && taken !== undefined)
  target.links[target.links.length - 1] = { ...taken, grant: last.grant, signature: last.signature }
  assert.throws(() => openCredentials(Credentials.encode(target), court.genesis, court.root.verify), NotAuthorizedError)
})

test('an invited admin makes grants that count', () => {
  const court = TestCourt.quick()
  const [inviteKey, second, client] = [quickKey(), quickKey(), quickKey()]
  const held = court.join(inviteKey, court.invite(inviteKey, { role: 'admin' }), second)
  const chain = issueGrant(court.genesis, second, held, wish(client.id, { role: 'client', rules: [rule('', '', OPS_ALL)] }))
  assert.deepEqual(chain.keys, [court.admin.id, inviteKey.id, second.id, client.id])
  // The invite's key alone makes none.
  assert.throws(() => issueGrant(court.genesis, inviteKey, court.invite(inviteKey, { role: 'admin' }), wish(client.id)), InvalidArgumentError)
})

test('a ticket and a grant are one line each, and a damaged line says so', async () => {
  const court = new TestCourt(await realKey(), await realKey())
  const inviteKey = await realKey()
  const paper = { genesis: court.genesis, addresses: ['/ip4/10.0.0.1/tcp/4400'] }
  const ticket = formatTicket({ ...paper, chain: court.invite(inviteKey), seed: randomBytes(32) })
  const grant = formatGrant({ ...paper, chain: court.grant(inviteKey.id) })
  for (const line of [ticket, grant]) {
    assert.match(line, /^p2pkvg?1_[\w-]+$/)
    const parsed = parsePaper(`  ${line}\n`, court.root.verify)
    assert.equal(parsed.genesis.cluster, court.genesis.cluster)
    assert.deepEqual(parsed.addresses, paper.addresses)
    for (let index = 0; index < line.length; index += 7) {
      const other = line[index] === 'A' ? 'B' : 'A'
      const damaged = line.slice(0, index) + other + line.slice(index + 1)
      try {
        // The seed, and addresses, are not signed: all else is.
        const read = parsePaper(damaged, court.root.verify)
        assert.equal(Buffer.compare(read.chain.bytes, parsed.chain.bytes), 0)
        assert.equal(read.genesis.cluster, parsed.genesis.cluster)
      } catch (error) { assert.ok(error instanceof InvalidArgumentError, String(error)) }
    }
    assert.throws(() => parsePaper(line.slice(0, -5), court.root.verify), InvalidArgumentError)
  }
  // A ticket whose grant is no invite, and the other way round.
  assert.throws(() => parsePaper(formatTicket({ ...paper, chain: court.grant(inviteKey.id), seed: randomBytes(32) }), court.root.verify), InvalidArgumentError)
  assert.throws(() => parsePaper(formatGrant({ ...paper, chain: court.invite(inviteKey) }), court.root.verify), InvalidArgumentError)
})
