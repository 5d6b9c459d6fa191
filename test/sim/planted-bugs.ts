/**
 * Bugs to plant, one at a time: a simulator that finds nothing must be known to find something. They
 * are put in from outside, by a subclass, a lying disk or a replaced method, so that no shipped code
 * has a switch for them.
 */
import { ReadQuorum } from '../../daemon/core/coordinator/read-quorum.js'
import { ReadRepair } from '../../daemon/core/coordinator/read-repair.js'
import { WriteQuorum, type WriteAck } from '../../daemon/core/coordinator/write-quorum.js'
import { FailureDetector } from '../../daemon/core/membership/failure-detector.js'
import { LiveViews } from '../../daemon/core/membership/live-views.js'
import { MembershipStore } from '../../daemon/core/membership/membership-store.js'
import { MemberTable } from '../../daemon/core/membership/member-table.js'
import { openMember } from '../../daemon/core/membership/member-record.js'
import { RingChanges } from '../../daemon/core/membership/ring-changes.js'
import type { RingChange } from '../../daemon/core/ring/next-view.js'
import { RingHistory } from '../../daemon/core/membership/ring-history.js'
import { CorruptRecordError, QuorumNotMetError } from '../../protocols/errors.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import type { Dot, KvRecord, RecordKey } from '../../protocols/record/record.js'
import { REPLICA_STORES, REPLICA_VERSIONS } from '../../protocols/replicate/replicate.js'
import { StrayHandoff } from '../../daemon/core/repair/stray-handoff.js'
import { Exchange } from '../../daemon/core/repair/exchange.js'
import { ActorLeases } from '../../storage/actor-leases.js'
import { KnownKeys } from '../../storage/known-keys.js'
import { META, MetaStore, type MetaName } from '../../storage/meta-store.js'
import { MerkleTrees } from '../../storage/merkle-trees.js'
import { RecordStore, type LocalWrite, type Merged, type WriteIntent } from '../../storage/record-store.js'
import type { Durability } from '../../storage/store.js'
import { patch } from '../fixtures/patch.js'
import type { SimBugs } from './sim-cluster.js'
import { SimSigner } from './sim-signer.js'
import { drawSwarm, type Fault, type SwarmConfig } from './swarm.js'

export interface PlantedBug {
  readonly name: string
  /** The checkers of which one must see it. */
  readonly caughtBy: readonly string[]
  readonly bugs?: SimBugs
  /** Makes of a drawn run one in which the bug can matter, where few are. */
  readonly narrow?: (config: SwarmConfig) => SwarmConfig
  /** The seed that is tried first, not 1, where the first that shows the bug comes late. */
  readonly from?: number
  /** Replaces methods; the result puts them back. */
  readonly plant?: () => () => void
}

class ActorReused extends RecordStore {
  protected override nextDot ({ vv }: KvRecord): Dot {
    const actor = `${this.leases.prefix}1`
    return { actor, counter: (vv.get(actor) ?? 0) + 1 }
  }
}

class SiblingsDropped extends RecordStore {
  protected override join (ours: KvRecord, incoming: KvRecord): KvRecord {
    const joined = super.join(ours, incoming)
    return joined === ours ? ours : { vv: joined.vv, siblings: joined.siblings.slice(-1) }
  }
}

class CorruptIsAbsent extends RecordStore {
  override async readEncoded (key: RecordKey): Promise<Uint8Array | undefined> {
    try {
      return await super.readEncoded(key)
    } catch (error) {
      if (error instanceof CorruptRecordError) return undefined
      throw error
    }
  }
}

class ContextIgnored extends RecordStore {
  override async write (key: RecordKey, intent: WriteIntent, durability: Durability): Promise<LocalWrite> {
    if (intent.context === undefined || intent.condition !== undefined) return await super.write(key, intent, durability)
    const held = await this.read(key).catch(() => undefined)
    return await super.write(key, { ...intent, context: held === undefined ? intent.context : new Map([...intent.context, ...held.vv]) }, durability)
  }
}

class ContextOfAll extends RecordStore {
  override async write (key: RecordKey, intent: WriteIntent, durability: Durability): Promise<LocalWrite> {
    const local = await super.write(key, intent, durability)
    return { ...local, record: { vv: local.record.vv, siblings: local.record.siblings.filter(({ dot }) => dot.actor === local.dot.actor && dot.counter === local.dot.counter) } }
  }
}

class ExpiryRenewed extends RecordStore {
  protected override join (ours: KvRecord, incoming: KvRecord): KvRecord {
    const joined = super.join(ours, incoming)
    if (joined === ours) return ours
    return { vv: joined.vv, siblings: joined.siblings.map(sibling => sibling.expiresAt === undefined ? sibling : { ...sibling, expiresAt: sibling.expiresAt + 60_000 }) }
  }
}

class NoTombstones extends RecordStore {
  override async merge (key: RecordKey, incoming: KvRecord, durability: Durability): Promise<Merged> {
    const merged = await super.merge(key, incoming, durability)
    const { record } = merged
    if (!merged.quarantined && record.siblings.length > 0 && record.siblings.every(({ value }) => value === null)) {
      await merged.committed
      await this.remove(key, merged.encoded, durability)
    }
    return merged
  }
}

class RequestIdsForgotten extends RecordStore {
  override async write (key: RecordKey, { requestId: _requestId, ...intent }: WriteIntent, durability: Durability): Promise<LocalWrite> {
    return await super.write(key, intent, durability)
  }
}

/** The rules of views are protected: only subclasses and planted bugs may bend them. */
const VIEWS = LiveViews.prototype as unknown as { oldestWrite: () => number, isHeldByAll: () => boolean, readByAll: () => number, published: LiveViews['published'] }

/** What others were asked for counts as confirmed, whatever they said. */
export function deletesUnconfirmed (): () => void {
  const strays = StrayHandoff.prototype as unknown as { confirm: (...args: unknown[]) => Promise<boolean> }
  const { confirm } = strays
  return patch(strays, 'confirm', {
    async value (...args: unknown[]) {
      await confirm.apply(this, args)
      return true
    },
  })
}

/** The same seed with changes of the ring. */
function ringChanges ({ seed }: SwarmConfig): SwarmConfig { return drawSwarm(seed, true) }

const pickOf = (seed: number, index: number): number => (7_919 * seed + 104_729 * index) >>> 0

/** Each key has one owner, which changes again and again while messages are slow, and then somebody is cut off. */
function busyRing (config: SwarmConfig): SwarmConfig {
  const { seed, ...rest } = drawSwarm(config.seed, true)
  const faults: Fault[] = [0, 1, 2, 3].map(index => ({ kind: 'delay', atMs: 1_600 * index, forMs: 1_600, pick: pickOf(seed, 30 + index) }))
  for (let index = 0; index < 8; index++) {
    const atMs = 400 + 700 * index
    faults.push({ kind: index % 4 === 0 ? 'join' : 'reweigh', atMs, forMs: 100, pick: pickOf(seed, index) })
    faults.push({ kind: 'isolate', atMs: atMs + 250 + pickOf(seed, 10 + index) % 250, forMs: 500, pick: pickOf(seed, 20 + index) })
  }
  return { ...rest, seed, size: 'large', n: 1, peers: 4, r: 'quorum', w: 'quorum', partitions: 8, keys: 4, clients: 6, pauseMs: 30, safetyMs: 6_500, bufferedPercent: 0, replaceDeadAfterMs: null, faults: faults.sort((one, other) => one.atMs - other.atMs) }
}

/** Somebody is cut off and soon taken out, takes writes of W=1 meanwhile, learns of it, and is cut off again with all of them. */
function takenOut (config: SwarmConfig): SwarmConfig {
  const { seed, ...rest } = drawSwarm(config.seed, true)
  const pick = pickOf(seed, 1)
  const faults: Fault[] = [{ kind: 'isolate', atMs: 600, forMs: 5_000, pick }, { kind: 'isolate', atMs: 8_500 + pick % 2_000, forMs: 7_500, pick }, { kind: 'reweigh', atMs: 13_000, forMs: 100, pick }]
  return { ...rest, seed, size: 'large', n: 3, peers: 5, r: 'one', w: 'one', keys: 6, clients: 4, pauseMs: 100, safetyMs: 13_500, bufferedPercent: 0, antiEntropyIntervalMs: null, probeIntervalMs: 200, replaceDeadAfterMs: 1_000, faults }
}

/** Peers are cut off in turns, two at a time: stand-ins take what they miss, and are slow to hand it over. */
function cutOffInTurns (config: SwarmConfig): SwarmConfig {
  const faults = Array.from({ length: 10 }, (_, index): Fault => ({ kind: 'isolate', atMs: 250 * index, forMs: 450, pick: pickOf(config.seed, index) }))
  return { ...config, size: 'large', n: 3, peers: 5, r: 'quorum', w: 'quorum', keys: 2, clients: 4, pauseMs: 30, safetyMs: 2_800, bufferedPercent: 0, antiEntropyIntervalMs: null, tombstoneGraceMs: null, faults }
}

/** Peers are down for about as long as it takes until they are taken out. */
function backInTime (config: SwarmConfig): SwarmConfig {
  const { seed, ...rest } = drawSwarm(config.seed, true)
  const faults: Fault[] = [0, 1].map(index => ({ kind: 'kill', atMs: 500 + 3_500 * index, forMs: 1_700 + pickOf(seed, index) % 1_000, pick: pickOf(seed, 10 + index) }))
  return { ...rest, seed, n: 3, peers: 5, safetyMs: 7_500, pauseMs: 200, clients: 1, antiEntropyIntervalMs: null, probeIntervalMs: 200, replaceDeadAfterMs: 1_000, faults: [...faults, { kind: 'reweigh', atMs: 7_400, forMs: 100, pick: seed }] }
}

/** Weights change on both sides of a netsplit while a member comes back with an empty disk. */
function weighedWhenReplaced (config: SwarmConfig): SwarmConfig {
  const { seed, ...rest } = drawSwarm(config.seed, true)
  const pick = (index: number): number => pickOf(seed, index)
  const faults: Fault[] = [{ kind: 'halves', atMs: 300, forMs: 900, pick: pick(1) }, { kind: 'wipe', atMs: 350, forMs: 100 + pick(2) % 300, pick: pick(2) }]
  for (let index = 0; index < 6; index++) faults.push({ kind: 'reweigh', atMs: 320 + 140 * index, forMs: 100, pick: pick(10 + index) })
  return { ...rest, seed, n: 3, peers: 5, safetyMs: 1_500, pauseMs: 200, clients: 1, replaceDeadAfterMs: null, faults: faults.sort((one, other) => one.atMs - other.atMs) }
}

/** A member misses writes, and is back when the disk of another is replaced. */
function diskReplaced (config: SwarmConfig): SwarmConfig {
  const pick = (index: number): number => pickOf(config.seed, index)
  const faults: Fault[] = [{ kind: 'isolate', atMs: 100, forMs: 400, pick: pick(1) }, { kind: 'wipe', atMs: 520, forMs: 50, pick: pick(2) }]
  return { ...config, size: 'large', n: 3, peers: 3, r: 'quorum', w: 'quorum', keys: 8, clients: 6, pauseMs: 10, safetyMs: 1_000, bufferedPercent: 0, antiEntropyIntervalMs: null, tombstoneGraceMs: null, faults }
}

/** Where the mark of the clock is in the stored leases. */
const CLOCK_MARK = { from: 33, to: 41 }

export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    name: 'reads do not repair',
    caughtBy: ['liveness', 'convergence'],
    plant: () => patch(ReadQuorum.prototype, 'stale', { value: () => [] }),
  },
  {
    name: 'the tree is not updated with the record',
    caughtBy: ['trees'],
    plant: () => {
      const { change } = MerkleTrees.prototype
      let writes = 0
      return patch(MerkleTrees.prototype, 'change', {
        value (this: MerkleTrees, ...args: Parameters<typeof change>) { return ++writes % 16 === 0 ? this.leafOp(0, 0) : change.apply(this, args) },
      })
    },
  },
  {
    name: 'the tree is in memory only',
    caughtBy: ['trees'],
    plant: () => {
      const { change } = MerkleTrees.prototype
      let writes = 0
      return patch(MerkleTrees.prototype, 'change', {
        value (this: MerkleTrees, ...args: Parameters<typeof change>) {
          const op = change.apply(this, args)
          return ++writes % 16 === 0 ? { type: 'del', key: Uint8Array.of(0xfe) } : op
        },
      })
    },
  },
  {
    name: 'a key that was written counts as new',
    caughtBy: ['trees', 'lost writes', 'regular reads', 'convergence', 'invented values'],
    plant: () => {
      const { add } = KnownKeys.prototype
      let keys = 0
      return patch(KnownKeys.prototype, 'add', {
        value (this: KnownKeys, ...args: Parameters<typeof add>) { if (++keys % 4 !== 0) add.apply(this, args) },
      })
    },
  },
  {
    name: 'an exchange merges nothing that it pulled',
    caughtBy: ['liveness'],
    plant: () => patch(Exchange.prototype, 'take', { value: async () => ({ changed: 0, refused: [] }) }),
  },
  {
    name: 'versions that were read together are taken for those of other keys',
    from: 162,
    caughtBy: ['invented values', 'regular reads', 'lost writes', 'convergence', 'liveness'],
    plant: () => {
      const { decode } = REPLICA_VERSIONS.response
      return patch(REPLICA_VERSIONS.response, 'decode', {
        value (bytes: Uint8Array) {
          const { answers, view } = decode(bytes)
          return { answers: [...answers.slice(1), ...answers.slice(0, 1)], view }
        },
      })
    },
  },
  {
    name: 'a record that was refused counts as stored, since others that came with it are',
    from: 395,
    caughtBy: ['regular reads', 'lost writes', 'acknowledgements', 'convergence'],
    plant: () => {
      const { decode } = REPLICA_STORES.response
      return patch(REPLICA_STORES.response, 'decode', { value: (bytes: Uint8Array) => ({ ...decode(bytes), failures: [] }) })
    },
  },
  {
    name: 'a write is acknowledged before W',
    caughtBy: ['acknowledgements'],
    plant: () => patch(WriteQuorum.prototype, 'met', { get () { return this.weakest.primary >= 1 } }),
  },
  {
    name: 'a failed replica counts as an ack',
    from: 156,
    caughtBy: ['regular reads', 'lost writes'],
    plant: () => patch(WriteQuorum.prototype, 'fail', { value (this: WriteQuorum, peer: NodeId, _code: string, _outcome: string, hintFor?: NodeId) { this.ack(peer, { storeId: peer, synced: true }, hintFor) } }),
  },
  {
    name: 'a hint counts as the ack of a primary',
    from: 24,
    caughtBy: ['regular reads', 'lost writes'],
    narrow: cutOffInTurns,
    plant: () => {
      const { ack } = WriteQuorum.prototype
      return patch(WriteQuorum.prototype, 'ack', {
        value (this: WriteQuorum, peer: NodeId, stored: WriteAck, hintFor?: NodeId) { ack.call(this, hintFor ?? peer, stored) },
      })
    },
  },
  {
    name: 'a session reads what is older than what it has seen',
    caughtBy: ['sessions'],
    plant: () => patch(ReadQuorum.prototype, 'hasSeen', { value: () => true }),
  },
  {
    name: 'read repair sends a value without what it replaced',
    caughtBy: ['convergence', 'liveness', 'deleted values', 'regular reads', 'lost writes'],
    plant: () => {
      const { run } = ReadRepair.prototype
      return patch(ReadRepair.prototype, 'run', {
        async value (this: ReadRepair, ...[key, { siblings }, ...rest]: Parameters<typeof run>) {
          return await run.call(this, key, { vv: new Map(siblings.map(({ dot }) => [dot.actor, dot.counter])), siblings }, ...rest)
        },
      })
    },
  },
  {
    name: 'a write that may have happened is said not to have',
    caughtBy: ['invented values'],
    plant: () => patch(WriteQuorum.prototype, 'error', { value: () => new QuorumNotMetError(1, 0, [], { outcome: 'none' }) }),
  },
  { name: 'an actor is used again by a store that lost events', caughtBy: ['invented values', 'lost writes', 'regular reads', 'convergence'], bugs: { recordStore: ActorReused } },
  {
    name: 'key epochs are trusted after an unclean stop',
    from: 405,
    caughtBy: ['invented values', 'lost writes', 'regular reads', 'convergence'],
    plant: () => patch(ActorLeases.prototype, 'isTrusted', { value: () => true }),
  },
  { name: 'a merge drops siblings', caughtBy: ['lost writes', 'regular reads'], bugs: { recordStore: SiblingsDropped } },
  { name: 'the disk does not sync', caughtBy: ['lost writes', 'regular reads'], bugs: { disk: { neverSyncs: true } } },
  { name: 'records have no checksum', caughtBy: ['invented values', 'convergence', 'unhandled', 'errors', 'lost writes', 'regular reads'], bugs: { disk: { noChecksum: true } } },
  { name: 'a corrupt copy is taken for absent', caughtBy: ['corruption'], bugs: { recordStore: CorruptIsAbsent } },
  { name: 'a context removes more than it covers', caughtBy: ['lost writes', 'regular reads'], bugs: { recordStore: ContextIgnored } },
  { name: 'the context of a put covers what its client was not shown', caughtBy: ['contexts'], bugs: { recordStore: ContextOfAll } },
  { name: 'a merge renews what expires', caughtBy: ['expiry'], bugs: { recordStore: ExpiryRenewed } },
  { name: 'deletes leave no tombstones', from: 59, caughtBy: ['deleted values', 'regular reads', 'lost writes'], bugs: { recordStore: NoTombstones } },
  { name: 'a request id is not known again', from: 691, caughtBy: ['repeated writes'], bugs: { recordStore: RequestIdsForgotten } },
  {
    name: 'leases are not synced before use',
    caughtBy: ['invented values', 'lost writes', 'regular reads', 'convergence'],
    // A power cut must take the lease and the record, and before that no write at all may have been synced.
    narrow: config => ({
      ...config,
      ...{ peers: 3, n: 3, w: 'one', r: 'one', keys: 3, clients: 4, safetyMs: 2_500, pauseMs: 40, epochBlock: 1, bufferedPercent: 100 },
      faults: [1, 2, 3, 4].map(index => ({ kind: 'power-cut', atMs: 500 * index, forMs: 60, pick: 7_919 * config.seed + 104_729 * index })),
    }),
    plant: () => {
      const { write } = MetaStore.prototype
      return patch(MetaStore.prototype, 'write', {
        async value (this: MetaStore, name: MetaName, value: Uint8Array, durability: Durability) {
          await write.call(this, name, value, name === META.leases ? 'buffered' : durability)
        },
      })
    },
  },
  {
    name: 'the mark of the clock is not stored',
    from: 211,
    caughtBy: ['stamps'],
    plant: () => {
      const { write } = MetaStore.prototype
      return patch(MetaStore.prototype, 'write', {
        async value (this: MetaStore, name: MetaName, value: Uint8Array, durability: Durability) {
          const stored = value.slice()
          if (name === META.leases) stored.fill(0, CLOCK_MARK.from, CLOCK_MARK.to)
          await write.call(this, name, stored, durability)
        },
      })
    },
  },
  {
    name: 'an incarnation is not stored',
    caughtBy: ['incarnations'],
    plant: () => patch(MembershipStore.prototype, 'takeIncarnation', { value: async () => 1 }),
  },
  {
    name: 'a stale incarnation is accepted',
    caughtBy: ['incarnations'],
    plant: () => {
      const { accept, all } = MemberTable.prototype
      const taken = new WeakMap<MemberTable, Map<string, ReturnType<typeof openMember>>>()
      const undo = [
        patch(MemberTable.prototype, 'accept', {
          value (this: MemberTable, ...args: Parameters<typeof accept>) {
            const member = accept.apply(this, args) ?? openMember(args[0], new SimSigner(''))
            taken.set(this, (taken.get(this) ?? new Map<string, typeof member>()).set(member.record.peerId, member))
            return member
          },
        }),
        patch(MemberTable.prototype, 'all', {
          value (this: MemberTable) { return all.call(this).map(member => taken.get(this)?.get(member.record.peerId) ?? member) },
        }),
      ]
      return () => { for (const one of undo) one() }
    },
  },
  {
    name: 'who was suspected stays dead',
    caughtBy: ['liveness'],
    plant: () => {
      const undo = [patch(FailureDetector.prototype, 'sawAnswer', { value: () => {} }), patch(FailureDetector.prototype, 'sawRecord', { value: () => {} })]
      return () => { for (const one of undo) one() }
    },
  },
  {
    name: 'new owners are read from before they hold their data',
    caughtBy: ['regular reads', 'lost writes', 'sessions'],
    narrow: ringChanges,
    plant: () => patch(VIEWS, 'isHeldByAll', { value: () => true }),
  },
  {
    // Who was to lose by it is saved by two other rules (a coordinator looks for newer views before it answers, and new
    // owners ask everybody who is up): so what is looked at is the rule itself. Without the others: test/model/ring.
    name: 'a peer says that it has left a view while a write to it alone is under way',
    from: 45,
    caughtBy: ['views'],
    narrow: ringChanges,
    plant: () => patch(VIEWS, 'oldestWrite', { value: () => Number.MAX_SAFE_INTEGER }),
  },
  {
    name: 'a peer says that it writes to a view, and leaves it out',
    from: 4,
    caughtBy: ['regular reads', 'lost writes', 'sessions'],
    narrow: busyRing,
    plant: () => {
      const { beginWrite } = LiveViews.prototype
      return patch(LiveViews.prototype, 'beginWrite', {
        value (this: LiveViews) {
          const ticket = beginWrite.call(this)
          return ticket === undefined ? undefined : { ...ticket, placement: { ...ticket.placement, live: [ticket.placement.readFrom] } }
        },
      })
    },
  },
  {
    name: 'a view is retired without those that are cut off',
    from: 722,
    caughtBy: ['regular reads', 'lost writes', 'sessions'],
    narrow: busyRing,
    plant: () => patch(VIEWS, 'readByAll', { value (this: LiveViews) { return this.published.syncAck.epoch } }),
  },
  {
    name: 'former owners delete before the new ones have confirmed',
    from: 94,
    caughtBy: ['regular reads', 'lost writes', 'convergence'],
    narrow: takenOut,
    plant: deletesUnconfirmed,
  },
  {
    name: 'who has come back is taken out, because it was decided when it was away',
    from: 26,
    caughtBy: ['views'],
    narrow: backInTime,
    plant: () => {
      const { request } = RingChanges.prototype
      return patch(RingChanges.prototype, 'request', { value (this: RingChanges, change: RingChange) { request.call(this, change) } })
    },
  },
  {
    name: 'an empty disk says that there is nothing',
    caughtBy: ['regular reads'],
    narrow: diskReplaced,
    plant: () => patch(LiveViews.prototype, 'holds', { value: () => true }),
  },
  {
    name: 'a change of weight says which store a member has',
    from: 13,
    caughtBy: ['views'],
    narrow: weighedWhenReplaced,
    plant: () => {
      const { issue } = RingHistory.prototype
      return patch(RingHistory.prototype, 'issue', {
        async value (this: RingHistory, ...[changes, ...rest]: Parameters<typeof issue>) {
          return await issue.call(this, changes.flatMap((change): RingChange[] => 'update' in change ? [{ remove: change.update.peerId }, { add: change.update }] : [change]), ...rest)
        },
      })
    },
  },
  {
    name: 'newer ring views are not fetched',
    caughtBy: ['liveness'],
    plant: () => patch(RingHistory.prototype, 'isBehind', { value: () => false }),
  },
]
