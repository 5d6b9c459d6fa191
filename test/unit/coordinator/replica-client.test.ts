import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PeerHealth } from '../../../daemon/core/coordinator/peer-health.js'
import { ReplicaClient, type ReplicaClientComponents } from '../../../daemon/core/coordinator/replica-client.js'
import { DeadlineExceededError, OverloadedError, PeerUnreachableError, ProtocolError } from '../../../protocols/errors.js'
import { utf8Bytes } from '../../../protocols/record/bytes.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { RecordKey } from '../../../protocols/record/record.js'
import type { Rpc } from '../../../protocols/rpc/rpc.js'
import { fromStatus, toStatus } from '../../../protocols/rpc/status.js'

const PEER = 'peer' as NodeId
const KEY = { bucket: 'default', key: utf8Bytes('k') }

test('a peer that does what it was asked is told of as alive; one that does not answer, or was not asked, is not', async () => {
  let failure: Error | undefined
  const alive: NodeId[] = []
  const clock = { monotonic: () => 0, realtime: () => 0, after: () => ({ cancel: () => {} }) }
  const client = new ReplicaClient({
    clock,
    health: new PeerHealth({ clock }, { avoidMs: 1, avoidMsMax: 1 }),
    network: { self: 'self', request: async () => { if (failure !== undefined) throw failure; return {} } },
    viewId: () => undefined,
    heardView: () => {},
    answered: (peer: NodeId) => { alive.push(peer) },
  } as unknown as ReplicaClientComponents)
  await client.read(PEER, KEY, 1)
  assert.deepEqual(alive, [PEER])
  // The last may be this peer's own limit.
  for (failure of [new DeadlineExceededError('late'), new PeerUnreachableError('gone'), new OverloadedError('inFlightMax', 1)]) await assert.rejects(client.read(PEER, KEY, 1))
  assert.deepEqual(alive, [PEER])
})

/** A client of one peer that answers as it is told. */
function clientOf (answer: (rpc: Rpc<unknown, unknown>, body: never) => unknown): { client: ReplicaClient, asked: string[] } {
  const asked: string[] = []
  const clock = { monotonic: () => 0, realtime: () => 0, after: () => ({ cancel: () => {} }) }
  const client = new ReplicaClient({
    clock,
    health: new PeerHealth({ clock }, { avoidMs: 1, avoidMsMax: 1 }),
    network: { self: 'self', request: async (_peer: NodeId, rpc: Rpc<unknown, unknown>, body: never) => { asked.push(rpc.name); return answer(rpc, body) } },
    viewId: () => undefined,
    heardView: () => {},
    answered: () => {},
  } as unknown as ReplicaClientComponents)
  return { client, asked }
}

const keyOf = (name: string): RecordKey => ({ bucket: 'default', key: utf8Bytes(name) })
const SMALL = new Uint8Array(1_000)
const DONE = { view: undefined, durability: 0, storeId: new Uint8Array(16).fill(7), failures: [] }

test('small records are stored together, by what an ack means; long ones and hints alone', async () => {
  const { client, asked } = clientOf((_rpc, { durability }: { durability: number }) => ({ ...DONE, durability }))
  const acks = await Promise.all([
    client.store(PEER, keyOf('k'), SMALL, 'synced', 1), client.store(PEER, keyOf('l'), SMALL, 'buffered', 1), client.store(PEER, keyOf('m'), SMALL, 'synced', 1),
    client.store(PEER, keyOf('n'), new Uint8Array(64 * 1024), 'synced', 1), client.store(PEER, keyOf('o'), SMALL, 'synced', 1, 'other' as NodeId),
  ])
  assert.deepEqual(asked.sort(), ['replicate.store', 'replicate.store', 'replicate.stores', 'replicate.stores'])
  assert.deepEqual(acks.map(({ synced }) => synced), [true, false, true, true, true])
  assert.ok(acks.every(({ storeId }) => storeId === '07'.repeat(16)))
})

test('a record that was refused is no ack, with what that says of it; the others are', async () => {
  const { status, body: details } = toStatus(new OverloadedError('quarantine', 1))
  const { client } = clientOf(() => ({ ...DONE, failures: [{ index: 1, status, details }] }))
  const [first, refused, third] = await Promise.allSettled(['k', 'l', 'm'].map(async name => await client.store(PEER, keyOf(name), SMALL, 'synced', 1)))
  assert.deepEqual([first?.status, third?.status], ['fulfilled', 'fulfilled'])
  assert.ok(refused?.status === 'rejected' && refused.reason instanceof OverloadedError && refused.reason.outcome === 'none')
})

test('an answer that is about something else is none: of stores nothing is known', async () => {
  for (const failures of [[{ index: 2, status: 9, details: new Uint8Array(0) }], [{ index: 0, status: 0, details: new Uint8Array(0) }]]) {
    const { client } = clientOf(() => ({ ...DONE, failures }))
    for (const result of await Promise.allSettled([client.store(PEER, KEY, SMALL, 'synced', 1), client.store(PEER, KEY, SMALL, 'synced', 1)])) {
      assert.ok(result.status === 'rejected' && result.reason instanceof ProtocolError && result.reason.outcome === 'unknown')
    }
  }
  for (const count of [0, 1, 3]) {
    const { client } = clientOf(() => ({ answers: Array.from({ length: count }, () => ({ versionsOnly: false, status: 0, details: new Uint8Array(0) })), view: undefined }))
    for (const result of await Promise.allSettled([client.readVersions(PEER, KEY, 1), client.readVersions(PEER, KEY, 1)])) assert.ok(result.status === 'rejected' && result.reason instanceof ProtocolError)
  }
})

const answered = (error: Error): Error => {
  const { status, body } = toStatus(error)
  return fromStatus(status, body)
}

for (const [what, failure, elapsedMs, isAvoided, deadline = 100_000] of [
  ['gave no answer in the little time there was', new DeadlineExceededError('late', { outcome: 'unknown' }), 5, false],
  ['was silent', new DeadlineExceededError('late', { outcome: 'unknown' }), 1_000, true],
  ['broke off', new PeerUnreachableError('gone', { outcome: 'unknown' }), 5, true],
  ['had a connection still being opened when the little time there was had passed', new PeerUnreachableError('no connection in time', { outcome: 'none' }), 5, false, 10_005],
  ['could not be connected to for long', new PeerUnreachableError('no connection in time', { outcome: 'none' }), 1_000, true, 11_000],
  ['answered that it had reached nobody', answered(new PeerUnreachableError('gone', { outcome: 'none' })), 1_000, false],
] as const) {
  test(`a peer that ${what} is ${isAvoided ? '' : 'not '}avoided`, async () => {
    let now = 10_000
    const clock = { monotonic: () => now, realtime: () => 0, after: () => ({ cancel: () => {} }) }
    const health = new PeerHealth({ clock }, { avoidMs: 200, avoidMsMax: 5_000 })
    const request = async (): Promise<never> => {
      now += elapsedMs
      throw failure
    }
    const client = new ReplicaClient({ clock, health, network: { self: 'self', request }, viewId: () => undefined, heardView: () => {}, answered: () => {} } as unknown as ReplicaClientComponents)
    await assert.rejects(client.read(PEER, KEY, deadline))
    assert.equal(health.isAvoided(PEER), isAvoided)
  })
}
