/**
 * Who is there and which ring they form. Changes spread by gossip, which may lose, repeat and reorder;
 * so nothing depends on it: full table exchanges on every new connection and at intervals do the rest.
 */
import { ConfigError, NotAuthorizedError, NotReadyError, P2pkvError, ProtocolError } from '../../../protocols/errors.js'
import { EXCHANGE, JOIN } from '../../../protocols/membership/membership.js'
import { Gossip, type ExchangeRequest, type ExchangeResponse, type SignedBucketSettings, type SignedMemberRecord, type Suspicion } from '../../../protocols/pb/membership.js'
import type { AuthFact } from '../../../protocols/pb/auth.js'
import type { ViewId } from '../../../protocols/pb/replicate.js'
import { toHex } from '../../../protocols/record/bytes.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { RightsGossip } from '../auth/rights-gossip.js'
import type { SignedBucket } from '../buckets.js'
import type { Env } from '../env.js'
import { compareBytes } from '../../../storage/compare-bytes.js'
import type { RingChange } from '../ring/next-view.js'
import type { Ring } from '../ring/ring.js'
import type { RingMember } from '../ring/ring-view.js'
import { Worker } from '../worker.js'
import { FailureDetector } from './failure-detector.js'
import { MEMBER_LIMITS, signMember, type MemberRecord, type SignedMember } from './member-record.js'
import type { MembershipComponents, MembershipInit } from './membership-init.js'
import { MemberTable } from './member-table.js'
import { OutgoingGossip } from './outgoing-gossip.js'
import { RingChanges } from './ring-changes.js'
import { NO_TRACKERS } from './trackers.js'
import { LOOK_FOR_TWIN_MS, nameRun, otherRunOf, runBeganMs } from './twins.js'
import { ViewSync } from './view-sync.js'

const INDIRECT_PROBES = 3
/** While a view waits for members, one of them is asked again and again: gossip may have lost its news. */
const VIEWS_INTERVAL_MS = 1_000
/** Members that are told of a bucket's new settings, or of a revocation, directly; in a larger cluster gossip tells the rest. */
const DIRECT_OFFERS_MAX = 64
const BUCKET_OFFER_MS = 1_000
/** Members that are asked for what changed while this peer was down: one would do, and may be down itself. */
const EXCHANGES_AT_START = 3

export class Membership {
  readonly table: MemberTable
  readonly detector: FailureDetector
  readonly rights: RightsGossip
  readonly #topic: string
  readonly #workers: Worker[]
  readonly #exchanging = new Set<NodeId>()
  #own: MemberRecord
  readonly #changes: RingChanges
  readonly #gossip: OutgoingGossip
  readonly #viewSync: ViewSync
  #started = false
  #stopped = false
  readonly #memberListeners: Array<(peer: NodeId) => void> = []
  readonly #twinListeners: Array<(startedAt: number) => void> = []
  #others: readonly NodeId[] = []
  #otherSet: ReadonlySet<NodeId> = new Set()

  constructor (private readonly env: Env, private readonly components: MembershipComponents, private readonly init: MembershipInit) {
    const { network, signer } = env
    this.#topic = `/p2pkv/${init.cluster}/members/1`
    this.#gossip = new OutgoingGossip({ clock: env.clock, viewId: () => components.history.id, publish: body => { network.publish(this.#topic, body) } })
    this.#viewSync = new ViewSync(env, {
      history: components.history,
      // A view names members; where they are reached is in their records.
      fetched: from => { if (this.others().some(member => this.table.get(member) === undefined)) this.#exchangeSoon(from) },
    })
    this.table = new MemberTable({ signer, isNeeded: peer => peer === network.self || this.#otherSet.has(peer), forget: components.forget }, { cluster: init.cluster, membersMax: init.membersMax })
    this.#own = {
      cluster: init.cluster,
      peerId: network.self,
      storeId: init.storeId,
      incarnation: init.incarnation,
      status: 'alive',
      addresses: [],
      zone: init.zone,
      weight: init.weight,
      version: init.version,
      name: init.name,
      view: undefined,
      trackers: NO_TRACKERS,
      run: nameRun(env),
      hlc: 0n,
      credentials: init.credentials ?? new Uint8Array(0),
    }
    this.rights = new RightsGossip({ ...env, authority: components.authority, spread: fact => { this.#spreadFact(fact) } })
    this.detector = new FailureDetector({
      ...env,
      peers: () => this.others(),
      viewId: () => this.components.history.id,
      heardView: (from, view) => { this.heardView(from, view) },
      isPeer: peer => this.#otherSet.has(peer),
      incarnationOf: peer => this.table.get(peer)?.record.incarnation ?? 0,
      ownIncarnation: () => this.#own.incarnation,
      behind: from => { this.#exchangeSoon(from) },
      refute: incarnation => { this.#changeOwn({ incarnation: incarnation + 1 }) },
      spread: suspicion => { this.#spreadSuspicion(suspicion) },
    }, { probeIntervalMs: init.probeIntervalMs, indirectProbes: INDIRECT_PROBES })
    const storeOf = (peer: NodeId): string | undefined => this.detector.heardAtMs(peer) === undefined ? undefined : this.table.get(peer)?.record.storeId
    const isLeaving = (peer: NodeId): boolean => (this.table.get(peer)?.record.status ?? 'alive') !== 'alive'
    this.#changes = new RingChanges({ ...env, history: components.history, self: network.self, isFull: () => components.views.full, waitedFor: () => this.#waitedFor(), storeOf, isLeaving }, init)
    this.#workers = [
      new Worker(env, { name: 'exchange', intervalMs: init.exchangeIntervalMs }, async () => {
        // The machine may have got another one while this peer runs.
        const addresses = this.#addresses()
        if (addresses.join() !== this.#own.addresses.join()) this.#changeOwn({ addresses })
        await this.#exchangeWithOne()
      }),
      new Worker(env, { name: 'join', intervalMs: 500 }, async () => { await this.#joinIfNeeded() }),
      new Worker(env, { name: 'views', intervalMs: VIEWS_INTERVAL_MS }, async () => { await this.#askWaitedFor() }),
    ]
    network.handle(EXCHANGE, async (from, request): Promise<ExchangeResponse> => {
      this.rights.hear(request.facts, from.id)
      for (const member of request.members) this.#accept(member, from.id)
      for (const bucket of request.buckets) this.#acceptBucket(bucket, from.id)
      this.heardView(from.id, request.view)
      return { members: this.table.differingFrom(request.digest).map(({ signed }) => signed), view: this.components.history.id, digest: this.table.digest, buckets: this.#signedBuckets(), authDigest: this.rights.digest, facts: this.rights.lackedBy(request.authDigest) }
    })
    network.handle(JOIN, async (from, request) => {
      if (request.member === undefined) throw new ProtocolError('a join request without a member record')
      this.#accept(request.member, from.id)
      const member = this.table.get(from.id)
      if (member === undefined) throw new ProtocolError('a join request for another peer than its sender')
      if (this.rights.isBarred(from.id)) throw new NotAuthorizedError('this peer has lost its right to be one')
      if (!this.components.history.mayIssue) throw new NotReadyError('this peer is in no ring itself')
      // Else whoever joins would go on asking this peer, the first that said yes, for as long as its disk is full.
      if (!this.components.isWritable()) throw new NotReadyError('this peer cannot store a ring view now')
      if (this.#twinOf(member.record) !== undefined) throw new ConfigError('another member has the same store: a copy of its data directory cannot be a second peer')
      // Its own gossip may have gone out before it was connected to anybody.
      this.#gossipMember(member)
      this.#changes.request({ add: ringMember(member.record) })
      return { view: this.components.history.id }
    })
    network.subscribe(this.#topic, (from, body) => { this.#heardGossip(from, body) })
    network.onLinkChange((peer, up) => {
      if (up && (this.table.get(peer) !== undefined || init.bootstrap().includes(peer))) this.#exchangeSoon(peer)
    })
    components.history.onChange(ring => {
      this.#useRing(ring)
      // In the ring, but with another store: only this peer can say so.
      if (this.#started && ring.member(network.self) !== undefined && !this.joined) this.#workers[1]?.wake()
      // Once, by who made it: that each member tells of each view would cost as many messages as there are members.
      if (ring.view.issuer === network.self) this.#gossip.next()
    })
  }

  /** The ring's other members, ascending by peer id; empty before there is a ring. */
  others (): readonly NodeId[] {
    return this.#others
  }

  #useRing (ring: Ring): void {
    this.#others = ring.members.map(({ peerId }) => peerId).filter(peer => peer !== this.env.network.self)
    this.#otherSet = new Set(this.#others)
    this.detector.forgetAllBut(this.#otherSet)
  }

  /** Whether the head of the history includes this peer with its present store. */
  get joined (): boolean {
    const member = this.components.history.head?.view.members.find(({ peerId }) => peerId === this.env.network.self)
    return member !== undefined && member.storeId === this.init.storeId
  }

  get ownRecord (): MemberRecord { return this.#own }

  /**
   * Begins to take part.
   *
   * @param known member records of an earlier run, so that the addresses of others are known at once
   */
  async start (known: readonly SignedMemberRecord[]): Promise<void> {
    const { ring } = this.components.history
    if (ring !== undefined) this.#useRing(ring)
    for (const member of known) this.#accept(member, this.env.network.self)
    this.#started = true
    this.#changeOwn({ addresses: this.#addresses() })
    // Who has known others was in a ring with them, whatever its disk has lost: it must not begin another.
    const isNew = !this.components.history.damaged && this.#contacts().length === 0
    if (this.components.history.head === undefined && this.init.begins && isNew) {
      await this.components.history.create([ringMember(this.#own)], `${this.#own.name} begins the ring`)
    }
    for (const worker of this.#workers) worker.start()
    this.detector.start()
    for (const peer of this.init.bootstrap()) this.#exchangeSoon(peer)
    for (const peer of this.#someOthers(EXCHANGES_AT_START)) this.#exchangeSoon(peer)
    this.#workers[1]?.wake()
    this.env.clock.after(LOOK_FOR_TWIN_MS, () => { if (!this.#stopped) this.#workers[0]?.wake() })
  }

  /** As many as a record may have: a machine with containers has an address for each of their networks. */
  #addresses (): readonly string[] {
    return this.env.network.addresses().filter(({ length }) => length <= MEMBER_LIMITS.addressCharsMax).slice(0, MEMBER_LIMITS.addressesMax)
  }

  /** Called when another member's record is newer than it was. */
  onMember (fn: (peer: NodeId) => void): void { this.#memberListeners.push(fn) }

  /** The trackers have changed: everybody is told, by a record of a higher incarnation. */
  publishTrackers (): void {
    if (this.#started && !this.#stopped) this.#changeOwn({})
  }

  stop (): void {
    this.#stopped = true
    for (const worker of this.#workers) worker.stop()
    this.detector.stop()
    this.#changes.stop()
    this.#gossip.stop()
    this.#viewSync.stop()
  }

  /** A message carried the sender's ring view: fetch it if it beats ours. */
  heardView (from: NodeId, view: ViewId | undefined): void { this.#viewSync.heard(from, view) }

  #accept (signed: SignedMemberRecord, from: NodeId): void {
    let member: SignedMember | undefined
    try {
      member = this.table.accept(signed, record => { if (record.peerId !== this.env.network.self) this.rights.checkMember(record) })
    } catch (error) {
      if (!(error instanceof P2pkvError)) throw error
      this.env.meter.count('member_records_refused_total')
      this.env.log.warn({ from, error: error.message }, 'a member record was refused')
      return
    }
    if (member === undefined) return
    const { record } = member
    if (record.peerId === this.env.network.self) {
      if (record.incarnation >= this.#own.incarnation && record !== this.#own) this.#sawOwn(record)
      return
    }
    this.env.network.learnAddresses(record.peerId, record.addresses)
    this.detector.sawRecord(record.peerId, record.incarnation)
    this.components.remember(member)
    for (const listener of this.#memberListeners) listener(record.peerId)
  }

  /** A record of this peer that this run did not make. */
  #sawOwn (record: MemberRecord): void {
    const startedAt = runBeganMs(record.run)
    const other = otherRunOf(this.#own, record)
    if (other === 'elder') {
      for (const listener of this.#twinListeners) listener(startedAt)
      return
    }
    if (other === 'younger') {
      this.env.meter.count('twins_total')
      this.env.log.error({ startedAt }, 'another process runs with the key of this peer, on a copy of its data directory; it began later, and ends when it hears of this one')
    }
    // An earlier run's record, or a younger twin's: either way the newest must be ours.
    this.#changeOwn({ incarnation: record.incarnation + 1 })
  }

  /** Called when another process with the key of this peer, which began earlier (milliseconds since 1970), is alive: this run has to end. */
  onTwin (fn: (startedAt: number) => void): void { this.#twinListeners.push(fn) }

  #changeOwn (change: Partial<MemberRecord>): void {
    const incarnation = Math.max(change.incarnation ?? 0, this.#own.incarnation + 1)
    this.#own = { ...this.#own, ...change, trackers: this.components.views.published, view: this.components.history.id, incarnation, hlc: this.components.hlc() }
    const signed = signMember(this.#own, this.env.signer)
    this.table.accept(signed.signed)
    this.#gossipMember(signed)
  }

  #signedBuckets (): SignedBucketSettings[] { return this.components.buckets.all().map(({ signed }) => signed) }

  #acceptBucket (signed: SignedBucketSettings, from: NodeId): void {
    try {
      const bucket = this.components.buckets.accept(signed)
      if (bucket !== undefined) this.components.rememberBucket(bucket)
    } catch (error) {
      if (!(error instanceof P2pkvError)) throw error
      this.env.meter.count('bucket_settings_refused_total')
      this.env.log.warn({ from, error: error.message }, 'settings of a bucket were refused')
    }
  }

  // --- gossip ------------------------------------------------------------------------------------

  #gossipMember (member: SignedMember): void {
    this.#gossip.next().members.set(member.record.peerId, member.signed)
  }

  /**
   * Tells the others of settings that were made here: all by gossip, those that are up directly, too, so
   * that whoever asked for them can use them at any peer.
   *
   * @returns how many others hold them when each has answered, or a second has passed
   */
  async spreadBucket ({ settings, signed }: SignedBucket): Promise<number> {
    this.#gossip.next().buckets.set(settings.bucket, signed)
    const { clock, network } = this.env
    const deadline = clock.monotonic() + BUCKET_OFFER_MS
    const up = this.others().filter(peer => this.detector.stateOf(peer) !== 'dead').slice(0, DIRECT_OFFERS_MAX)
    const taken = await Promise.all(up.map(async peer => {
      try {
        const { buckets } = await network.request(peer, EXCHANGE, this.#exchangeOf({ buckets: [signed] }), { deadline })
        return buckets.some(({ signature }) => compareBytes(signature, signed.signature) === 0) ? 1 : 0
      } catch {
        return 0
      }
    }))
    return taken.reduce<number>((sum, one) => sum + one, 0)
  }

  /** All by gossip, those that are up directly, too: what it says must not wait for the next exchange. */
  #spreadFact (fact: AuthFact): void {
    if (!this.#started || this.#stopped) return
    this.#gossip.next().facts.push(fact)
    const { clock, network } = this.env
    for (const peer of this.others().filter(other => this.detector.stateOf(other) !== 'dead' && !this.rights.isBarred(other)).slice(0, DIRECT_OFFERS_MAX)) {
      network.request(peer, EXCHANGE, this.#exchangeOf({ facts: [fact] }), { deadline: clock.monotonic() + EXCHANGE.timeoutMs })
        .catch((error: unknown) => { this.env.log.debug({ peer, error }, 'a revocation, or the use of an invite, was not told; an exchange does it') })
    }
  }

  #spreadSuspicion (suspicion: Suspicion): void {
    this.#gossip.next().suspicions.set(suspicion.peerId, suspicion)
  }

  #heardGossip (from: NodeId, body: Uint8Array): void {
    if (this.#stopped || this.rights.isBarred(from)) return
    let gossip: Gossip
    try {
      gossip = Gossip.decode(body)
    } catch {
      this.env.meter.count('gossip_refused_total')
      return
    }
    this.rights.hear(gossip.facts, from)
    for (const member of gossip.members) this.#accept(member, from)
    for (const suspicion of gossip.suspicions) this.detector.hear(suspicion)
    for (const bucket of gossip.buckets) this.#acceptBucket(bucket, from)
    this.heardView(from, gossip.view)
  }

  // --- full exchange -----------------------------------------------------------------------------

  async #exchangeWithOne (): Promise<void> {
    const peers = this.others().filter(peer => this.detector.stateOf(peer) !== 'dead')
    const candidates = peers.length > 0 ? peers : this.init.bootstrap()
    const peer = candidates[this.env.prng.below(Math.max(1, candidates.length))]
    if (peer !== undefined) await this.#exchange(peer)
  }

  #waitedFor (): ReadonlySet<NodeId> { return new Set(this.components.views.waiting().flatMap(({ for: peers }) => peers)) }

  async #askWaitedFor (): Promise<void> {
    const waitedFor = this.#waitedFor()
    const peers = this.others().filter(peer => waitedFor.has(peer) && this.detector.stateOf(peer) === 'alive')
    const peer = peers[this.env.prng.below(Math.max(1, peers.length))]
    if (peer !== undefined) await this.#exchange(peer)
  }

  /** At most `count`, chosen at random. */
  #someOthers (count: number): NodeId[] {
    const others = [...this.others()]
    return Array.from({ length: Math.min(count, others.length) }, () => others.splice(this.env.prng.below(others.length), 1)).flat()
  }

  #exchangeSoon (peer: NodeId): void {
    if (peer === this.env.network.self || this.#exchanging.has(peer) || this.#stopped) return
    this.#exchanging.add(peer)
    this.#exchange(peer).catch((error: unknown) => {
      this.env.log.debug({ peer, error }, 'an exchange failed; the next one is tried at its time')
    }).finally(() => { this.#exchanging.delete(peer) })
  }

  /** Tells what is new, and what this peer knows already: the answer has what it lacks. */
  #exchangeOf (news: Partial<ExchangeRequest>): ExchangeRequest {
    return { members: [], view: this.components.history.id, digest: this.table.digest, buckets: [], authDigest: this.rights.digest, facts: [], ...news }
  }

  async #exchange (peer: NodeId): Promise<void> {
    const { clock, network } = this.env
    const send = async (news: Partial<ExchangeRequest>): Promise<ExchangeResponse> => await network.request(peer, EXCHANGE, this.#exchangeOf(news), { deadline: clock.monotonic() + EXCHANGE.timeoutMs })
    const answer = await send({ buckets: this.#signedBuckets() })
    this.detector.sawAnswer(peer)
    this.rights.hear(answer.facts, peer)
    for (const member of answer.members) this.#accept(member, peer)
    const sent = new Set(answer.members.map(({ signature }) => toHex(signature)))
    const lacking = this.table.differingFrom(answer.digest).map(({ signed }) => signed).filter(({ signature }) => !sent.has(toHex(signature)))
    const lackingFacts = this.rights.lackedBy(answer.authDigest)
    if (lacking.length > 0 || lackingFacts.length > 0) await send({ members: lacking, facts: lackingFacts })
    await this.#viewSync.sync(peer, answer.view)
    // After the views: they say whose settings count.
    for (const bucket of answer.buckets) this.#acceptBucket(bucket, peer)
  }

  // --- the ring -------------------------------------------------------------------------------------

  /** Everybody else that is known by any means. */
  #contacts (): NodeId[] {
    const known = this.table.all().map(({ record }) => record.peerId)
    return [...new Set([...this.init.bootstrap(), ...this.others(), ...known])].filter(peer => peer !== this.env.network.self)
  }

  /** Peers whose change this peer was asked for and has not made yet: changes are gathered, and wait where too many views are live. */
  get heldBack (): readonly NodeId[] { return this.#changes.waiting }

  /** Issues a view with this change, gathered with others, unless `isWanted` says no by then. */
  requestChange (change: RingChange, isWanted?: () => boolean): void { this.#changes.request(change, isWanted) }

  /** This peer leaves the ring and does not come back by itself. */
  leaving (): void {
    if (this.#own.status === 'alive') this.#changeOwn({ status: 'leaving' })
  }

  /** Nobody needs this peer any more: the last that others hear of it. */
  left (): void { this.#changeOwn({ status: 'left' }) }

  /** This peer was in the ring with the store it has now, and a view has taken it out: it does not come back by itself. */
  get removed (): boolean {
    const { history } = this.components
    return history.head !== undefined && !this.joined && history.wasMember(this.env.network.self, this.init.storeId)
  }

  /** Another member with the same store: one of both runs on a copy of the other's data directory. */
  #twinOf ({ peerId, storeId }: MemberRecord): NodeId | undefined {
    return this.components.history.ring?.members.find(member => member.storeId === storeId && member.peerId !== peerId)?.peerId
  }

  /** A view may have been lost to a fork, or never have been issued: ask until the head includes us. */
  async #joinIfNeeded (): Promise<void> {
    if (this.joined || this.removed || this.#own.status !== 'alive') return
    const member = this.components.history.ring?.member(this.env.network.self)
    if (member !== undefined) {
      // In the ring with another store: a member may say so itself. Its weight and zone are what operators have made them.
      this.#changes.request({ update: { ...member, storeId: this.init.storeId } })
      return
    }
    const { clock, network, log } = this.env
    const twin = this.#twinOf(this.#own)
    if (twin !== undefined) {
      log.error({ twin }, 'this peer runs on a copy of the data directory of a member, and does not join: make it a peer of its own with p2pkv join, a ticket and an empty directory')
      return
    }
    for (const peer of this.#contacts()) {
      try {
        await this.#exchange(peer)
        const own = this.table.get(network.self)
        if (this.joined || own === undefined) return
        await network.request(peer, JOIN, { member: own.signed }, { deadline: clock.monotonic() + JOIN.timeoutMs })
        return
      } catch (error) {
        log.warn({ peer, error }, 'could not join through this peer; the next one is tried')
      }
    }
  }
}

function ringMember ({ peerId, storeId, weight, zone }: MemberRecord): RingMember {
  return { peerId, storeId, weight, zone }
}
