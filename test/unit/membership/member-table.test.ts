import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signMember, type SignedMember } from '../../../daemon/core/membership/member-record.js'
import { MemberTable } from '../../../daemon/core/membership/member-table.js'
import { NO_TRACKERS } from '../../../daemon/core/membership/trackers.js'
import { OverloadedError } from '../../../protocols/errors.js'
import { MEMBERSHIP_BYTES_MAX } from '../../../protocols/rpc/limits.js'
import { hlcAt } from '../../../protocols/record/hlc.js'
import { fakeSigner, memberOf, peerIdOf } from '../../fixtures/ring.js'

/** What a peer says of itself at a time, milliseconds. */
function said (number: number, atMs: number, credentials = new Uint8Array(0)): SignedMember {
  const { peerId, storeId, weight, zone } = memberOf(number)
  return signMember({ cluster: 'c', peerId, storeId, weight, zone, incarnation: 1, status: 'alive', addresses: [], version: '', name: '', view: undefined, trackers: NO_TRACKERS, run: 1n, hlc: hlcAt(atMs), credentials }, fakeSigner(peerId))
}

function tableOf (membersMax: number, needed: readonly number[]): { table: MemberTable, forgotten: string[] } {
  const forgotten: string[] = []
  const isNeeded = (peer: string): boolean => needed.some(number => peerIdOf(number) === peer)
  return { forgotten, table: new MemberTable({ signer: fakeSigner(peerIdOf(1)), isNeeded, forget: peer => { forgotten.push(peer) } }, { cluster: 'c', membersMax }) }
}

test('a table that is full of peers that are gone takes a new one in the place of the one that was heard of longest ago', () => {
  const { table, forgotten } = tableOf(4, [1])
  const records = [said(1, 10), said(2, 30), said(3, 20), said(4, 40)]
  for (const { signed } of records) table.accept(signed)
  table.accept(said(5, 50).signed)
  assert.deepEqual(forgotten, [peerIdOf(3)])
  assert.deepEqual(table.all().map(({ record }) => record.peerId).sort(), [1, 2, 4, 5].map(peerIdOf).sort())
  const other = tableOf(4, [1]).table
  for (const number of [5, 1, 4, 2]) other.accept((number === 5 ? said(5, 50) : records[number - 1] as SignedMember).signed)
  assert.deepEqual(table.digest, other.digest)
})

test('what tables keep does not depend on the order in which they hear of it', () => {
  const [oneWay, otherWay] = [tableOf(4, [1]).table, tableOf(4, [1]).table]
  const records = [said(1, 10), ...[2, 3, 4, 5, 6, 7, 8].map(number => said(number, 100 * number))]
  const take = (table: MemberTable, { signed }: SignedMember): void => {
    try {
      table.accept(signed)
    } catch (error) {
      if (!(error instanceof OverloadedError)) throw error
    }
  }
  for (const record of records) take(oneWay, record)
  for (const record of [...records].reverse()) take(otherWay, record)
  assert.deepEqual(oneWay.all().map(({ record }) => record.peerId), [1, 6, 7, 8].map(peerIdOf).sort())
  assert.deepEqual(otherWay.digest, oneWay.digest)
})

test('a table that is full of those that are needed takes nobody', () => {
  const { table } = tableOf(2, [1, 2])
  for (const number of [1, 2]) table.accept(said(number, number).signed)
  assert.throws(() => table.accept(said(3, 3).signed), OverloadedError)
})

test('what one message has no room for comes with the next ones', () => {
  const [full, empty] = [tableOf(400, []).table, tableOf(400, []).table]
  for (let number = 1; number <= 300; number++) full.accept(said(number, number, new Uint8Array(15_000)).signed)
  for (let count = 0; count < 20; count++) {
    const sent = full.differingFrom(empty.digest)
    assert.ok(sent.reduce((sum, { signed: { body } }) => sum + body.byteLength, 0) < MEMBERSHIP_BYTES_MAX)
    for (const { signed } of sent) empty.accept(signed)
  }
  assert.deepEqual(empty.digest, full.digest)
})
