import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Access } from '../../../daemon/core/auth/access.js'
import { checkClientRequest, visibleScan } from '../../../daemon/core/auth/request-rights.js'
import { STATUS } from '../../../protocols/admin/admin.js'
import { HELLO, REDEEM } from '../../../protocols/auth/hello.js'
import { OP, OPS_ALL, opsFor, type Rule } from '../../../protocols/auth/rights.js'
import { revoke } from '../../../protocols/auth/revocation.js'
import { NotAuthorizedError } from '../../../protocols/errors.js'
import { GET } from '../../../protocols/get/get.js'
import { EXCHANGE } from '../../../protocols/membership/membership.js'
import { PROBE } from '../../../protocols/probe/probe.js'
import { PUT } from '../../../protocols/put/put.js'
import { recordKeyBytes } from '../../../protocols/record/key.js'
import { utf8Bytes } from '../../../protocols/record/bytes.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { REPLICA_READ } from '../../../protocols/replicate/replicate.js'
import type { Rpc } from '../../../protocols/rpc/rpc.js'
import { ROUTES } from '../../../protocols/routes/routes.js'
import { SCAN, SCAN_FORM, type ScanRequest, type ScanResponse } from '../../../protocols/scan/scan.js'
import { checkPosition, recordKeyAt } from '../../../protocols/scan/scan-position.js'
import { compareBytes } from '../../../storage/compare-bytes.js'
import { HOUR, NOW, quickKey, rule, TestCourt } from '../../fixtures/auth.js'
import { NO_METER, SILENT } from '../../fixtures/network.js'

const NONE = new Uint8Array(0)

function scene (localAdmins: readonly NodeId[] = []) {
  const court = TestCourt.quick()
  const time = { now: NOW }
  const authority = court.authority(() => time.now)
  const access = new Access({ authority, clock: { realtime: () => time.now }, log: SILENT, meter: NO_METER }, { credentials: NONE, localAdmins })
  return { court, time, authority, access }
}

const EVERY = [GET, PUT, SCAN, REPLICA_READ, PROBE, EXCHANGE, STATUS, HELLO, REDEEM] as ReadonlyArray<Rpc<unknown, unknown>>
const served = (access: Access, from: NodeId): string[] => EVERY.filter(({ protocol }) => access.mayOpen(from, protocol)).map(({ name }) => name)
const OPEN = ['hello.hello', 'join.redeem']

test('each role is served its protocols, and strangers only the door', () => {
  const { court, access } = scene()
  const [peer, client, admin, stranger] = [quickKey(), quickKey(), quickKey(), quickKey()]
  access.greet(peer.id, court.grant(peer.id).bytes)
  access.greet(client.id, court.grant(client.id, { role: 'client', rules: [rule('', '', OPS_ALL)] }).bytes)
  access.greet(admin.id, court.grant(admin.id, { role: 'admin' }).bytes)
  assert.throws(() => { access.greet(stranger.id, NONE) })
  assert.deepEqual(served(access, peer.id), EVERY.map(({ name }) => name))
  assert.deepEqual(served(access, client.id), ['get.get', 'put.put', 'scan.page', ...OPEN])
  assert.deepEqual(served(access, admin.id), ['get.get', 'put.put', 'scan.page', 'admin.status', ...OPEN])
  assert.deepEqual(served(access, stranger.id), OPEN)
})

test('credentials are good for their own key only', () => {
  const { court, access } = scene()
  const thief = quickKey()
  assert.throws(() => { access.greet(thief.id, court.grant(quickKey().id).bytes) }, NotAuthorizedError)
  assert.deepEqual(served(access, thief.id), OPEN)
})

test('whoever was dialled must be a peer of the cluster', () => {
  const { court, access } = scene()
  const client = quickKey()
  const { bytes } = court.grant(client.id, { role: 'client' })
  assert.throws(() => { access.greet(client.id, bytes, true) }, NotAuthorizedError)
})

test('the key of the data directory is an admin here without a grant, unless it is revoked', () => {
  const local = quickKey()
  const { court, access, authority } = scene([local.id])
  const lost: NodeId[] = []
  access.onLost(peer => { lost.push(peer) })
  access.greet(local.id, NONE)
  assert.equal(access.roleOf(local.id), 'admin')
  authority.accept({ revocation: revoke(court.genesis, court.root, undefined, { key: local.id }, NOW).signed, redeemed: NONE })
  assert.deepEqual(lost, [local.id])
  assert.throws(() => { access.greet(local.id, NONE) })
})

test('who is revoked is cut off at once, with all it has granted; the others stay', () => {
  const { court, access, authority } = scene()
  const [gone, stays] = [quickKey(), quickKey()]
  for (const { id } of [gone, stays]) access.greet(id, court.grant(id).bytes)
  const lost: NodeId[] = []
  access.onLost(peer => { lost.push(peer) })
  authority.accept({ revocation: revoke(court.genesis, court.admin, court.adminChain, { key: gone.id }, NOW).signed, redeemed: NONE })
  assert.deepEqual(lost, [gone.id])
  assert.equal(access.isBarred(gone.id), true)
  assert.deepEqual(served(access, gone.id), OPEN)
  assert.equal(access.roleOf(stays.id), 'peer')
})

test('a grant that ends while its key is connected ends at that moment', () => {
  const { court, access, time } = scene()
  const { id } = quickKey()
  access.greet(id, court.grant(id, { notAfter: NOW + HOUR }).bytes)
  assert.equal(access.roleOf(id), 'peer')
  time.now = NOW + HOUR
  assert.equal(access.roleOf(id), undefined)
})

test('a client may do what its rules say, request by request', async () => {
  const { court, access } = scene()
  const client = quickKey()
  access.greet(client.id, court.grant(client.id, { role: 'client', rules: [rule('', 'app/', OP.read)] }).bytes)
  const ran: string[] = []
  const ask = async <Q>(rpc: Rpc<Q, never>, body: object): Promise<void> => { await access.serve(client.id, rpc as unknown as Rpc<unknown, unknown>, body, async () => { ran.push(rpc.name) }) }
  const get = GET as unknown as Rpc<unknown, never>
  const put = PUT as unknown as Rpc<unknown, never>
  await ask(get, { bucket: 'default', key: utf8Bytes('app/x') })
  assert.deepEqual(ran, ['get.get'])
  for (const [rpc, body] of [
    [get, { bucket: 'default', key: utf8Bytes('other/x') }], [get, { bucket: 'default', key: utf8Bytes('app') }],
    [put, { bucket: 'default', key: utf8Bytes('app/x'), value: NONE }], [put, { bucket: 'default', key: utf8Bytes('app/x'), value: undefined }],
    [SCAN, { bucket: 'default', prefix: utf8Bytes('app/'), form: SCAN_FORM.keys }], [STATUS, {}], [REPLICA_READ, {}],
  ] as Array<[Rpc<unknown, never>, object]>) await assert.rejects(ask(rpc, body), NotAuthorizedError, rpc.name)
  assert.deepEqual(ran, ['get.get'])
})

test('a put that answers with the previous value is a read, too, and one without a value a delete', () => {
  const allowed = (ops: number, body: object): boolean => {
    try {
      checkClientRequest([rule('', '', ops)], PUT as unknown as Rpc<never, unknown>, { bucket: 'b', key: utf8Bytes('k'), ...body })
      return true
    } catch { return false }
  }
  assert.equal(allowed(OP.write, { value: NONE, returnPrevious: false }), true)
  assert.equal(allowed(OP.write, { value: NONE, returnPrevious: true }), false)
  assert.equal(allowed(OP.write | OP.read, { value: NONE, returnPrevious: true }), true)
  assert.equal(allowed(OP.write, { value: undefined, returnPrevious: false }), false)
  assert.equal(allowed(OP.delete, { value: undefined, returnPrevious: false }), true)
})

/** All pages of a scan of `keys`, as a client with these rules sees them: entries, and the cursors. */
function scanAll (rules: readonly Rule[], keys: readonly string[], pageEntries: number): { seen: string[], cursors: Uint8Array[] } {
  const positions = keys.map(key => recordKeyBytes({ bucket: 'b', key: utf8Bytes(key) })).sort(compareBytes)
  const seen: string[] = []
  const cursors: Uint8Array[] = []
  let after = NONE as Uint8Array
  for (let page = 0; page < 100; page++) {
    const rest = positions.filter(at => compareBytes(at, after) > 0)
    const entries = rest.slice(0, pageEntries).map(at => ({ at, versions: [], record: NONE, unreadable: false }))
    const raw: ScanResponse = { entries, cursor: rest.length > pageEntries ? entries.at(-1)?.at ?? NONE : NONE, asked: 1 }
    const shown = visibleScan(rules, { form: SCAN_FORM.keys } as ScanRequest, raw)
    seen.push(...shown.entries.map(({ at }) => new TextDecoder().decode(recordKeyAt(at).key)))
    if (shown.cursor.length === 0) return { seen, cursors }
    checkPosition(shown.cursor)
    assert.ok(compareBytes(shown.cursor, after) > 0, 'the scan goes on')
    cursors.push(shown.cursor)
    after = shown.cursor
  }
  throw new Error('the scan does not end')
}

test('a scan shows every key that may be listed and none that may not, and no cursor names a hidden one', () => {
  const text = fc.string({ minLength: 1, maxLength: 4, unit: fc.constantFrom('a', 'b', '\0', '\x7f') })
  const rules = fc.array(fc.record({ prefix: fc.string({ maxLength: 3, unit: fc.constantFrom('a', 'b', '\0', '\x7f') }), ops: fc.constantFrom(0, OP.list, OP.read) }), { maxLength: 5 })
  fc.assert(fc.property(rules, fc.uniqueArray(text, { maxLength: 20 }), fc.integer({ min: 1, max: 4 }), (given, keys, pageEntries) => {
    const all = [rule('', '', OP.list), ...given.map(({ prefix, ops }) => rule('', prefix, ops))]
    const visible = keys.filter(key => (opsFor(all, 'b', utf8Bytes(key)) & OP.list) !== 0)
    const { seen, cursors } = scanAll(all, keys, pageEntries)
    assert.deepEqual([...seen].sort(), [...visible].sort())
    for (const cursor of cursors) {
      const key = new TextDecoder().decode(recordKeyAt(cursor).key)
      assert.ok(!keys.includes(key) || visible.includes(key) || given.some(({ prefix }) => prefix === `${key}\0`), `a cursor names ${key}`)
    }
  }), { numRuns: 2_000 })
})

test('whoever has any rule may ask for the routes, which name no key', () => {
  checkClientRequest([rule('', 'app/', OP.read)], ROUTES as unknown as Rpc<never, unknown>, { known: undefined })
})
