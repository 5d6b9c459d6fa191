/** Deleted keys go for good when nothing can bring them back, and not before. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Reaper } from '../../daemon/core/repair/reaper.js'
import { ReapServer } from '../../daemon/core/repair/reap-server.js'
import { Replica } from '../../daemon/core/replica.js'
import { BUCKET_SET } from '../../protocols/admin/admin.js'
import { utf8Bytes } from '../../protocols/record/bytes.js'
import { quorumToMessage } from '../../protocols/rpc/quorum.js'
import { PREFIX } from '../../storage/keyspace.js'
import { RecordIndexes } from '../../storage/record-indexes.js'
import { runDeletes } from './deletes.js'
import { patch } from '../fixtures/patch.js'
import { SimClient } from './sim-client.js'
import { SimCluster, type SimClusterInit, type SimPeer } from './sim-cluster.js'

const KEYS = 24
const REAPING = { graceMs: 300, intervalMs: 100, quietMs: 2_000 }
/** Some rounds. */
const ROUNDS_MS = 10_000
const SETTLE_MS = 60_000
type Removal = 'delete' | 'expire'

class Case {
  readonly cluster: SimCluster
  readonly client: SimClient

  private constructor (antiEntropyIntervalMs: number | null, init: Partial<SimClusterInit>) {
    this.cluster = new SimCluster({ seed: 21, partitions: 8, antiEntropyIntervalMs, reaping: REAPING, replaceDeadAfterMs: 3_600_000, ...init })
    this.client = new SimClient(this.cluster)
  }

  static async begin (antiEntropyIntervalMs: number | null = null, init: Partial<SimClusterInit> = {}, peers = 3): Promise<Case> {
    const made = new Case(antiEntropyIntervalMs, init)
    await made.cluster.assemble(peers)
    return made
  }

  peer (index: number): SimPeer {
    const peer = this.cluster.peers[index]
    assert.ok(peer !== undefined)
    return peer
  }

  /** Puts every key, or removes it; what only some took is left so: there are no stand-ins. */
  async writeAll (what: 'put' | Removal): Promise<void> {
    for (let index = 0; index < KEYS; index++) {
      const request = { key: utf8Bytes(`k${index}`), ...(what === 'delete' ? {} : { value: utf8Bytes(`${what} ${index}`) }), ...(what === 'expire' ? { ttlMs: 100 } : {}) }
      const answer = await this.cluster.scheduler.settle(this.client.put(this.peer(index % 2), request, 5_000), 10_000, `${what} ${index}`)
      assert.ok('ok' in answer, `${what} ${index}: ${'error' in answer ? answer.error : ''}`)
    }
    await this.cluster.scheduler.runFor(500)
  }

  /** What a read of all replicas finds: how many keys have a value. */
  async values (): Promise<number> {
    let found = 0
    for (let index = 0; index < KEYS; index++) {
      const answer = await this.cluster.scheduler.settle(this.client.get(this.peer(0), { key: utf8Bytes(`k${index}`), r: quorumToMessage('all'), strict: true }, 5_000), 10_000, `get ${index}`)
      assert.ok('ok' in answer)
      found += answer.ok.versions.length
    }
    return found
  }

  /** Records on all disks. */
  get records (): number {
    return this.cluster.peers.reduce((sum, { disk }) => sum + [...disk.entries.values()].filter(({ key }) => key[0] === PREFIX.record).length, 0)
  }

  async until (done: () => boolean, what: string): Promise<void> { await this.cluster.scheduler.runUntil(done, SETTLE_MS, what) }
  async reaped (): Promise<void> { await this.until(() => this.records === 0, 'all that was deleted is gone') }
}

/** One replica misses how the keys are removed, and comes back. How many values a later read of all finds. */
async function revived (how: Removal): Promise<{ values: number, left: number }> {
  const made = await Case.begin()
  await made.writeAll('put')
  const away = made.peer(2)
  made.cluster.kill(away)
  await made.writeAll(how)
  await made.cluster.start(away)
  await made.until(() => made.cluster.agreed(3), 'all are back')
  await made.cluster.scheduler.runFor(ROUNDS_MS)
  const left = made.records
  return { values: await made.values(), left }
}

/** That one owner holds something else keeps the last copy of a tombstone where it is: this is left out as well. */
function refusalsIgnored (): () => void {
  const { remove } = ReapServer.prototype
  return patch(ReapServer.prototype, 'remove', {
    async value (this: ReapServer, ...args: Parameters<typeof remove>) {
      await remove.apply(this, args)
      return []
    },
  })
}

for (const how of ['delete', 'expire'] as const) {
  test(`what one replica has missed is not reaped (${how}), and goes when all have it`, async () => {
    const made = await Case.begin()
    await made.writeAll('put')
    const away = made.peer(2)
    made.cluster.kill(away)
    await made.writeAll(how)
    await made.cluster.scheduler.runFor(ROUNDS_MS)
    assert.equal(made.records, 3 * KEYS, 'nothing goes while a member is down')
    await made.cluster.start(away)
    await made.until(() => made.cluster.agreed(3), 'all are back')
    await made.cluster.scheduler.runFor(ROUNDS_MS)
    assert.equal(made.records, 3 * KEYS, 'nothing goes while one primary holds something else')
    assert.equal(await made.values(), 0)
    await made.reaped()
    assert.equal(await made.values(), 0)
  })

  test(`planted bug: reaped by age: what was removed (${how}) comes back`, async () => {
    const undo = [patch(Reaper.prototype, 'proven' as keyof Reaper, { value: async (_ring: unknown, candidates: unknown) => candidates }), refusalsIgnored()]
    try { assert.ok((await revived(how)).values > 0) } finally { for (const one of undo) one() }
    assert.deepEqual(await revived(how), { values: 0, left: 3 * KEYS })
  })
}

test('planted bug: reaped without asking all primaries: what was deleted comes back', async () => {
  const undo = [patch(ReapServer.prototype, 'confirm', { value: async () => [] }), refusalsIgnored()]
  try { assert.ok((await revived('delete')).values > 0) } finally { for (const one of undo) one() }
})

/** The first half of all deleted keys one owner does not let go yet, as one whose grace is longer. @returns how many are left when rounds of four have passed over all of them more than once */
async function refusedFirst (): Promise<number> {
  const { confirm } = ReapServer.prototype
  const young = new Set(Array.from({ length: KEYS }, (_, index) => `k${index}`).sort().slice(0, KEYS / 2))
  const undo = patch(ReapServer.prototype, 'confirm', {
    async value (this: ReapServer, names: Parameters<typeof confirm>[0]) {
      const refused = new Set(await confirm.call(this, names))
      return names.flatMap(({ key }, index) => refused.has(index) || young.has(Buffer.from(key).toString()) ? [index] : [])
    },
  })
  try {
    const made = await Case.begin(null, { partitions: 1, reaping: { ...REAPING, keysMax: 4 } })
    await made.writeAll('put')
    await made.writeAll('delete')
    await made.cluster.scheduler.runFor(SETTLE_MS)
    return made.records / 3
  } finally { undo() }
}

test('keys that an owner does not let go yet do not keep those behind them waiting', async () => {
  assert.equal(await refusedFirst(), KEYS / 2)
})

test('planted bug: each round looks at the first keys of a partition: those behind them stay', async () => {
  const { deleted } = RecordIndexes.prototype
  const undo = patch(RecordIndexes.prototype, 'deleted', {
    async value (this: RecordIndexes, ...[partition, init]: Parameters<typeof deleted>) {
      const { after: _after, ...rest } = init ?? {}
      return await deleted.call(this, partition, rest)
    },
  })
  try { assert.equal(await refusedFirst(), KEYS) } finally { undo() }
})

test('an owner that stops between the proof and the removal brings the tombstones back, no value, and they go in a later round', async () => {
  for (const point of ['reap.confirmed', 'reap.removed', 'reap.asked']) {
    const made = await Case.begin(1_000)
    await made.writeAll('put')
    await made.writeAll('delete')
    const [, other] = made.cluster.peers
    assert.ok(other !== undefined)
    other.armed.set(point, 1)
    await made.until(() => other.run === undefined, `peer-2 dies at ${point}`)
    await made.cluster.scheduler.runFor(ROUNDS_MS)
    await made.cluster.start(other)
    await made.until(() => made.cluster.agreed(3), 'all are back')
    assert.equal(await made.values(), 0)
    await made.reaped()
    assert.equal(await made.values(), 0)
  }
})

test('a key that is made again after it was reaped has another actor, and is not hidden by an old tombstone', async () => {
  const made = await Case.begin()
  await made.writeAll('put')
  await made.writeAll('delete')
  const key = { bucket: 'default', key: utf8Bytes('k0') }
  const { run } = made.peer(1)
  const old = await made.cluster.scheduler.settle(Promise.resolve(run?.records?.read(key)), 1_000, 'the tombstone')
  assert.ok(old !== undefined)
  await made.reaped()
  await made.writeAll('put')
  assert.equal(await made.values(), KEYS)
  const merged = await made.cluster.scheduler.settle((async () => await run?.records?.merge(key, old, 'synced'))(), 1_000, 'the old tombstone arrives')
  assert.equal(merged?.changed, true)
  assert.equal(await made.values(), KEYS)
})

/** A peer dies with its copies, and is taken out; then what it holds is deleted everywhere else, and by one clock of the others that is long ago. It comes back. */
async function oneClockAhead (): Promise<{ held: number, left: number, values: number }> {
  const graceMs = 400_000
  const made = await Case.begin(1_000, { reaping: { ...REAPING, graceMs }, replaceDeadAfterMs: 3_000 }, 5)
  await made.writeAll('put')
  const away = made.peer(4)
  made.cluster.kill(away)
  await made.writeAll('delete')
  await made.until(() => made.cluster.agreed(4) && made.cluster.up.every(({ run }) => run?.node?.views.live.length === 1), 'it is out')
  const held = made.records
  made.peer(0).wall.set(2 * graceMs)
  await made.cluster.scheduler.runFor(ROUNDS_MS)
  const left = made.records
  await made.cluster.start(away)
  await made.cluster.scheduler.runFor(graceMs / 4)
  return { held, left, values: await made.values() }
}

test('one clock that is far ahead lets nothing be forgotten: what a removed peer still holds does not come back', async () => {
  const { held, left, values } = await oneClockAhead()
  assert.equal(left, held, 'by all other clocks it is too early')
  assert.equal(values, 0)
})

test('planted bug: the grace counts by the clock of who removes alone: what was deleted comes back', async () => {
  const undo = patch(ReapServer.prototype as unknown as { graceEndMs: number }, 'graceEndMs', { get: () => Infinity })
  try { assert.ok((await oneClockAhead()).values > 0) } finally { undo() }
})

/** A stand-in dies with its hints, and is taken out; what they hold is deleted and reaped. Then it comes back, and by its clock all that was a moment ago. */
async function clockSetBack (): Promise<number> {
  const graceMs = 10_000
  const made = await Case.begin(1_000, { reaping: { ...REAPING, graceMs }, replaceDeadAfterMs: 3_000, hints: { hintAgeMaxMs: graceMs / 2 } }, 5)
  const [away, removed] = [made.peer(3), made.peer(4)]
  made.cluster.kill(away)
  await made.writeAll('put')
  assert.ok((removed.run?.node?.hints.totals().hints ?? 0) > 0)
  made.cluster.kill(removed)
  await made.cluster.start(away)
  await made.until(() => made.cluster.agreed(4) && made.cluster.up.every(({ run }) => run?.node?.views.live.length === 1), 'it is out')
  await made.writeAll('delete')
  await made.until(() => made.cluster.up.every(({ run }) => run?.records?.keys === 0), 'all that was deleted is gone')
  removed.wall.set(-1_000_000)
  await made.cluster.start(removed)
  await made.cluster.scheduler.runFor(3 * ROUNDS_MS)
  return await made.values()
}

test('a removed peer whose clock was set back brings back nothing that it kept for others', async () => {
  assert.equal(await clockSetBack(), 0)
})

test('planted bug: owners take hints of who has been out for longer than hints are kept: what was deleted comes back', async () => {
  const undo = patch(Replica.prototype as unknown as { isLongGone: () => boolean }, 'isLongGone', { value: () => false })
  try { assert.ok(await clockSetBack() > 0) } finally { undo() }
})

test('what was deleted in a bucket that got more replicas than the ring has goes, too', async () => {
  const made = await Case.begin(1_000, { reaping: { ...REAPING, graceMs: 5_000 } }, 5)
  await made.writeAll('put')
  await made.writeAll('delete')
  const { id, run } = made.peer(0)
  assert.ok(run !== undefined)
  await made.cluster.scheduler.settle(run.network.request(id, BUCKET_SET, { bucket: 'default', n: 5, r: undefined, w: undefined, conflict: 0, condition: 0 }, { deadline: run.clock.monotonic() + 5_000 }), 6_000, 'more replicas')
  await made.reaped()
  assert.equal(await made.values(), 0)
})

test('tombstones says how many there are, how many were removed, and what holds them back', async () => {
  const made = await Case.begin()
  await made.writeAll('put')
  made.cluster.kill(made.peer(2))
  await made.writeAll('delete')
  await made.cluster.scheduler.runFor(ROUNDS_MS)
  const reapers = made.cluster.up.map(({ run }) => run?.node?.reaper)
  const status = await made.cluster.scheduler.settle(Promise.all(reapers.map(async reaper => await reaper?.status())), 1_000, 'status')
  assert.ok(status.some(one => (one?.due ?? 0) > 0))
  for (const one of status) {
    assert.equal(one?.due, one?.tombstones)
    if ((one?.due ?? 0) > 0) assert.match(one?.holds[0]?.why ?? '', /does not answer/)
  }
  await made.cluster.start(made.peer(2))
  await made.until(() => made.cluster.agreed(3), 'all are back')
  await made.values()
  await made.reaped()
  const after = await made.cluster.scheduler.settle(Promise.all(made.cluster.up.map(async ({ run }) => await run?.node?.reaper.status())), 1_000, 'status')
  assert.equal(after.reduce((sum, one) => sum + (one?.reaped ?? 0), 0), KEYS)
})

test('many keys are made, deleted and reaped while peers stop and come back: none returns', async () => {
  const { deletes, revived: back, left } = await runDeletes({ seed: 1, deletes: 1_000 })
  assert.ok(deletes >= 1_000)
  assert.deepEqual({ back, left }, { back: 0, left: 0 })
})
