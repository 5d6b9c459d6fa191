import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Tombstones } from '../../../client/index.js'
import { run } from './fake-io.js'

const A = '12D3KooWaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaA1'
const B = '12D3KooWaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaB2'
const DAY_MS = 24 * 60 * 60_000

const TOMBSTONES: Tombstones = {
  peers: [
    { peerId: A, tombstones: 12, due: 5, oldestMs: 5 * DAY_MS, reaped: 7, graceMs: 4 * DAY_MS, more: true, holds: [{ why: 'peer\u001b does not answer', ageMs: 60_000, partitions: 3 }, { why: 'the ring is changing', ageMs: 1_000, partitions: 0 }] },
    { peerId: B, tombstones: 0, due: 0, oldestMs: 0, reaped: 0, graceMs: null, more: false, holds: [] },
  ],
  silent: ['12D3gone'],
}

test('tombstones says how many there are, how old, and what holds them back', async () => {
  const asked: unknown[] = []
  const client = { tombstones: async (options: { readonly all?: boolean }) => { asked.push(options.all); return TOMBSTONES } }
  const { exit, stdout } = await run(['tombstones'], { client })
  assert.equal(exit, 0)
  assert.equal(stdout, [
    `ID${' '.repeat(A.length - 2)}  KEYS  DUE  OLDEST  GRACE  REMOVED`,
    `${A}  12+   5+   5 d     4 d    7`,
    `${B}  0     0    -       off    0`,
    `! ${A} waits with 3 partitions: peer\\x1b does not answer (1 min)`,
    `! ${A} waits: the ring is changing (1 s)`,
    '! 12D3gone does not answer: nothing of any partition is removed. See: p2pkv status',
    '',
  ].join('\n'))
  const json = JSON.parse((await run(['tombstones', '-o', 'json'], { client })).stdout) as Partial<Tombstones>
  assert.deepEqual([json.peers, json.silent], [TOMBSTONES.peers, TOMBSTONES.silent])
  assert.deepEqual(asked, [undefined, undefined], 'every member is asked')
})
