/** Pages of replicas that answer as each test says. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PeerHealth } from '../../../daemon/core/coordinator/peer-health.js'
import type { Placement } from '../../../daemon/core/ring/placement.js'
import type { Ring } from '../../../daemon/core/ring/ring.js'
import { ScanCoordinator, type ScanComponents } from '../../../daemon/core/scan/scan-coordinator.js'
import { recordKeyBytes } from '../../../protocols/record/key.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { keyEntry } from '../../../protocols/scan/packed-keys.js'
import { SCAN_FORM, type ScanPartitionsResponse } from '../../../protocols/scan/scan.js'
import { NO_METER } from '../../fixtures/network.js'
import { peerIdOf } from '../../fixtures/ring.js'
import { Scheduler } from '../../sim/scheduler.js'
import { SimClock, WallClock } from '../../sim/sim-clock.js'

const [SELF, BEFORE, AFTER] = [1, 2, 3].map(peerIdOf) as [NodeId, NodeId, NodeId]
const EMPTY = new Uint8Array()
const AT = recordKeyBytes({ bucket: 'default', key: Uint8Array.of(1) })

/** A ring in which one peer owns everything. */
function ownedBy (peerId: NodeId, epoch: number): Placement {
  const ring = { members: [{ peerId }], view: { epoch, partitions: 8 }, primariesFor: () => [peerId] } as unknown as Ring
  return { head: ring, live: [ring], readFrom: ring }
}

test('a page is asked for again when by its end others are read from: who was asked may have given away what it held', async () => {
  const scheduler = new Scheduler()
  const clock = new SimClock(scheduler, new WallClock(scheduler))
  const asked: NodeId[] = []
  let placement = ownedBy(BEFORE, 1)
  const coordinator = new ScanCoordinator({
    clock,
    meter: NO_METER,
    self: SELF,
    network: { self: SELF, handle: () => {} },
    views: { placement: () => placement },
    livenessOf: () => 'alive',
    health: new PeerHealth({ clock }, { avoidMs: 200, avoidMsMax: 5_000 }),
    bucket: () => ({ n: 3, r: 'quorum', w: 'quorum', conflict: 'lww', ttlMs: null }),
    replicas: {
      send: async (peer: NodeId): Promise<ScanPartitionsResponse> => {
        asked.push(peer)
        if (peer === AFTER) return { entries: [keyEntry(AT)], through: AT, done: true }
        placement = ownedBy(AFTER, 2)
        return { entries: [], through: EMPTY, done: true }
      },
    },
  } as unknown as ScanComponents)
  const { entries } = await coordinator.page(SELF, { bucket: 'default', prefix: EMPTY, after: EMPTY, limit: 10, bytesMax: 0, form: SCAN_FORM.keys, r: undefined, scanId: EMPTY }, clock.monotonic() + 1_000)
  assert.deepEqual(asked, [BEFORE, AFTER])
  assert.deepEqual(entries.map(({ at }) => at), [AT])
})
