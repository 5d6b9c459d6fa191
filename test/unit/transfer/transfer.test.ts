import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Liveness } from '../../../daemon/core/membership/failure-detector.js'
import type { WantedView } from '../../../daemon/core/membership/live-views.js'
import type { BulkPullOptions } from '../../../daemon/core/repair/bulk-pull.js'
import { Foreground } from '../../../daemon/core/repair/foreground.js'
import { BEGIN_MS_MAX, SURVEY_PARTITIONS, Transfer } from '../../../daemon/core/repair/transfer.js'
import { DeadlineExceededError, PeerUnreachableError } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { STALL } from '../../../protocols/transfer/transfer.js'
import { MemoryStore } from '../../../storage/memory.js'
import { TransferMarks } from '../../../storage/transfer-marks.js'
import { memberOf, peerIdOf } from '../../fixtures/ring.js'
import { SILENT } from '../../fixtures/network.js'
import { after, Rig, ringOf, viewOf } from './rig.js'

const three = viewOf(3)
const four = after(three, { add: memberOf(4) })
const five = after(four, { add: memberOf(5) })
const CURSOR = { bucket: 'default', key: Uint8Array.of(1) }
const gained = ringOf(four).partitionsOf(peerIdOf(4)).map(({ partition }) => partition)

/** A transfer of the fourth member between sources, views and an exchange that do as they are told. */
class Scene {
  readonly rig = new Rig()
  readonly store = new MemoryStore()
  readonly liveness = new Map<NodeId, Liveness>()
  readonly bulks: Array<{ readonly peer: NodeId, readonly partition: number, readonly after: BulkPullOptions['after'] }> = []
  readonly surveys: Array<{ readonly peer: NodeId, readonly partitions: readonly number[] }> = []
  readonly compared: Array<{ readonly peer: NodeId, readonly partition: number }> = []
  readonly synced: number[] = []
  readonly foreground = new Foreground(this.rig)
  wanted: WantedView | undefined
  onBulk: (peer: NodeId, partition: number, options: BulkPullOptions) => Promise<boolean> = async (_peer, _partition, { stored }) => {
    await stored(undefined, 100, 0)
    return true
  }
  onCompare: (peer: NodeId, partition: number) => Promise<{ equal: boolean, pulled: number, aside: number }> = async () => ({ equal: true, pulled: 0, aside: 0 })
  /** Of roots that were asked for, those that differ. */
  onSurvey: (peer: NodeId, partitions: readonly number[]) => Promise<readonly number[]> = async (_peer, partitions) => partitions
  #changed = (): void => {}
  transfer: Transfer | undefined

  constructor () { this.want(four, three) }

  want (newest: typeof three, ...sources: Array<typeof three>): void {
    this.wanted = { epoch: newest.view.epoch, ring: ringOf(newest), sources: sources.map(ringOf), held: ringOf(sources.at(-1) ?? newest) }
    this.#changed()
  }

  endOldest (): void {
    const sources = this.wanted?.sources.slice(0, -1) ?? []
    if (this.wanted !== undefined) this.wanted = { ...this.wanted, sources, held: sources.at(-1) }
    this.#changed()
  }

  async start (): Promise<Transfer> {
    this.transfer = new Transfer({
      ...this.rig,
      log: SILENT,
      views: {
        wanted: () => this.wanted,
        synced: async epoch => {
          this.synced.push(epoch)
          if (this.wanted?.epoch === epoch) this.wanted = undefined
        },
        onChange: fn => { this.#changed = fn },
      },
      exchange: {
        compareRoots: async (peer, partitions) => {
          this.surveys.push({ peer, partitions })
          return await this.onSurvey(peer, partitions)
        },
        sync: async (peer, partition) => {
          this.compared.push({ peer, partition })
          return await this.onCompare(peer, partition)
        },
      },
      bulk: { run: async (peer, partition, options) => {
        this.bulks.push({ peer, partition, after: options.after })
        return await this.onBulk(peer, partition, options)
      } },
      marks: await TransferMarks.load(this),
      foreground: this.foreground,
      livenessOf: peer => this.liveness.get(peer) ?? 'alive',
      storeIdOf: peer => [1, 2, 3, 4, 5].map(number => memberOf(number)).find(({ peerId }) => peerId === peer)?.storeId,
      replicas: () => [3],
      replicasOf: () => 3,
    }, { peer: peerIdOf(4), storeId: memberOf(4).storeId })
    this.transfer.worker.wake()
    return this.transfer
  }

  async until (done: () => boolean): Promise<void> { await this.rig.scheduler.runUntil(done, 600_000, 'it gets there') }
}

test('each partition comes in bulk from one owner, is compared with all of them, and then the view is said to be held', async () => {
  const scene = new Scene()
  await scene.start()
  await scene.until(() => scene.synced.length > 0)
  assert.deepEqual(scene.synced, [2])
  assert.deepEqual(scene.bulks.map(({ partition }) => partition).sort((a, b) => a - b), gained)
  assert.equal(scene.compared.length, 3 * gained.length)
  assert.ok(new Set(scene.bulks.map(({ peer }) => peer)).size > 1, 'spread over the owners')
  assert.equal(scene.transfer?.progress, undefined)
})

test('while clients ask, a transfer begins a while after it is wanted, and not at all when that is over by then', async () => {
  const scene = new Scene()
  const begunMs: number[] = []
  scene.onBulk = async (_peer, _partition, { stored }) => {
    begunMs.push(scene.rig.clock.monotonic())
    await stored(undefined, 100, 0)
    return true
  }
  scene.foreground.asked()
  await scene.start()
  await scene.until(() => scene.synced.length > 0)
  assert.ok((begunMs[0] ?? 0) > 0 && (begunMs[0] ?? 0) <= BEGIN_MS_MAX, `begun after ${begunMs[0]} ms`)
  const over = new Scene()
  over.foreground.asked()
  const transfer = await over.start()
  await over.rig.scheduler.runFor(1)
  assert.equal(transfer.worker.status.state, 'busy')
  over.wanted = undefined
  await over.until(() => transfer.worker.status.state === 'idle')
  assert.deepEqual(over.bulks, [])
})

test('after a restart a partition goes on at its mark, and what was whole is only compared', async () => {
  const scene = new Scene()
  const [first = 0, second = 0] = gained
  const marks = await TransferMarks.load(scene)
  await marks.set(first, 'whole')
  await marks.set(second, CURSOR)
  await scene.start()
  await scene.until(() => scene.synced.length > 0)
  assert.equal(scene.bulks.some(({ partition }) => partition === first), false)
  assert.deepEqual(scene.bulks.find(({ partition }) => partition === second)?.after, CURSOR)
  assert.equal(scene.compared.filter(({ partition }) => partition === first).length, 3)
  const stored = await TransferMarks.load(scene)
  for (const partition of gained) assert.equal(stored.get(partition), 'whole')
})

test('when a source fails in the middle another one goes on from the same key', async () => {
  const scene = new Scene()
  const broken = peerIdOf(1)
  scene.onBulk = async (peer, _partition, { stored }) => {
    await stored(peer === broken ? CURSOR : undefined, 10, 0)
    if (peer === broken) throw new PeerUnreachableError('gone')
    return true
  }
  scene.onCompare = async peer => {
    if (peer === broken) throw new PeerUnreachableError('gone')
    return { equal: true, pulled: 0, aside: 0 }
  }
  await scene.start()
  await scene.until(() => scene.bulks.some(({ after: from }) => from !== undefined))
  scene.liveness.set(broken, 'dead')
  await scene.until(() => scene.synced.length > 0)
})

test('an owner that is thought to be alive must be asked; one that is dead need not, as long as a majority was', async () => {
  const scene = new Scene()
  const silent = peerIdOf(2)
  scene.onCompare = async peer => {
    if (peer === silent) throw new DeadlineExceededError('silence')
    return { equal: true, pulled: 0, aside: 0 }
  }
  const transfer = await scene.start()
  await scene.rig.scheduler.runFor(20_000)
  assert.deepEqual(scene.synced, [])
  const [stall] = transfer.stalls.list()
  assert.deepEqual([stall?.peerId, stall?.reason], [silent, STALL.silent])
  assert.ok((stall?.ageMs ?? 0) >= 10_000, 'its age is kept from one try to the next')
  scene.liveness.set(silent, 'dead')
  await scene.until(() => scene.synced.length > 0)
  assert.deepEqual(transfer.stalls.list(), [])
})

test('without a majority of the owners nothing is said to be held, though what can be had is pulled', async () => {
  const scene = new Scene()
  scene.liveness.set(peerIdOf(1), 'dead').set(peerIdOf(2), 'dead')
  const transfer = await scene.start()
  await scene.rig.scheduler.runFor(20_000)
  assert.deepEqual(scene.synced, [])
  assert.deepEqual(scene.bulks.map(({ partition }) => partition).sort((a, b) => a - b), gained)
  assert.deepEqual(scene.compared, [], 'in vain')
  assert.deepEqual(new Map(transfer.stalls.list().map(({ peerId, reason }) => [peerId, reason])), new Map([1, 2].map(number => [peerIdOf(number), STALL.down])))
  scene.liveness.clear()
  await scene.until(() => scene.synced.length > 0)
})

test('a partition is compared again while something was missing', async () => {
  const scene = new Scene()
  const missing = new Map<string, number>()
  scene.onCompare = async (peer, partition) => {
    const count = (missing.get(peer + partition) ?? 0) + 1
    missing.set(peer + partition, count)
    return { equal: false, pulled: count === 1 ? 5 : 0, aside: 0 }
  }
  await scene.start()
  await scene.until(() => scene.synced.length > 0)
  assert.deepEqual([...new Set(missing.values())], [2])
})

test('a view that comes meanwhile is gone on with, without what is done already', async () => {
  const scene = new Scene()
  let pulled = 0
  scene.onBulk = async (_peer, _partition, { stored }) => {
    await stored(undefined, 10, 0)
    if (++pulled === 2) scene.want(five, four, three)
    return true
  }
  await scene.start()
  await scene.until(() => scene.synced.length > 0)
  assert.deepEqual(scene.synced, [3])
  const again = scene.bulks.map(({ partition }) => partition)
  assert.equal(new Set(again).size, again.length)
})

test('progress counts partitions and bytes, and reckons the time that is left', async () => {
  const scene = new Scene()
  let held: (() => void) | undefined
  scene.onCompare = async () => {
    if (scene.compared.length > 8) await new Promise<void>(resolve => { held = resolve })
    else await new Promise<void>(resolve => { scene.rig.clock.after(1_000, resolve) })
    return { equal: true, pulled: 0, aside: 0 }
  }
  const transfer = await scene.start()
  await scene.until(() => held !== undefined)
  const progress = transfer.progress
  assert.ok(progress !== undefined)
  assert.equal(progress.partitionsTotal, gained.length)
  assert.ok(progress.partitionsDone >= 1 && progress.bytesDone === 100 * scene.bulks.length)
  assert.equal(progress.bytesTotal, Math.round(progress.bytesDone * progress.partitionsTotal / progress.partitionsDone))
  assert.ok(progress.leftMs > 0 && progress.bytesPerSecond > 0)
})

test('when a view that was a source is over, its owners are not waited for any more', async () => {
  const scene = new Scene()
  scene.want(five, four, three)
  scene.liveness.set(peerIdOf(1), 'dead').set(peerIdOf(2), 'dead')
  await scene.start()
  await scene.rig.scheduler.runFor(20_000)
  assert.deepEqual(scene.synced, [])
  // This peer was in the next one already, and the last one takes from it only.
  scene.endOldest()
  await scene.until(() => scene.synced.length > 0)
})

test('what bears a time of the future is not held, whoever sent it', async () => {
  const scene = new Scene()
  const ahead = peerIdOf(3)
  let isFuture = true
  scene.onCompare = async peer => ({ equal: false, pulled: 0, aside: peer === ahead && isFuture ? 1 : 0 })
  const transfer = await scene.start()
  await scene.rig.scheduler.runFor(20_000)
  assert.deepEqual(scene.synced, [])
  assert.deepEqual(transfer.stalls.list().map(({ peerId, reason }) => [peerId, reason]), [[ahead, STALL.fromFuture]])
  isFuture = false
  await scene.until(() => scene.synced.length > 0)
})

test('where all sources hold what is here already, one comparison of all roots with each of them is all', async () => {
  const scene = new Scene()
  scene.onSurvey = async () => []
  await scene.start()
  await scene.until(() => scene.synced.length > 0)
  assert.deepEqual([scene.bulks, scene.compared], [[], []])
  assert.deepEqual(scene.surveys.map(({ peer }) => peer).sort(), [1, 2, 3].map(peerIdOf).sort())
  for (const { partitions } of scene.surveys) assert.deepEqual(partitions, gained)
})

test('only what differs is pulled, from who has it; what is alike after that is not compared one by one', async () => {
  const scene = new Scene()
  const [lacking = 0] = gained
  const holder = peerIdOf(3)
  scene.onSurvey = async (peer, partitions) => partitions.filter(partition => partition === lacking && peer === holder && scene.bulks.length === 0)
  await scene.start()
  await scene.until(() => scene.synced.length > 0)
  assert.deepEqual(scene.bulks.map(({ peer, partition }) => ({ peer, partition })), [{ peer: holder, partition: lacking }])
  assert.deepEqual(scene.surveys.at(-1), { peer: holder, partitions: [lacking] })
  assert.deepEqual(scene.compared, [])
})

test('no answer to a survey has more partitions than its limit', async () => {
  const scene = new Scene()
  const from = viewOf(3, 3, 1_024)
  const to = after(from, { add: memberOf(4) })
  scene.onSurvey = async () => []
  scene.want(to, from)
  await scene.start()
  await scene.until(() => scene.synced.length > 0)
  const owned = ringOf(to).partitionsOf(peerIdOf(4)).length
  assert.equal(scene.surveys.reduce((sum, { partitions }) => sum + partitions.length, 0), 3 * owned)
  assert.ok(scene.surveys.length > 3 && scene.surveys.every(({ partitions }) => partitions.length <= SURVEY_PARTITIONS))
})

test('roots that are alike at one source do not stand for another one that was silent', async () => {
  const scene = new Scene()
  const silent = peerIdOf(2)
  scene.onSurvey = async peer => {
    if (peer === silent) throw new DeadlineExceededError('silence')
    return []
  }
  const transfer = await scene.start()
  await scene.rig.scheduler.runFor(20_000)
  assert.deepEqual([scene.synced, scene.bulks], [[], []])
  assert.deepEqual(transfer.stalls.list().map(({ peerId, reason }) => [peerId, reason]), [[silent, STALL.silent]])
  scene.onSurvey = async () => []
  await scene.until(() => scene.synced.length > 0)
})

test('who fills up at the same time gives no bulk, and is compared with when all of it is here', async () => {
  const scene = new Scene()
  const other = after(three, { add: memberOf(5) })
  scene.want(after(other, { add: memberOf(4) }), other, three)
  let bulksBefore: number | undefined
  scene.onCompare = async peer => {
    if (peer === peerIdOf(5)) bulksBefore ??= scene.bulks.length
    return { equal: true, pulled: 0, aside: 0 }
  }
  await scene.start()
  await scene.until(() => scene.synced.length > 0)
  assert.equal(scene.bulks.some(({ peer }) => peer === peerIdOf(5)), false)
  assert.ok(scene.bulks.length > 0)
  assert.equal(bulksBefore, scene.bulks.length)
})

test('when no former owner answers, who fills up at the same time is asked for the bulk', async () => {
  const scene = new Scene()
  const other = after(three, { add: memberOf(5) })
  scene.want(after(other, { add: memberOf(4) }), other, three)
  scene.onBulk = async (peer, _partition, { stored }) => {
    if (peer !== peerIdOf(5)) throw new PeerUnreachableError('gone')
    await stored(undefined, 10, 0)
    return true
  }
  await scene.start()
  await scene.until(() => scene.bulks.some(({ peer }) => peer === peerIdOf(5)))
})
