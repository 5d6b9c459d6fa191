import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Foreground } from '../../../daemon/core/repair/foreground.js'
import { Pace } from '../../../daemon/core/repair/pace.js'
import { StrayHandoff } from '../../../daemon/core/repair/stray-handoff.js'
import type { Ring } from '../../../daemon/core/ring/ring.js'
import { CorruptRecordError, PeerUnreachableError } from '../../../protocols/errors.js'
import { partitionOf } from '../../../protocols/record/key.js'
import { STALL } from '../../../protocols/transfer/transfer.js'
import { TransferMarks } from '../../../storage/transfer-marks.js'
import { SILENT } from '../../fixtures/network.js'
import { patch } from '../../fixtures/patch.js'
import { memberOf, peerIdOf } from '../../fixtures/ring.js'
import { after, inPartition, PARTITIONS, Rig, ringOf, storeWith, viewOf } from './rig.js'

const DAY_MS = 24 * 60 * 60_000
const SELF = peerIdOf(4)
const four = viewOf(4)
/** The fourth member is removed: all that it holds is stray. */
const without = after(four, { remove: SELF })

interface Scene {
  readonly rig: Rig
  readonly strays: StrayHandoff
  readonly marks: TransferMarks
  readonly held: () => Promise<number>
  readonly pass: () => Promise<number>
  readonly asked: Array<{ readonly peer: string, readonly partition: number }>
  readonly records: Awaited<ReturnType<typeof storeWith>>['records']
  readonly keys: Awaited<ReturnType<typeof storeWith>>['keys']
  live: readonly Ring[]
  onPush: (peer: string, partition: number) => Promise<{ refused: number }>
}

async function scene (init: { disownedAtMs?: number, wasNeverOut?: boolean, hasSameView?: (peer: string) => boolean } = {}): Promise<Scene> {
  const rig = new Rig()
  const { store, records, keys } = await storeWith(rig, 60, 10)
  const marks = await TransferMarks.load({ store })
  const asked: Scene['asked'] = []
  const foreground = new Foreground(rig)
  const made: Scene = {
    rig, records, keys, asked, marks,
    live: [ringOf(without)],
    onPush: async () => ({ refused: 0 }),
    strays: new StrayHandoff({
      ...rig, log: SILENT, records, marks, foreground, pace: new Pace({ ...rig, foreground }),
      exchange: { sync: async (peer, partition) => {
        asked.push({ peer, partition })
        return await made.onPush(peer, partition)
      } },
      live: () => made.live,
      disownedAtMs: () => init.disownedAtMs ?? rig.clock.realtime(),
      wasNeverOut: () => init.wasNeverOut ?? false,
      hasSameView: async peer => init.hasSameView?.(peer) ?? true,
      replicas: () => [3],
      replicasOf: () => 3,
    }, SELF, { partitions: PARTITIONS, intervalMs: 1_000, offerMsMax: 24 * 60 * 60_000 }),
    held: async () => (await Promise.all(keys.map(async key => await records.read(key) !== undefined))).filter(Boolean).length,
    pass: async () => await rig.settle(made.strays.pass({ step: async () => true, stalled: () => {} })),
  }
  return made
}

test('what cannot be listed of one partition keeps neither the rest of it nor other partitions, and counts no longer', async () => {
  const { pass, held, keys, records } = await scene()
  const [first] = keys.map(key => partitionOf(key, PARTITIONS)).sort((a, b) => a - b)
  const { scanPartition } = records
  const counted: number[] = []
  patch(records.indexes, 'recountPartition', { value: (partition: number) => { counted.push(partition) } })
  patch(records, 'scanPartition', {
    value: async function * (this: typeof records, ...[partition, from, passOver]: Parameters<typeof scanPartition>) {
      yield * scanPartition.call(this, partition, from, passOver)
      if (partition !== first) return
      if (passOver === undefined) throw new CorruptRecordError('a block that cannot be read')
      passOver()
    },
  })
  assert.equal(await pass(), 0)
  assert.equal(await held(), 0)
  assert.deepEqual([...new Set(counted)], [first])
})

test('a member that was removed gives every partition to all its owners, and then has none', async () => {
  const { pass, held, asked, keys } = await scene()
  assert.equal(await pass(), 0)
  assert.equal(await held(), 0)
  const partitions = new Set(keys.map(key => partitionOf(key, PARTITIONS)))
  assert.equal(asked.length, 3 * partitions.size)
})

test('a member keeps what it owns', async () => {
  const made = await scene()
  const ring = ringOf(four)
  made.live = [ring]
  await made.pass()
  for (const key of made.keys) {
    const owns = ring.primariesFor(partitionOf(key, PARTITIONS), 3).includes(SELF)
    assert.equal(await made.records.read(key) !== undefined, owns)
  }
})

test('nothing is given away while another view is live', async () => {
  const made = await scene()
  made.live = [ringOf(without), ringOf(four)]
  await made.pass()
  assert.deepEqual([await made.held(), made.asked.length], [60, 0])
})

test('an owner that cannot be reached, or that refuses a record, keeps everything here', async () => {
  const made = await scene()
  made.onPush = async peer => {
    if (peer === peerIdOf(1)) throw new PeerUnreachableError('away')
    return { refused: peer === peerIdOf(2) ? 1 : 0 }
  }
  assert.ok(await made.pass() > 0)
  assert.equal(await made.held(), 60)
  assert.deepEqual(new Map(made.strays.stalls.list().map(({ peerId, reason }) => [peerId, reason])), new Map([[peerIdOf(1), STALL.silent], [peerIdOf(2), STALL.refused]]))
  made.onPush = async () => ({ refused: 0 })
  assert.equal(await made.pass(), 0)
  assert.deepEqual([await made.held(), made.strays.stalls.list()], [0, []])
})

test('a record that changed or came after the confirmation began stays, and goes with the next pass', async () => {
  const made = await scene()
  const [changed] = inPartition(made.keys, 3)
  assert.ok(changed !== undefined)
  let once = true
  made.onPush = async (_peer, partition) => {
    if (partition === 3 && once) {
      once = false
      await (await made.records.write(changed, { value: Uint8Array.of(1), policy: 'lww' }, 'synced')).committed
    }
    return { refused: 0 }
  }
  await made.pass()
  assert.equal((await made.records.read(changed))?.siblings[0]?.value?.length, 1)
  assert.equal(await made.held(), 1)
  await made.pass()
  assert.equal(await made.held(), 0)
})

test('a view that gives the partitions back ends the deleting', async () => {
  const made = await scene()
  made.onPush = async () => {
    made.live = [ringOf(after(without, { add: memberOf(4) })), ringOf(without)]
    return { refused: 0 }
  }
  await made.pass()
  assert.equal(await made.held(), 60)
})

test('the mark of a partition goes before its records do', async () => {
  const made = await scene()
  await made.marks.set(3, 'whole')
  await made.pass()
  assert.equal(made.marks.get(3), undefined)
})

test('what is older than deletes are remembered is kept and not offered; young data always is', async () => {
  const old = await scene({ disownedAtMs: 0 })
  await old.pass()
  assert.equal(await old.held(), 0)
  const older = await scene({ disownedAtMs: 0 })
  await older.rig.scheduler.runFor(DAY_MS + 1)
  assert.ok(await older.pass() > 0)
  assert.deepEqual([await older.held(), older.asked.length, older.strays.stalls.list()[0]?.reason], [60, 0, STALL.tooOld])
})

test('a store that was never out of the ring offers old data, too, when all owners say that they know of no newer view', async () => {
  const member = await scene({ disownedAtMs: 0, wasNeverOut: true })
  await member.rig.scheduler.runFor(DAY_MS + 1)
  assert.deepEqual([await member.pass(), await member.held()], [0, 0])
  const removed = await scene({ disownedAtMs: 0, wasNeverOut: true, hasSameView: peer => peer !== peerIdOf(2) })
  await removed.rig.scheduler.runFor(DAY_MS + 1)
  assert.ok(await removed.pass() > 0)
  assert.deepEqual([await removed.held(), removed.asked.length, removed.strays.stalls.list().map(({ peerId }) => peerId)], [60, 0, [peerIdOf(2)]])
})
