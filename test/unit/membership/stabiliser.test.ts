import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Stabiliser } from '../../../daemon/core/membership/stabiliser.js'
import { firstView } from '../../../daemon/core/ring/next-view.js'
import { ringOf } from '../../../daemon/core/ring/ring.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { SILENT } from '../../fixtures/network.js'
import { byPeerId, memberOf } from '../../fixtures/ring.js'
import { SimPrng } from '../../sim/sim-prng.js'

const DEAD_MS = 30 * 60_000
const LOOK_MS = 30_000

/** The first of four members, at its looks; the last member is dead since 0. */
function stabilise () {
  const members = byPeerId([1, 2, 3, 4].map(number => memberOf(number)))
  const [self, , , dead] = members.map(({ peerId }) => peerId) as [NodeId, NodeId, NodeId, NodeId]
  const ring = ringOf(firstView({ cluster: 'test', partitions: 16, replicas: 3, members, issuer: self, reason: 'begins', issuedAt: 0 }))
  let nowMs = 0
  const wishes: Array<{ remove: NodeId, isWanted: () => boolean }> = []
  const stabiliser = new Stabiliser({
    clock: { monotonic: () => nowMs, realtime: () => nowMs, after: () => ({ cancel: () => {} }) },
    prng: new SimPrng(1),
    log: SILENT,
    self,
    standing: () => ({ head: ring, readFrom: ring }),
    opinionOf: peer => ({ state: peer === dead ? 'dead' : 'alive', incarnation: 1, sinceMs: 0 }),
    request: (change, isWanted) => { if ('remove' in change) wishes.push({ ...change, isWanted }) },
  }, { replaceDeadAfterMs: DEAD_MS })
  const lookUntil = (untilMs: number): void => {
    while (nowMs < untilMs) {
      nowMs = Math.min(untilMs, nowMs + LOOK_MS)
      stabiliser.look(DEAD_MS)
    }
  }
  return { dead, wishes, lookUntil, stabiliser, standStillUntil: (ms: number) => { nowMs = ms } }
}

test('a member that is dead for long is taken out', () => {
  const { dead, wishes, lookUntil } = stabilise()
  lookUntil(DEAD_MS - 1)
  assert.equal(wishes.length, 0)
  lookUntil(DEAD_MS)
  assert.deepEqual(wishes.map(({ remove, isWanted }) => [remove, isWanted()]), [[dead, true]])
})

test('who stood still does not know who came back meanwhile, and takes out nobody before it has seen it dead for long', () => {
  const { dead, wishes, lookUntil, stabiliser, standStillUntil } = stabilise()
  lookUntil(DEAD_MS / 2)
  standStillUntil(DEAD_MS + 1)
  stabiliser.look(DEAD_MS)
  lookUntil(2 * DEAD_MS)
  assert.equal(wishes.length, 0)
  lookUntil(2 * DEAD_MS + 1)
  assert.deepEqual(wishes.map(({ remove }) => remove), [dead])
})

test('who stood still between the wish for a change and the making of it makes none', () => {
  const { wishes, lookUntil, standStillUntil } = stabilise()
  lookUntil(DEAD_MS)
  standStillUntil(2 * DEAD_MS)
  assert.deepEqual(wishes.map(({ isWanted }) => isWanted()), [false])
})
