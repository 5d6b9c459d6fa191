import { P2pkvError } from '../../protocols/errors.js'
import { toHex } from '../../protocols/record/bytes.js'
import { keyText, partitionOf } from '../../protocols/record/key.js'
import { hlcAt } from '../../protocols/record/hlc.js'
import { GET, type GetResponse } from '../../protocols/get/get.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import type { RecordKey } from '../../protocols/record/record.js'
import { PUT, PUT_DURABILITY } from '../../protocols/put/put.js'
import { REPLICA_STORE, type ViewId } from '../../protocols/replicate/replicate.js'
import { quorumToMessage } from '../../protocols/rpc/quorum.js'
import { HintStore, type HintStoreInit } from '../../storage/hint-store.js'
import type { RecordStore } from '../../storage/record-store.js'
import { TransferMarks } from '../../storage/transfer-marks.js'
import type { Store } from '../../storage/store.js'
import { Admin } from './admin.js'
import type { RaisedBuckets } from './raised-buckets.js'
import { Restore } from './backup/restore.js'
import type { Authority } from './auth/authority.js'
import { AuthAdmin } from './auth/auth-admin.js'
import { Evictor } from './auth/evictor.js'
import type { BucketProperties } from './bucket.js'
import { Buckets } from './buckets.js'
import { Admission } from './coordinator/admission.js'
import { GetCoordinator } from './coordinator/get-coordinator.js'
import { HedgeBudget } from './coordinator/hedge-budget.js'
import { PeerHealth } from './coordinator/peer-health.js'
import { PutCoordinator } from './coordinator/put-coordinator.js'
import { ReplicaClient } from './coordinator/replica-client.js'
import { ViewCatchUp, type Views } from './coordinator/views.js'
import type { Env } from './env.js'
import { LiveViews } from './membership/live-views.js'
import { Membership } from './membership/membership.js'
import { MembershipStore } from './membership/membership-store.js'
import { RemovalNotice } from './membership/removal-notice.js'
import { Stabiliser } from './membership/stabiliser.js'
import { gatherMs } from './membership/ring-changes.js'
import { RingHistory } from './membership/ring-history.js'
import type { Trackers } from './membership/trackers.js'
import { HintAdmin } from './repair/hint-admin.js'
import { HintedHandoff, type HintedHandoffInit } from './repair/hinted-handoff.js'
import { AntiEntropy } from './repair/anti-entropy.js'
import { Exchange } from './repair/exchange.js'
import { ReapServer } from './repair/reap-server.js'
import { Reaper, type ReaperInit } from './repair/reaper.js'
import { RepairAdmin } from './repair/repair-admin.js'
import { Foreground } from './repair/foreground.js'
import { Transfers } from './repair/transfers.js'
import { StoreUpkeep } from './repair/store-upkeep.js'
import { SyncServer } from './repair/sync-server.js'
import { estimateSizes } from './partition-sizes.js'
import { Replica } from './replica.js'
import { ScanCoordinator } from './scan/scan-coordinator.js'
import { ScanReplica } from './scan/scan-replica.js'
import type { Placement } from './ring/placement.js'
import { MEMBERS_MAX } from './ring/ring-view.js'
import type { Ring } from './ring/ring.js'
import { Vitals } from './vitals.js'
import { Workers } from './workers.js'
import { RingAdmin } from './ring-admin.js'
import { serveMemberShow } from './member-show.js'
import { serveRoutes } from './routes.js'

export interface KvNodeInit {
  readonly cluster: string
  readonly name: string
  readonly zone: string
  readonly weight: number
  readonly version: string
  readonly partitions: number
  /** Peers to join through, as far as they are known by now. */
  readonly bootstrap: () => readonly NodeId[]
  /** There is nobody to join: begin a ring. */
  readonly begins: boolean
  /** Of every bucket that has no properties of its own. */
  readonly defaults: BucketProperties
  readonly valueBytesMax: number
  /** Reads, and writes, of clients in work at a time; default: see admission.ts. */
  readonly requestsMax?: number
  /** Between two passes over all stored records; null: never. */
  readonly scrubIntervalMs: number | null
  /** Every pair of primaries is compared at least this often; null: only when an operator asks. */
  readonly antiEntropyIntervalMs: number | null
  readonly probeIntervalMs: number
  readonly exchangeIntervalMs: number
  /** Bytes a second at which this peer pulls data that becomes its own; null or left out: no limit. */
  readonly transferBytesPerSecondMax?: number | null
  readonly strayIntervalMs?: number
  /** What is left out has the defaults of hint-store.ts and hinted-handoff.ts. */
  readonly hints?: Omit<HintStoreInit, 'partitions'> & HintedHandoffInit
  /** Deleted keys are removed when it is proved that they cannot come back; absent: they are kept for ever. */
  readonly reaping?: ReaperInit
  /** How long a member may be down before its place is given to others; null: for ever. */
  readonly replaceDeadAfterMs: number | null
  /** What is known of rights, and what this peer shows of its own; absent: nobody is asked for any. */
  readonly security?: { readonly authority: Authority, readonly credentials: Uint8Array } | undefined
}

/** Data that a peer lost the right to longer ago than this, and that is as old, is not offered to its owners any more. */
const STRAY_OFFER_MS_MAX = 24 * 60 * 60_000
/** While clients ask, members take a step of a change of the ring within this time, milliseconds, and not all at once. */
const VIEW_STEP_MS_MAX = 500
const AVOID_MS = 200
const AVOID_MS_MAX = 5_000
const MEND_TIMEOUT_MS = 5_000
const LAST_WORDS_MS = 200

function valueBytesOf ({ versions }: GetResponse): number { return versions.reduce((bytes, { value }) => bytes + value.byteLength, 0) }

/** One peer, whole: everything between a network and a store. The same in a daemon and in the simulator. */
export class KvNode {
  readonly membership: Membership
  /** How long what clients ask for takes. */
  readonly foreground: Foreground
  readonly history: RingHistory
  /** Where replicas are while the ring changes, for whoever coordinates, transfers or repairs. */
  readonly views: LiveViews
  readonly hints: HintedHandoff
  /** This peer's own view of the cluster. */
  readonly admin: Admin
  readonly transfers: Transfers
  readonly #buckets: Buckets
  readonly #members: MembershipStore
  readonly #upkeep: StoreUpkeep
  /** Every background worker. */
  readonly workers = new Workers()
  readonly antiEntropy: AntiEntropy
  readonly reaper: Reaper
  readonly #stabiliser: Stabiliser
  readonly #notice: RemovalNotice
  readonly #ringAdmin: RingAdmin
  readonly #leftListeners: Array<() => void> = []
  #left = false

  private constructor (env: Env, components: { store: Store, records: RecordStore, hints: HintStore, members: MembershipStore, marks: TransferMarks }, init: KvNodeInit, earlier: { incarnation: number, trackers: Trackers }) {
    const { network, clock, log } = env
    const { store, records, hints, members, marks } = components
    const authority = init.security?.authority
    this.#members = members
    // How long somebody has been out of the ring others count from when a view was made: not by one clock that is behind.
    const issueClock = { ...clock, realtime: () => Math.max(clock.realtime(), Math.trunc(this.membership.detector.membersTimeMs() ?? 0)) }
    this.history = new RingHistory({ ...env, clock: issueClock, store: members }, { cluster: init.cluster, self: network.self, partitions: init.partitions, replicas: init.defaults.n })
    const hlc = (): bigint => hlcAt(clock.realtime())
    const buckets = new Buckets({ self: network.self, signer: env.signer, wasMember: peer => this.history.wasMember(peer), hlc }, init)
    this.#buckets = buckets
    const foreground = this.foreground = new Foreground({ clock })
    const steps = env.prng.fork('view steps')
    this.views = new LiveViews({
      clock,
      log,
      self: network.self,
      history: this.history,
      recordOf: peer => this.membership.table.get(peer)?.record,
      save: async encoded => { await members.saveTrackers(encoded) },
      publish: () => { this.membership.publishTrackers() },
      calm: async () => { if (foreground.active) await new Promise<void>(resolve => { clock.after(steps.below(VIEW_STEP_MS_MAX), resolve) }) },
    }, { storeId: toHex(records.storeId), stored: earlier.trackers })
    this.history.onChange(() => { this.views.update() })
    this.membership = new Membership(env, {
      history: this.history,
      views: this.views,
      hlc,
      authority,
      buckets,
      isWritable: () => store.health().state === 'open',
      rememberBucket: bucket => {
        members.saveBucket(bucket).catch((error: unknown) => { log.warn({ error }, 'settings of a bucket were not kept; an exchange brings them again') })
      },
      remember: member => {
        members.saveMember(member.record.peerId, member).catch((error: unknown) => { log.debug({ error }, 'a member record was not kept') })
      },
      forget: peer => { members.forgetMember(peer).catch((error: unknown) => { log.debug({ error }, 'a member record stays on the disk until the next start') }) },
    }, { ...init, credentials: init.security?.credentials, storeId: toHex(records.storeId), incarnation: earlier.incarnation, viewDelayMs: () => gatherMs(records.keys), membersMax: MEMBERS_MAX })
    this.membership.onMember(() => { this.views.heard() })
    this.#stabiliser = new Stabiliser({
      ...env,
      self: network.self,
      standing: () => this.views.standing(),
      opinionOf: peer => this.membership.detector.opinionOf(peer),
      request: (change, isWanted) => { this.membership.requestChange(change, isWanted) },
    }, init)
    if (authority !== undefined) {
      this.workers.add(new Evictor({
        ...env,
        self: network.self,
        members: () => this.history.ring?.members.map(({ peerId }) => peerId) ?? [],
        // One clock that is wrong takes nobody out of the ring of all.
        isBarred: peer => this.membership.rights.isBarred(peer, this.membership.detector.membersTimeMs()),
        isAlive: peer => this.membership.detector.stateOf(peer) === 'alive',
        request: change => { this.membership.requestChange(change) },
      }).worker)
    }
    this.views.onChange(() => { this.#leaveIfNobodyNeeds(env) })
    // Less than the grace: who has been away for longer brings nothing back, and what is reaped is older.
    const strayOfferMsMax = Math.min(STRAY_OFFER_MS_MAX, (init.reaping?.graceMs ?? Infinity) / 2)
    this.#notice = new RemovalNotice({ clock, log, self: network.self, history: this.history, isRemoved: () => this.#ringAdmin.isTakenOut }, { offerMsMax: strayOfferMsMax })
    this.history.onChange(() => { this.#notice.look() })
    const viewId = (): typeof this.history.id => this.history.id
    const heardView: Membership['heardView'] = (from, view) => { this.membership.heardView(from, view) }
    const health = new PeerHealth({ clock }, { avoidMs: AVOID_MS, avoidMsMax: AVOID_MS_MAX })
    const isOutFor = (peer: NodeId, ms: number): boolean => (this.history.removedAtMs(peer) ?? Infinity) < clock.realtime() - ms
    const isForgotten = (peer: NodeId): boolean => isOutFor(peer, strayOfferMsMax)
    const isLongGone = (peer: NodeId): boolean => isOutFor(peer, hints.limits.hintAgeMaxMs)
    // By a newer view than ours we may be taken for the owner of what we have not got.
    const isSure = (view: ViewId | undefined): boolean => this.views.isWhole && !this.history.isBehind(view)
    const holds = (key: RecordKey, view: ViewId | undefined): boolean => isSure(view) || this.views.holds(partitionOf(key, init.partitions))
    const replica = new Replica({ ...env, records, hints, viewId, heardView, isForgotten, isLongGone, holds, asked: () => { foreground.asked() } })
    const replicas = new ReplicaClient({ clock, soon: env.soon, network, health, replica, viewId, heardView, answered: peer => { this.membership.detector.sawAnswer(peer) } })
    const bucket = (name: string): BucketProperties => buckets.propertiesOf(name)
    const placement = (): Placement | undefined => this.views.placement()
    const views: Views = { placement, beginWrite: () => this.views.beginWrite(), onChange: fn => { this.views.onChange(fn) } }
    const shared = {
      ...env,
      self: network.self,
      cluster: init.cluster,
      ring: () => this.history.ring,
      views,
      catchUp: new ViewCatchUp({ clock, views, isBehind: view => this.history.isBehind(view) }),
      livenessOf: (peer: NodeId) => this.membership.detector.stateOf(peer),
      health,
      hedges: new HedgeBudget(),
      replicas,
      bucket,
    }
    const gets = new GetCoordinator(shared)
    const puts = new PutCoordinator({ ...shared, records, holds: key => holds(key, undefined), isFilled: partition => this.transfers.added.isFilled(partition) }, { valueBytesMax: init.valueBytesMax })
    const mend = async ({ bucket: name, key }: RecordKey): Promise<void> => {
      await gets.get({ bucket: name, key, r: quorumToMessage('all'), strict: true, notBefore: new Uint8Array() }, clock.monotonic() + MEND_TIMEOUT_MS)
    }
    this.#upkeep = new StoreUpkeep({ ...env, store, records, mend }, init)
    this.hints = new HintedHandoff({
      ...env,
      foreground,
      self: network.self,
      hints,
      ring: () => this.history.ring,
      wasMember: peer => this.history.wasMember(peer),
      replicasOf: name => bucket(name).n,
      livenessOf: shared.livenessOf,
      deliver: async (peer, { bucket: name, key }, record, { hintFor = '', ageMs, deadline }) => {
        const { durability, view } = await replicas.send(peer, REPLICA_STORE, { bucket: name, key, record, view: viewId(), durability: PUT_DURABILITY.synced, hintFor, hintAgeMs: ageMs }, deadline)
        heardView(peer, view)
        return durability === PUT_DURABILITY.synced
      },
      apply: async (key, record) => (await replica.store(key, record, 'synced')).synced,
    }, init.hints)
    new HintAdmin(env, { hints, handoff: this.hints, nameOf: peer => this.membership.table.get(peer)?.record.name ?? '' })
    network.onLinkChange((peer, up) => { if (up) this.hints.linkUp(peer) })
    const exchange = new Exchange({ ...env, records })
    const raised = (): RaisedBuckets => buckets.raised(this.history.ring?.view.replicas ?? Infinity)
    const viewHash = (): Uint8Array => this.history.id?.hash ?? new Uint8Array()
    const bucketsDigest = (): Uint8Array => raised().digestIn(viewHash())
    const replicasOf = (name: string): number => bucket(name).n
    new SyncServer({ network, records, exchange, isForgotten, raised, viewHash }, init)
    this.antiEntropy = new AntiEntropy({ ...env, self: network.self, foreground, exchange, hints, placement, livenessOf: peer => this.membership.detector.stateOf(peer) }, { intervalMs: init.antiEntropyIntervalMs })
    this.transfers = new Transfers({
      ...env,
      history: this.history,
      records,
      marks,
      foreground,
      views: this.views,
      exchange,
      livenessOf: shared.livenessOf,
      storeIdOf: peer => this.membership.table.get(peer)?.record.storeId,
      isLeaving: peer => (this.membership.table.get(peer)?.record.status ?? 'alive') !== 'alive',
      everyBucket: () => [init.defaults, ...buckets.all().map(({ settings }) => settings.properties)],
      replicasOf,
      raised,
      viewHash,
      members: () => this.membership.others(),
    }, { ...init, storeId: toHex(records.storeId), strayOfferMsMax })
    const settledRing = (): Ring | undefined => {
      const now = this.views.placement()
      return now?.live.length === 1 && now.readFrom === now.head && now.head === this.history.ring ? now.head : undefined
    }
    const reapServer = new ReapServer({
      ...env,
      records,
      hints,
      settledRing,
      viewId,
      bucketsDigest,
      isFilling: () => this.transfers.transfer.progress !== undefined || this.views.wanted() !== undefined,
      replicasOf,
      disownedAtMs: partition => this.history.disownedAtMs(partition),
      replicas: () => [...new Set([init.defaults, ...buckets.all().map(({ settings }) => settings.properties)].map(({ n }) => n))],
    }, { partitions: init.partitions, graceMs: init.reaping?.graceMs ?? null })
    this.reaper = new Reaper({
      ...env,
      records,
      server: reapServer,
      settledRing,
      viewId,
      bucketsDigest,
      disownedAtMs: partition => this.history.disownedAtMs(partition),
      livenessOf: shared.livenessOf,
      members: () => this.membership.others(),
    }, init.reaping ?? { graceMs: null })
    for (const worker of [...this.#upkeep.workers, this.antiEntropy.worker, ...this.transfers.workers, this.reaper.worker, this.hints.worker]) this.workers.add(worker)
    new RepairAdmin({ clock, network, workers: this.workers, antiEntropy: this.antiEntropy, added: this.transfers.added })
    const limits = { ...(init.requestsMax === undefined ? {} : { requestsMax: init.requestsMax }) }
    const onEnd = (elapsedMs: number): void => { foreground.observe(elapsedMs) }
    const reads = new Admission(env, { kind: 'reads', limits, onEnd })
    const writes = new Admission(env, { kind: 'writes', limits, onEnd })
    network.handle(GET, (from, request, { deadline }) => reads.run(from.id, keyText(request), request.key.byteLength, deadline, text => gets.get(request, deadline, text), valueBytesOf), { refusal: (from, bytes) => reads.refusal(from.id, bytes) })
    network.handle(PUT, (from, request, { deadline }) => writes.run(from.id, keyText(request), request.key.byteLength + (request.value?.byteLength ?? 0), deadline, () => puts.put(request, deadline)), { refusal: (from, bytes) => writes.refusal(from.id, bytes) })
    network.onLinkChange((peer, up) => { if (!up && this.history.ring?.member(peer) !== undefined) health.failed(peer) })
    this.history.onChange(ring => { health.forgetAllBut(new Set(ring.members.map(({ peerId }) => peerId))) })
    const scans = new ScanReplica({ clock, network, store, records, bucket, viewId, heardView, holds: (partition, view) => isSure(view) || this.views.holds(partition) }, { partitions: init.partitions })
    new ScanCoordinator({ ...shared, viewId, heardView, replica: scans, everyBucket: () => [init.defaults, ...buckets.all().map(({ settings }) => settings.properties)] })
    new Restore({ ...shared, records, history: this.history }, { cluster: init.cluster })
    serveMemberShow({ network, history: this.history })
    serveRoutes({ network, history: this.history, views: this.views, table: this.membership.table, detector: this.membership.detector })
    new AuthAdmin({ network, authority })
    this.#ringAdmin = new RingAdmin(env, {
      membership: this.membership,
      history: this.history,
      views: this.views,
      sizes: async () => await estimateSizes(records, this.history.ring?.partitionsOf(network.self).map(({ partition }) => partition) ?? []),
      leaving: () => {
        this.membership.leaving()
        // Who is in no view is told of no change of one.
        this.#leaveIfNobodyNeeds(env)
      },
    })
    const vitals = new Vitals({ clock, network, store, records, hints, antiEntropy: this.antiEntropy, transfers: this.transfers, livenessOf: shared.livenessOf })
    this.admin = new Admin(env, { membership: this.membership, history: this.history, views: this.views, replicas, vitals, bucket, buckets, saveBucket: async made => { await members.saveBucket(made) } }, { cluster: init.cluster })
  }

  /** Composes a peer from its seams and stores. Handlers are registered; nothing is sent before start(). */
  static async open (env: Env, components: { store: Store, records: RecordStore }, init: KvNodeInit): Promise<KvNode> {
    const members = new MembershipStore({ store: components.store })
    const earlier = { incarnation: await members.takeIncarnation(), trackers: await members.trackers(toHex(components.records.storeId)) }
    const hints = await HintStore.open({ store: components.store, clock: env.clock, log: env.log }, { ...init.hints, partitions: init.partitions })
    const marks = await TransferMarks.load(components)
    const node = new KvNode(env, { ...components, hints, members, marks }, init, earlier)
    await node.history.load()
    node.membership.rights.hear(await members.facts(), env.network.self)
    init.security?.authority.onFact(fact => {
      members.saveFact(fact).catch((error: unknown) => { env.log.warn({ error }, 'a revocation, or the use of an invite, was not kept; an exchange brings it again') })
    })
    node.views.update()
    for (const signed of await members.buckets()) {
      try {
        node.#buckets.accept(signed)
      } catch (error) {
        if (!(error instanceof P2pkvError)) throw error
        env.log.warn({ error: error.message }, 'stored settings of a bucket were refused; an exchange brings what counts')
      }
    }
    return node
  }

  /** Joins the ring, or begins one when there is nobody to join. Resolves before that is done: see membership.joined. */
  async start (): Promise<void> {
    await this.membership.start(await this.#members.members())
    for (const worker of this.workers.all()) worker.start()
    this.transfers.start()
    this.#notice.look()
    this.#stabiliser.start()
  }

  /** Called once when this peer was asked to leave and the others hold all its data: it may stop. */
  onLeft (fn: () => void): void { this.#leftListeners.push(fn) }

  /** Called when another process with the key of this peer is alive and began earlier, at `startedAt` (milliseconds since 1970): this one must stop at once. */
  onTwin (fn: (startedAt: number) => void): void { this.membership.onTwin(fn) }

  #leaveIfNobodyNeeds ({ network, clock, log }: Env): void {
    const isOwner = this.views.live.some(ring => ring.member(network.self) !== undefined)
    if (isOwner || this.#left || this.membership.ownRecord.status === 'alive') return
    this.#left = true
    // What it keeps for others it gives to them, or to other fallbacks; it waits with that, and workers tell why.
    this.hints.drain().then(left => {
      // Stopped before that: what it still keeps was acknowledged, and nobody else has taken it.
      if (left > 0) return
      this.membership.left()
      // Its last words shall get out before its connections end.
      clock.after(LAST_WORDS_MS, () => { this.#end() })
    }, (error: unknown) => { log.error({ error }, 'hints could not be given away before leaving') })
  }

  #end (): void {
    // A view that was under way has brought it in after all: it has to leave as any member.
    if (this.membership.joined) {
      this.#left = false
      this.membership.requestChange({ remove: this.membership.ownRecord.peerId })
      return
    }
    for (const listener of this.#leftListeners) listener()
  }

  /** Verifies every stored record now; damaged ones are mended from other replicas. */
  async scrub (): Promise<{ records: number, bad: number }> { return await this.#upkeep.scrub() }

  stop (): void {
    this.membership.stop()
    this.views.stop()
    this.#upkeep.stop()
    this.hints.stop()
    for (const worker of this.workers.all()) worker.stop()
    this.transfers.stop()
    this.reaper.stop()
    this.#stabiliser.stop()
  }
}
