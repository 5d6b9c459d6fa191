import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { Restore } from '../../daemon/core/backup/restore.js'
import type { BackupRecord, RestoreResponse } from '../../protocols/backup/backup.js'
import { equalBytes, utf8Bytes } from '../../protocols/record/bytes.js'
import { hlcAt } from '../../protocols/record/hlc.js'
import type { KvRecord } from '../../protocols/record/record.js'
import { decodeRecord, encodeRecord } from '../../protocols/record/record-codec.js'
import { SCAN_FORM } from '../../protocols/scan/scan.js'
import { patch } from '../fixtures/patch.js'
import { SimClient } from './sim-client.js'
import { SimCluster, type SimPeer } from './sim-cluster.js'

const EMPTY = new Uint8Array()

async function settled<T> (cluster: SimCluster, promise: Promise<T>): Promise<T> {
  let result: { value: T } | undefined
  let error: unknown
  promise.then(value => { result = { value } }, (reason: unknown) => { error = reason })
  await cluster.scheduler.runUntil(() => result !== undefined || error !== undefined, 60_000, 'it is done')
  if (result === undefined) throw error
  return result.value
}

async function cluster (peers: number): Promise<{ cluster: SimCluster, client: SimClient, via: SimPeer }> {
  const made = new SimCluster({ seed: 3, partitions: 32, defaults: { conflict: 'siblings' } })
  await made.form(peers)
  return { cluster: made, client: new SimClient(made), via: made.peers[0] as SimPeer }
}

type Made = Awaited<ReturnType<typeof cluster>>

async function put ({ cluster, client, via }: Made, key: string, value: string | undefined, context: Uint8Array = EMPTY): Promise<Uint8Array> {
  const answer = await settled(cluster, client.put(via, { key: utf8Bytes(key), value: value === undefined ? undefined : utf8Bytes(value), w: { kind: 3, count: 0 }, context }, 5_000))
  assert.ok('ok' in answer, inspect(answer))
  return answer.ok.context
}

async function values ({ cluster, client, via }: Made, key: string): Promise<string[]> {
  const answer = await settled(cluster, client.get(via, { key: utf8Bytes(key) }, 5_000))
  assert.ok('ok' in answer, inspect(answer))
  return answer.ok.versions.map(({ value }) => Buffer.from(value).toString())
}

async function backup ({ cluster, client, via }: Made): Promise<BackupRecord[]> {
  const answer = await settled(cluster, client.scan(via, { bucket: '', prefix: EMPTY, after: EMPTY, limit: 0, bytesMax: 0, form: SCAN_FORM.records, r: { kind: 2, count: 0 }, scanId: EMPTY }, 5_000))
  assert.ok('ok' in answer && answer.ok.cursor.length === 0, inspect(answer))
  return answer.ok.entries.map(({ at, record }) => ({ at, record }))
}

async function restore ({ cluster, client, via }: Made, records: BackupRecord[], unknown: boolean): Promise<RestoreResponse> {
  const answer = await settled(cluster, client.restore(via, { records, unknown }, 5_000))
  assert.ok('ok' in answer, inspect(answer))
  return answer.ok
}

test('into an empty cluster of another size everything comes back, byte for byte; a second time changes nothing', async () => {
  const from = await cluster(3)
  const context = await put(from, 'replaced', 'old')
  await put(from, 'replaced', 'new', context)
  await put(from, 'conflict', 'one')
  await put(from, 'conflict', 'two')
  await put(from, 'deleted', undefined, await put(from, 'deleted', 'gone'))
  const records = await backup(from)
  assert.equal(records.length, 3)
  const to = await cluster(5)
  assert.deepEqual(await restore(to, records, true), { restored: 3, unchanged: 0, unknown: 0 })
  assert.deepEqual(await restore(to, records, true), { restored: 0, unchanged: 3, unknown: 0 })
  assert.deepEqual([await values(to, 'replaced'), await values(to, 'conflict'), await values(to, 'deleted')], [['new'], ['one', 'two'], []])
  const again = await backup(to)
  assert.ok(again.every(({ at, record }, index) => equalBytes(at, records[index]?.at ?? EMPTY) && equalBytes(record, records[index]?.record ?? EMPTY)))
})

test('a record whose stamp is from the future is left out and counted, and all others come back', async () => {
  const from = await cluster(3)
  await put(from, 'early', 'one')
  await put(from, 'other', 'two')
  const records = (await backup(from)).map(({ at, record }) => {
    const { vv, siblings } = decodeRecord(record)
    const early = Buffer.from(at).toString().endsWith('early')
    return { at, record: early ? encodeRecord({ vv, siblings: siblings.map(version => ({ ...version, hlc: version.hlc + hlcAt(86_400_000) })) }) : record }
  })
  const to = await cluster(3)
  assert.deepEqual(await restore(to, records, true), { restored: 1, unchanged: 0, unknown: 0, early: 1 })
  assert.deepEqual([await values(to, 'early'), await values(to, 'other')], [[], ['two']])
})

test('into the live cluster nothing that is newer changes, and what was deleted since stays so, reaped or not', async () => {
  const made = await cluster(3)
  const kept = await put(made, 'changed', 'before')
  const deleted = await put(made, 'deleted', 'before')
  const reaped = await put(made, 'reaped', 'before')
  const records = await backup(made)
  await put(made, 'changed', 'after', kept)
  await put(made, 'deleted', undefined, deleted)
  await put(made, 'reaped', undefined, reaped)
  for (const { run } of made.cluster.peers) {
    const key = { bucket: 'default', key: utf8Bytes('reaped') }
    const encoded = await settled(made.cluster, run?.records?.readEncoded(key) ?? Promise.resolve(undefined))
    if (encoded !== undefined) assert.ok(await settled(made.cluster, run?.records?.remove(key, encoded, 'synced') ?? Promise.resolve(false)))
  }
  assert.deepEqual(await restore(made, records, false), { restored: 0, unchanged: 2, unknown: 1 })
  assert.deepEqual([await values(made, 'changed'), await values(made, 'deleted'), await values(made, 'reaped')], [['after'], [], []])
  // Whoever says that it was lost gets it back.
  assert.deepEqual(await restore(made, records, true), { restored: 1, unchanged: 2, unknown: 0 })
  assert.deepEqual(await values(made, 'reaped'), ['before'])
})

test('planted: a restore that trusts the backup brings a reaped delete back, and these values show it', async () => {
  const made = await cluster(3)
  await put(made, 'reaped', 'before')
  const [record] = await backup(made)
  assert.ok(record !== undefined)
  const stored: KvRecord[] = []
  const replicas = { readRecord: async () => undefined, store: async (_peer: unknown, _key: unknown, encoded: Uint8Array) => { stored.push(decodeRecord(encoded)) } }
  const history = made.via.run?.node?.history
  assert.ok(history !== undefined)
  const views = { beginWrite: () => ({ placement: { live: [history.ring], readFrom: history.ring }, end: () => {} }) }
  const components = { network: { handle: () => {} }, records: { isFuture: () => false }, history, views, replicas, bucket: () => made.cluster.defaults } as unknown as ConstructorParameters<typeof Restore>[0]
  const run = async (): Promise<RestoreResponse> => await new Restore(components, { cluster: 'sim' }).restore({ records: [record], unknown: false }, 1e9)
  assert.deepEqual(await run(), { restored: 0, unchanged: 0, unknown: 1 })
  assert.equal(stored.length, 0)
  const mend = patch(Restore.prototype as unknown as { isKnown: () => boolean }, 'isKnown', { value: () => true })
  try {
    assert.deepEqual(await run(), { restored: 1, unchanged: 0, unknown: 0 })
  } finally {
    mend()
  }
  assert.equal(stored.length, 3)
})
