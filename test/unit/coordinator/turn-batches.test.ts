import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TurnBatches } from '../../../daemon/core/coordinator/turn-batches.js'
import { CorruptRecordError, PeerUnreachableError } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'

const [A, B] = ['a', 'b'] as [NodeId, NodeId]
const [ITEMS_MAX, BYTES_MAX] = [8, 100]

interface Asked { readonly peer: NodeId, readonly items: readonly string[], readonly deadline: number }

/** Peers that answer each item with itself, or what `answer` says. */
function world (answer: (item: string) => string = item => item, before: () => Promise<void> = async () => {}) {
  const asked: Asked[] = []
  const batches = new TurnBatches<string, string>({ clock: { monotonic: () => 0, realtime: () => 0, after: () => ({ cancel: () => {} }) } }, {
    itemsMax: ITEMS_MAX,
    bytesMax: BYTES_MAX,
    send: async (peer, items, deadline) => {
      asked.push({ peer, items: [...items], deadline })
      await before()
      return index => answer(items[index] ?? '')
    },
  })
  const ask = async (peer: NodeId, item: string, deadline = 1_000, bytes = 0): Promise<string> => await batches.ask(peer, item, deadline, bytes)
  return { asked, ask }
}

test('what is asked of a peer in one turn is one request, and each gets its own answer', async () => {
  const { asked, ask } = world()
  assert.deepEqual(await Promise.all([ask(A, 'k'), ask(B, 'l'), ask(A, 'm'), ask(A, 'k')]), ['k', 'l', 'm', 'k'])
  assert.deepEqual(asked.map(({ peer, items }) => [peer, items]), [[A, ['k', 'm', 'k']], [B, ['l']]])
  assert.equal(await ask(A, 'later'), 'later')
  assert.equal(asked.length, 3)
})

test('those that wait about as long share a request, which waits for the last of them', async () => {
  const { asked, ask } = world()
  await Promise.all([ask(A, 'k', 600), ask(A, 'l', 5_000), ask(A, 'm', 1_000), ask(A, 'n', 6_000), ask(A, 'o', -5)])
  assert.deepEqual(asked.map(({ items, deadline }) => [items, deadline]), [[['k', 'm'], 1_000], [['l', 'n'], 6_000], [['o'], -5]])
})

test('a request has itemsMax items at most', async () => {
  const { asked, ask } = world()
  const items = Array.from({ length: 2 * ITEMS_MAX + 3 }, (_, index) => `k${index}`)
  assert.deepEqual(await Promise.all(items.map(async item => await ask(A, item))), items)
  assert.deepEqual(asked.map(({ items: together }) => together.length), [ITEMS_MAX, ITEMS_MAX, 3])
})

test('… and bytesMax bytes, unless one alone has more', async () => {
  const { asked, ask } = world()
  await Promise.all(([['k', 60], ['l', 40], ['m', 1], ['n', 500], ['o', 99]] as const).map(async ([item, bytes]) => await ask(A, item, 1_000, bytes)))
  assert.deepEqual(asked.map(({ items }) => items), [['k', 'l'], ['m'], ['n'], ['o']])
})

test('what fails for one item fails it only', async () => {
  const { ask } = world(item => {
    if (item === 'corrupt') throw new CorruptRecordError('damaged')
    return item
  })
  const [corrupt, fine] = await Promise.allSettled([ask(A, 'corrupt'), ask(A, 'fine')])
  assert.ok(corrupt.status === 'rejected' && corrupt.reason instanceof CorruptRecordError)
  assert.ok(fine.status === 'fulfilled' && fine.value === 'fine')
})

test('a request that fails fails all of it', async () => {
  const { ask } = world(item => item, async () => { throw new PeerUnreachableError('gone', { outcome: 'unknown' }) })
  for (const result of await Promise.allSettled([ask(A, 'k'), ask(A, 'l')])) assert.ok(result.status === 'rejected' && result.reason instanceof PeerUnreachableError)
})
