/** Buckets with more replicas than the ring: what was written before, or was missed, is brought to the added ones, and what they alone have to the ring's own. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Buckets, type BucketsComponents } from '../../daemon/core/buckets.js'
import { RaisedBuckets } from '../../daemon/core/raised-buckets.js'
import { AddedReplicas } from '../../daemon/core/repair/added-replicas.js'
import { Exchange } from '../../daemon/core/repair/exchange.js'
import { BUCKET_SET } from '../../protocols/admin/admin.js'
import { utf8Bytes } from '../../protocols/record/bytes.js'
import { PUT_CONDITION } from '../../protocols/put/put.js'
import { quorumToMessage } from '../../protocols/rpc/quorum.js'
import { parseRecordStorageKey, PREFIX } from '../../storage/keyspace.js'
import { patch } from '../fixtures/patch.js'
import { runRaises } from './raise-run.js'
import { SimClient } from './sim-client.js'
import { SimCluster, type SimClusterInit, type SimPeer } from './sim-cluster.js'

const MEMBERS = 5
const KEYS = Array.from({ length: 24 }, (_, index) => `k${index}`)
const BUCKET = 'safe'
const COMPARED_MS = 2_000
const TIMEOUT_MS = 5_000
const SEEDS = 4
const PATIENCE_MS = 60_000
/** So that some take no part in a write: nobody is left to keep hints where all are replicas. */
const ONE = quorumToMessage('one')

class Case {
  readonly client: SimClient
  private constructor (readonly cluster: SimCluster) { this.client = new SimClient(cluster) }

  static async begin (init: Partial<SimClusterInit> = {}): Promise<Case> {
    const made = new Case(new SimCluster({ seed: 5, partitions: 8, antiEntropyIntervalMs: COMPARED_MS, ...init }))
    await made.cluster.assemble(MEMBERS)
    return made
  }

  get peers (): readonly SimPeer[] { return this.cluster.peers }
  peer (index: number): SimPeer { return this.peers[index] as SimPeer }

  async write (value: string | undefined, { via = this.peer(0), bucket = BUCKET, keys = KEYS } = {}): Promise<void> {
    for (const key of keys) {
      const answer = await this.cluster.scheduler.settle(this.client.put(via, { bucket, key: utf8Bytes(key), ...(value !== undefined && { value: utf8Bytes(value) }), w: ONE }, TIMEOUT_MS), 2 * TIMEOUT_MS, key)
      assert.ok('ok' in answer, `${key}: ${'error' in answer ? answer.error : ''}`)
    }
    await this.cluster.scheduler.runFor(500)
  }

  async setReplicas (n: number, via = this.peer(0), bucket = BUCKET): Promise<void> {
    const { network, clock } = via.run!
    const request = { bucket, n, r: undefined, w: undefined, conflict: 0, condition: 0 }
    await this.cluster.scheduler.settle(network.request(via.id, BUCKET_SET, request, { deadline: clock.monotonic() + TIMEOUT_MS }), 2 * TIMEOUT_MS, `${n} replicas`)
  }

  /** What a read of one replica finds of each key. */
  async values (via: SimPeer): Promise<string[]> {
    const found: string[] = []
    for (const key of KEYS) {
      const answer = await this.cluster.scheduler.settle(this.client.get(via, { bucket: BUCKET, key: utf8Bytes(key), r: ONE }, TIMEOUT_MS), 2 * TIMEOUT_MS, key)
      found.push('ok' in answer ? answer.ok.versions.map(({ value }) => Buffer.from(value).toString()).join() : answer.error)
    }
    return found
  }

  /** What the peer itself holds of each key. */
  async onDisk ({ run }: SimPeer): Promise<string[]> {
    const read = async (key: string): Promise<string> => (await run!.records!.read({ bucket: BUCKET, key: utf8Bytes(key) }))?.siblings.map(({ value }) => Buffer.from(value ?? []).toString()).join() ?? 'nothing'
    return await this.cluster.scheduler.settle(Promise.all(KEYS.map(read)), TIMEOUT_MS, 'what it holds')
  }

  isolate (peer: SimPeer, isCut: boolean): void {
    for (const other of this.peers) {
      if (other === peer) continue
      this.cluster.fabric.setCut(peer.id, other.id, isCut)
      this.cluster.fabric.setCut(other.id, peer.id, isCut)
    }
  }

  /** Keys of the bucket on the disk of each peer. */
  get held (): number[] { return this.heldOf(BUCKET) }
  heldOf (bucket: string): number[] {
    return this.peers.map(({ disk }) => [...disk.entries.values()].filter(({ key }) => key[0] === PREFIX.record && parseRecordStorageKey(key).key.bucket === bucket).length)
  }

  async until (done: () => boolean, what: string): Promise<void> { await this.cluster.scheduler.runUntil(done, PATIENCE_MS, what) }
  async filled (): Promise<void> { await this.until(() => this.held.every(count => count === KEYS.length), 'every replica holds every record') }

  /** The ring's own replicas of the only partition, and the others. */
  split (): { own: SimPeer[], added: SimPeer[] } {
    const own = this.peer(0).run!.node!.history.ring!.primariesFor(0, 3)
    return { own: this.peers.filter(({ id }) => own.includes(id)), added: this.peers.filter(({ id }) => !own.includes(id)) }
  }
}

/** They take no settings of buckets from others. @returns what ends that */
function keepFromHearing (peers: readonly SimPeer[]): () => void {
  const { accept } = Buckets.prototype
  const deaf = new Set<string>(peers.map(({ id }) => id))
  return patch(Buckets.prototype, 'accept', {
    value (this: Buckets, signed: Parameters<typeof accept>[0]) {
      const { self } = (this as unknown as { components: BucketsComponents }).components
      return deaf.has(self) ? undefined : accept.call(this, signed)
    },
  })
}

const all = (value: string): string[] => KEYS.map(() => value)

test('what was written before a bucket got more replicas is copied to the added ones, of this bucket alone, and found when the others are gone', async () => {
  const made = await Case.begin({ partitions: 1 })
  await made.write('old')
  await made.write('other', { bucket: 'other' })
  await made.setReplicas(MEMBERS)
  await made.filled()
  const { own, added } = made.split()
  assert.deepEqual(made.heldOf('other'), made.peers.map(peer => own.includes(peer) ? KEYS.length : 0))
  for (const peer of own) made.cluster.kill(peer)
  for (const via of added) assert.deepEqual(await made.values(via), all('old'))
})

test('what only added replicas took reaches the ring\'s own, and the other added ones', async () => {
  const made = await Case.begin({ partitions: 1 })
  await made.setReplicas(MEMBERS)
  const { own, added } = made.split()
  for (const peer of [...own, added[1] as SimPeer]) made.cluster.kill(peer)
  await made.write('new', { via: added[0] as SimPeer })
  for (const peer of [...own, added[1] as SimPeer]) await made.cluster.start(peer)
  await made.filled()
  for (const via of made.peers) assert.deepEqual(await made.values(via), all('new'))
})

test('an added replica that was down, or whose disk was replaced, gets what it lacks', async () => {
  const made = await Case.begin()
  await made.write('old')
  await made.setReplicas(MEMBERS)
  await made.filled()
  const peer = made.peer(4)
  made.cluster.kill(peer)
  await made.write('new')
  await made.cluster.start(peer)
  await made.until(() => made.cluster.agreed(MEMBERS), 'it is back')
  await made.cluster.scheduler.runFor(10 * COMPARED_MS)
  assert.deepEqual(await made.onDisk(peer), all('new'))
  made.cluster.kill(peer)
  peer.disk.wipe()
  await made.cluster.start(peer)
  await made.filled()
})

/** An added replica is cut off from all others, and does not stop. @returns what it holds of each key when it has been back for a while */
async function missed (): Promise<string[]> {
  const made = await Case.begin({ partitions: 1 })
  await made.write('old')
  await made.setReplicas(MEMBERS)
  await made.filled()
  await made.cluster.scheduler.runFor(5 * COMPARED_MS)
  const { own: [via], added: [away] } = made.split() as { own: [SimPeer], added: [SimPeer] }
  made.isolate(away, true)
  await made.write('new', { via })
  made.isolate(away, false)
  await made.cluster.scheduler.runFor(20 * COMPARED_MS)
  return await made.onDisk(away)
}

test('an added replica that missed writes gets them without a read', async () => {
  assert.deepEqual(await missed(), all('new'))
})

test('planted bug: what was compared once is taken for alike for ever: what is missed stays so', async () => {
  const { compareRoots } = Exchange.prototype
  const undo = patch(Exchange.prototype, 'compareRoots', {
    async value (this: Exchange, ...args: Parameters<typeof compareRoots>) { return args[3]?.rootOf === undefined ? await compareRoots.apply(this, args) : [] },
  })
  try { assert.deepEqual(await missed(), all('old')) } finally { undo() }
})

/** The ring's own replicas hear of the greater number only when the added ones have compared with them. @returns whether these get what was written before */
async function heardLate (): Promise<boolean> {
  const made = await Case.begin({ partitions: 1 })
  await made.write('old')
  const { own, added: [via] } = made.split() as { own: SimPeer[], added: [SimPeer] }
  const hear = keepFromHearing(own)
  try {
    await made.setReplicas(MEMBERS, via)
    await made.cluster.scheduler.runFor(5 * COMPARED_MS)
  } finally { hear() }
  await made.cluster.scheduler.runFor(PATIENCE_MS)
  return made.held.every(count => count === KEYS.length)
}

test('what is said by a replica that has not heard of the greater number does not count', async () => {
  assert.equal(await heardLate(), true)
})

test('planted bug: whoever has not heard of the greater number is taken to hold nothing of the bucket: nothing is copied', async () => {
  const { digestIn } = RaisedBuckets.prototype
  let last: RaisedBuckets | undefined
  const undo = patch(RaisedBuckets.prototype, 'digestIn', {
    value (this: RaisedBuckets, viewHash: Uint8Array) {
      if (this.most > 0) last = this
      return digestIn.call(last ?? this, viewHash)
    },
  })
  try { assert.equal(await heardLate(), false) } finally { undo() }
})

test('when the number is lowered again the added copies go, and come back when it is raised', async () => {
  const made = await Case.begin({ partitions: 1 })
  await made.write('old')
  const { own } = made.split()
  await made.setReplicas(MEMBERS)
  await made.filled()
  await made.setReplicas(3)
  await made.until(() => made.peers.every((peer, index) => made.held[index] === (own.includes(peer) ? KEYS.length : 0)), 'the added copies are gone')
  await made.write('new', { via: own[0] as SimPeer })
  await made.setReplicas(4)
  await made.until(() => made.held.reduce((sum, count) => sum + count, 0) === 4 * KEYS.length, 'one more has all')
  await made.setReplicas(MEMBERS)
  await made.filled()
  for (const peer of made.peers) assert.deepEqual(await made.onDisk(peer), all('new'))
})

test('added copies that went and are wanted again come back, also when nobody looked meanwhile', async () => {
  const made = await Case.begin({ partitions: 1 })
  await made.write('old')
  const { own, added } = made.split()
  const [via, ...away] = own as [SimPeer, SimPeer, SimPeer]
  const isAt = (peers: readonly SimPeer[]): boolean => made.peers.every((peer, index) => made.held[index] === (peers.includes(peer) ? KEYS.length : 0))
  // From one alone, so that nothing is compared again at once.
  for (const peer of away) made.cluster.kill(peer)
  await made.setReplicas(MEMBERS, via)
  await made.filled()
  const workers = added.map(({ run }) => run!.node!.transfers.added.worker)
  for (const worker of workers) worker.pause()
  for (const peer of away) await made.cluster.start(peer)
  await made.setReplicas(3, via)
  await made.until(() => isAt(own), 'the added copies are gone')
  await made.setReplicas(MEMBERS, via)
  for (const worker of workers) worker.resume()
  await made.filled()
})

test('while members come and go those that own a key for its bucket hold it, and no others', async () => {
  const made = await Case.begin()
  await made.write('old')
  await made.setReplicas(4)
  await made.cluster.start(made.cluster.addPeer())
  const isPlaced = (members: number): boolean => made.cluster.agreed(members) && made.held.reduce((sum, count) => sum + count, 0) === 4 * KEYS.length
  await made.until(() => isPlaced(MEMBERS + 1), 'four of six hold each')
  const leaving = made.peer(1)
  leaving.mayBeOut = true
  made.peer(0).run!.node!.membership.requestChange({ remove: leaving.id })
  await made.until(() => isPlaced(MEMBERS), 'four of five hold each')
})

test('what was deleted while an added replica was down for long is not forgotten before it knows, and does not come back', async () => {
  const made = await Case.begin({ reaping: { graceMs: 300, intervalMs: 100, quietMs: 2_000 } })
  await made.write('old')
  await made.setReplicas(MEMBERS)
  await made.filled()
  const away = made.peer(4)
  made.cluster.kill(away)
  await made.write(undefined)
  await made.cluster.scheduler.runFor(10_000)
  await made.cluster.start(away)
  await made.until(() => made.held.every(count => count === 0), 'all that was deleted is gone')
  await made.cluster.scheduler.runFor(10 * COMPARED_MS)
  assert.deepEqual(made.held, made.peers.map(() => 0))
  assert.deepEqual(await made.values(away), all(''))
})

/** An added replica is cut off while all is deleted, is taken out of the ring, and is back before it knows. @returns the values that are found */
async function takenOut (): Promise<string[]> {
  const graceMs = 20_000
  const made = await Case.begin({ partitions: 1, reaping: { graceMs, intervalMs: 100, quietMs: 2_000 } })
  await made.write('old')
  await made.setReplicas(MEMBERS)
  await made.filled()
  const { own, added: [away] } = made.split() as { own: [SimPeer], added: [SimPeer] }
  made.isolate(away, true)
  await made.write(undefined, { via: own[0] })
  await made.cluster.scheduler.runFor(graceMs)
  away.mayBeOut = true
  own[0].run!.node!.membership.requestChange({ remove: away.id })
  const others = made.peers.filter(peer => peer !== away)
  await made.until(() => others.every(({ run }) => run?.records?.keys === 0), 'all that was deleted is gone')
  // It takes its time to fetch what it hears of.
  away.run!.node!.history.offer = async () => 'kept'
  made.isolate(away, false)
  await made.cluster.scheduler.runFor(10 * COMPARED_MS)
  return await made.values(own[0])
}

test('an added replica that was taken out of the ring, and does not know it yet, brings back nothing', async () => {
  assert.deepEqual(await takenOut(), all(''))
})

test('planted bug: nobody looks which ring view an added replica knows: what was deleted comes back', async () => {
  const undo = patch(RaisedBuckets.prototype, 'digestIn', { value (this: RaisedBuckets) { return this.digest } })
  try { assert.deepEqual(await takenOut(), all('old')) } finally { undo() }
})

/** An added replica misses that all is deleted, and does not hear for long that it is none any more. @returns the values that are found when it has heard */
async function loweredUnheard (): Promise<string[]> {
  const made = await Case.begin({ partitions: 1, reaping: { graceMs: 300, intervalMs: 100, quietMs: 2_000 } })
  await made.write('old')
  await made.setReplicas(MEMBERS)
  await made.filled()
  const { own: [via], added: [away] } = made.split() as { own: [SimPeer], added: [SimPeer] }
  made.isolate(away, true)
  await made.setReplicas(3, via)
  await made.write(undefined, { via })
  const hear = keepFromHearing([away])
  made.isolate(away, false)
  await made.cluster.scheduler.runFor(PATIENCE_MS)
  hear()
  await made.cluster.scheduler.runFor(PATIENCE_MS)
  assert.deepEqual(made.held, made.peers.map(() => 0))
  return await made.values(via)
}

test('nothing is forgotten while a member takes itself for a replica of it that the others do not ask', async () => {
  assert.deepEqual(await loweredUnheard(), all(''))
})

test(`nothing is lost, comes back, or stays where it does not belong while the number goes up and down, members stop and keys are reaped: ${SEEDS} seeds`, async () => {
  let [changes, deleted, reaped] = [0, 0, 0]
  for (let seed = 1; seed <= SEEDS; seed++) {
    const result = await runRaises(seed)
    assert.deepEqual(result.violations, [], `seed ${seed}`)
    changes += result.changes
    deleted += result.deleted
    reaped += result.reaped
  }
  // Else it has shown nothing.
  assert.ok(changes > 3 * SEEDS && deleted > 5 * SEEDS && reaped > 5 * SEEDS, `${changes} changes, ${deleted} deleted, ${reaped} reaped`)
})

/** Puts with conditions at added replicas that have not looked yet, and at one that has. @returns what was wrong */
async function wronglyConditional (): Promise<string[]> {
  const made = await Case.begin({ partitions: 1 })
  await made.write('old')
  const { own, added } = made.split()
  const [waits, looks] = added as [SimPeer, SimPeer]
  waits.run!.node!.transfers.added.worker.pause()
  await made.setReplicas(MEMBERS)
  const wrong: string[] = []
  let checks = 0
  const check = async (via: SimPeer): Promise<void> => {
    // Another one each time: the first put gives it to all.
    const key = utf8Bytes(`k${checks++}`)
    const absent = await made.cluster.scheduler.settle(made.client.put(via, { bucket: BUCKET, key, value: key, condition: PUT_CONDITION.ifAbsent, w: ONE }, TIMEOUT_MS), 2 * TIMEOUT_MS, 'if absent')
    if (!('error' in absent && absent.error === 'PRECONDITION_FAILED')) wrong.push(`if absent at ${via.name}: ${'ok' in absent ? 'ok' : absent.error}`)
    const again = await made.cluster.scheduler.settle(made.client.put(via, { bucket: BUCKET, key, value: key, returnPrevious: true, w: ONE }, TIMEOUT_MS), 2 * TIMEOUT_MS, 'previous')
    if (!('ok' in again && again.ok.previous.length === 1)) wrong.push(`before, at ${via.name}: ${'ok' in again ? again.ok.previous.length : again.error}`)
  }
  for (const via of [looks, waits]) await check(via)
  await made.until(() => made.held[made.peers.indexOf(looks)] === KEYS.length, 'one has all')
  await made.cluster.scheduler.runFor(COMPARED_MS)
  // What it has it may say without them.
  for (const peer of own) made.cluster.kill(peer)
  await check(looks)
  return wrong
}

test('no condition holds, and nothing was there before, because the coordinator was only added', async () => {
  assert.deepEqual(await wronglyConditional(), [])
})

test('planted bug: an added replica says what was there before it has been filled', async () => {
  const undo = patch(AddedReplicas.prototype, 'isFilled', { value: () => true })
  try { assert.notDeepEqual(await wronglyConditional(), []) } finally { undo() }
})
