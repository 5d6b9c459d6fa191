import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Hints } from '../../../client/index.js'
import { run } from './fake-io.js'

const A = '12D3KooWaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaA1'
const B = '12D3KooWaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaB2'
const SELF = '12D3KooWaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaC3'

const HINTS: Hints = {
  peerId: SELF, hints: 12, bytes: 3_400_000, limits: { bytesMax: 1_024 ** 3, bytesTotalMax: 4 * 1_024 ** 3, ageMaxMs: 259_200_000 },
  targets: [
    { peerId: A, name: 'peer-2\u001b', hints: 12, bytes: 3_400_000, oldestMs: 3_600_000, dirtyPartitions: 0, stall: { reason: 'the target is dead', ageMs: 3_500_000 } },
    { peerId: B, name: '', hints: 0, bytes: 0, oldestMs: 0, dirtyPartitions: 3 },
  ],
}

test('hints ls says for whom, how many, how old and why they wait', async () => {
  const { exit, stdout } = await run(['hints', 'ls'], { client: { hints: async () => HINTS } })
  assert.equal(exit, 0)
  assert.equal(stdout, [
    'kept by 12D3…aaC3: 12 hints, 3.4 MB of 4.3 GB; at most 1.1 GB and 3 d for one peer',
    'FOR        NAME        HINTS  SIZE    OLDEST  DIRTY  WAITS BECAUSE',
    '12D3…aaA1  peer-2\\x1b  12     3.4 MB  1 h     0      the target is dead (58 min)',
    '12D3…aaB2              0      0 B     -       3      -',
    '',
  ].join('\n'))
  const json = await run(['hints', 'ls', '-o', 'json'], { client: { hints: async () => HINTS } })
  assert.deepEqual((JSON.parse(json.stdout) as { hints: unknown }).hints, HINTS)
})

test('hints flush names its peer, and says by its exit whether any are left', async () => {
  const asked: unknown[] = []
  const client = (left: number) => ({
    hints: async () => HINTS,
    flushHints: async ({ target }: { readonly target?: string | undefined } = {}) => { asked.push(target); return { peerId: SELF, before: 12, left, done: true } },
  })
  const all = await run(['hints', 'flush'], { client: client(0) })
  assert.deepEqual([all.exit, all.stdout], [0, '12 of 12 hints brought, 0 left\n'])
  const one = await run(['hints', 'flush', 'aaA1'], { client: client(2) })
  assert.deepEqual([one.exit, one.stdout], [10, '10 of 12 hints brought, 2 left\n'])
  assert.deepEqual(asked, [undefined, A])
  assert.equal((await run(['hints', 'flush', 'peer-9'], { client: client(0) })).exit, 2)
})

test('hints drop says what would be lost, and drops only with --yes, at the peer that said so', async () => {
  const dropped: unknown[] = []
  const client = { hints: async () => HINTS, dropHints: async (holder: string, target: string) => { dropped.push([holder, target]); return { hints: 12, bytes: 3_400_000, partitions: 5 } } }
  const asked = await run(['hints', 'drop', A], { client })
  assert.equal(asked.exit, 2)
  assert.match(asked.stderr, /12 hints \(3\.4 MB\).*--yes/s)
  assert.deepEqual(dropped, [])
  const done = await run(['hints', 'drop', A, '--yes'], { client })
  assert.deepEqual([done.exit, done.stdout, dropped], [0, 'dropped 12 hints, 3.4 MB; 5 partitions are marked for anti-entropy\n', [[SELF, A]]])
})
