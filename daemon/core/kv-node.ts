import { P2pkvError } from '../../protocols/errors.js'
import { latin1, toHex } from '../../protocols/record/bytes.js'
import { hlcAt } from '../../protocols/record/hlc.js'
import { GET } from '../../protocols/get/get.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import { PUT } from '../../protocols/put/put.js'
import { quorumToMessage } from '../../protocols/rpc/quorum.js'
import type { RecordStore } from '../../storage/record-store.js'
import type { Store } from '../../storage/store.js'
import { Admin } from './admin.js'
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
import { Membership } from './membership/membership.js'
import { MembershipStore } from './membership/membership-store.js'
import { RingHistory } from './membership/ring-history.js'
import { StoreUpkeep } from './repair/store-upkeep.js'
import { Replica } from './replica.js'

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
  /** Between two passes over all stored records; null: never. */
  readonly scrubIntervalMs: number | null
  readonly probeIntervalMs: number
  readonly exchangeIntervalMs: number
}

const VIEW_DELAY_MS = 200
const MEMBERS_MAX = 2_000
const AVOID_MS = 200
const AVOID_MS_MAX = 5_000
const MEND_TIMEOUT_MS = 5_000

/** One peer, whole: everything between a network and a store. The same in a daemon and in the simulator. */
export class KvNode {
  readonly membership: Membership
  readonly history: RingHistory
  readonly #buckets: Buckets
  readonly #members: MembershipStore
  readonly #upkeep: StoreUpkeep

  private constructor (env: Env, components: { store: Store, records: RecordStore, members: MembershipStore }, init: KvNodeInit, incarnation: number) {
    const { network, clock, log } = env
    const { store, records, members } = components
    this.#members = members
    this.history = new RingHistory({ ...env, store: members }, { cluster: init.cluster, self: network.self, partitions: init.partitions, replicas: init.defaults.n })
    const hlc = (): bigint => hlcAt(clock.realtime())
    const buckets = new Buckets({ self: network.self, signer: env.signer, wasMember: peer => this.history.wasMember(peer), hlc }, init)
    this.#buckets = buckets
    this.membership = new Membership(env, {
      history: this.history,
      hlc,
      buckets,
      rememberBucket: bucket => {
        members.saveBucket(bucket).catch((error: unknown) => { log.warn({ error }, 'settings of a bucket were not kept; an exchange brings them again') })
      },
      remember: member => {
        members.saveMember(member.record.peerId, member).catch((error: unknown) => { log.debug({ error }, 'a member record was not kept') })
      },
    }, { ...init, storeId: toHex(records.storeId), incarnation, viewDelayMs: VIEW_DELAY_MS, membersMax: MEMBERS_MAX })
    const viewId = (): typeof this.history.id => this.history.id
    const heardView: Membership['heardView'] = (from, view) => { this.membership.heardView(from, view) }
    const health = new PeerHealth({ clock }, { avoidMs: AVOID_MS, avoidMsMax: AVOID_MS_MAX })
    const replica = new Replica({ ...env, records, viewId, heardView })
    const replicas = new ReplicaClient({ clock, network, health, replica, viewId, heardView })
    const bucket = (name: string): BucketProperties => buckets.propertiesOf(name)
    const placement = (): ReturnType<Views['placement']> => this.history.ring && { head: this.history.ring, live: [this.history.ring], readFrom: this.history.ring }
    const beginWrite = (): ReturnType<Views['beginWrite']> => { const now = placement(); return now && { placement: now, end: () => {} } }
    const views: Views = { placement, beginWrite, onChange: fn => { this.history.onChange(fn) } }
    const shared = {
      ...env,
      self: network.self,
      cluster: init.cluster,
      views,
      livenessOf: (peer: NodeId) => this.membership.detector.stateOf(peer),
      health,
      hedges: new HedgeBudget(),
      replicas,
      bucket,
    }
    const gets = new GetCoordinator(shared)
    const puts = new PutCoordinator({ ...shared, records, catchUp: new ViewCatchUp({ clock, views, isBehind: view => this.history.isBehind(view) }) }, { valueBytesMax: init.valueBytesMax })
    this.#upkeep = new StoreUpkeep({
      ...env,
      store,
      records,
      mend: async ({ bucket: name, key }) => {
        await gets.get({ bucket: name, key, r: quorumToMessage('all'), strict: true, notBefore: new Uint8Array() }, clock.monotonic() + MEND_TIMEOUT_MS)
      },
    }, init)
    const admission = new Admission(env)
    network.handle(GET, async (from, request, { deadline }) => await admission.run(from.id, latin1(request.key), request.key.byteLength, deadline, () => gets.get(request, deadline)))
    network.handle(PUT, async (from, request, { deadline }) => await admission.run(from.id, latin1(request.key), request.key.byteLength + (request.value?.byteLength ?? 0), deadline, () => puts.put(request, deadline)))
    network.onLinkChange((peer, up) => { if (!up && this.history.ring?.member(peer) !== undefined) health.failed(peer) })
    this.history.onChange(ring => { health.forgetAllBut(new Set(ring.members.map(({ peerId }) => peerId))) })
    new Admin(env, { membership: this.membership, history: this.history, replicas, store, records, bucket, buckets, saveBucket: async made => { await members.saveBucket(made) } }, { cluster: init.cluster })
  }

  /** Composes a peer from its seams and stores. Handlers are registered; nothing is sent before start(). */
  static async open (env: Env, components: { store: Store, records: RecordStore }, init: KvNodeInit): Promise<KvNode> {
    const members = new MembershipStore({ store: components.store })
    const incarnation = await members.takeIncarnation()
    const node = new KvNode(env, { ...components, members }, init, incarnation)
    await node.history.load()
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
    this.#upkeep.start()
  }

  /** Verifies every stored record now; damaged ones are mended from other replicas. */
  async scrub (): Promise<{ records: number, bad: number }> { return await this.#upkeep.scrub() }

  stop (): void {
    this.membership.stop()
    this.#upkeep.stop()
  }
}
