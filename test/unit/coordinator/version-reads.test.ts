import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VersionReads } from '../../../daemon/core/coordinator/version-reads.js'
import { CorruptRecordError, PeerUnreachableError, ProtocolError } from '../../../protocols/errors.js'
import { utf8Bytes } from '../../../protocols/record/bytes.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { encodeRecord } from '../../../protocols/record/record-codec.js'
import type { KvRecord, RecordKey } from '../../../protocols/record/record.js'
import { VERSIONS_KEYS_MAX, type VersionsAnswer, type VersionsResponse } from '../../../protocols/replicate/replicate.js'
import { toStatus } from '../../../protocols/rpc/status.js'

const [A, B] = ['a', 'b'] as [NodeId, NodeId]
const NONE = new Uint8Array(0)
const keyOf = (name: string): RecordKey => ({ bucket: 'default', key: utf8Bytes(name) })
const nameOf = ({ key }: RecordKey): string => Buffer.from(key).toString()
const recordOf = (value: string): KvRecord => ({ vv: new Map([[`${'0'.repeat(32)}.1`, 1]]), siblings: [{ dot: { actor: `${'0'.repeat(32)}.1`, counter: 1 }, hlc: 1n, value: utf8Bytes(value) }] })
const found = (value: string): VersionsAnswer => ({ record: encodeRecord(recordOf(value)), versionsOnly: false, status: 0, details: NONE })

interface Asked { readonly peer: NodeId, readonly keys: readonly string[], readonly deadline: number }

/** Replicas that answer of each key its own name, or what `answer` says. */
function world (answer: (keys: readonly string[]) => Promise<VersionsResponse['answers']> = async keys => keys.map(found)) {
  const asked: Asked[] = []
  const reads = new VersionReads({
    clock: { monotonic: () => 0, realtime: () => 0, after: () => ({ cancel: () => {} }) },
    ask: async (peer, keys, deadline) => {
      asked.push({ peer, keys: keys.map(nameOf), deadline })
      return { answers: await answer(keys.map(nameOf)), view: undefined }
    },
  })
  const read = async (peer: NodeId, name: string, deadline = 1_000): Promise<string> => {
    const { record } = await reads.read(peer, keyOf(name), deadline)
    const value = record?.siblings[0]?.value
    return value === undefined || value === null ? 'nothing' : Buffer.from(value).toString()
  }
  return { asked, read }
}

test('what is asked of a peer in one turn is one request, and each read gets the answer to its key', async () => {
  const { asked, read } = world()
  assert.deepEqual(await Promise.all([read(A, 'k'), read(B, 'l'), read(A, 'm'), read(A, 'k')]), ['k', 'l', 'm', 'k'])
  assert.deepEqual(asked.map(({ peer, keys }) => [peer, keys]), [[A, ['k', 'm', 'k']], [B, ['l']]])
  assert.equal(await read(A, 'later'), 'later')
  assert.equal(asked.length, 3)
})

test('reads that wait about as long share a request, which waits for the last of them', async () => {
  const { asked, read } = world()
  await Promise.all([read(A, 'k', 600), read(A, 'l', 5_000), read(A, 'm', 1_000), read(A, 'n', 6_000), read(A, 'o', -5)])
  assert.deepEqual(asked.map(({ keys, deadline }) => [keys, deadline]), [[['k', 'm'], 1_000], [['l', 'n'], 6_000], [['o'], -5]])
})

test('one request is for VERSIONS_KEYS_MAX keys at most', async () => {
  const { asked, read } = world()
  const names = Array.from({ length: 2 * VERSIONS_KEYS_MAX + 3 }, (_, index) => `k${index}`)
  assert.deepEqual(await Promise.all(names.map(async name => await read(A, name))), names)
  assert.deepEqual(asked.map(({ keys }) => keys.length), [VERSIONS_KEYS_MAX, VERSIONS_KEYS_MAX, 3])
})

test('what cannot be read of one key fails its read only', async () => {
  const corrupt = toStatus(new CorruptRecordError('damaged'))
  const { read } = world(async keys => keys.map(name => {
    if (name === 'corrupt') return { versionsOnly: false, status: corrupt.status, details: corrupt.body }
    return name === 'strange' ? { ...found(name), record: Uint8Array.of(1, 2, 3) } : name === 'none' ? { versionsOnly: false, status: 0, details: NONE } : found(name)
  }))
  const [corrupted, strange, none, fine] = await Promise.allSettled(['corrupt', 'strange', 'none', 'fine'].map(async name => await read(A, name)))
  assert.ok(corrupted?.status === 'rejected' && corrupted.reason instanceof CorruptRecordError)
  assert.equal(strange?.status, 'rejected')
  assert.deepEqual([none, fine].map(result => result?.status === 'fulfilled' && result.value), ['nothing', 'fine'])
})

test('a request that fails, or is not answered key by key, fails all reads of it', async () => {
  for (const [answer, kind] of [
    [async () => { throw new PeerUnreachableError('gone', { outcome: 'unknown' }) }, PeerUnreachableError],
    [async (keys: readonly string[]) => keys.slice(1).map(found), ProtocolError],
    [async (keys: readonly string[]) => [...keys, 'more'].map(found), ProtocolError],
  ] as const) {
    const { read } = world(answer)
    for (const result of await Promise.allSettled([read(A, 'k'), read(A, 'l')])) assert.ok(result.status === 'rejected' && result.reason instanceof kind)
  }
})
