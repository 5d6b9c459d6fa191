import { KvClient } from '../../client/kv-client.js'
import { systemEnvironment } from '../../client/system-environment.js'
import type { GetResult, PutResult, Version } from '../../client/results.js'
import { InvalidArgumentError, InvalidContextError, NotReadyError, PeerUnreachableError } from '../../protocols/errors.js'
import { isNodeId, type NodeId } from '../../protocols/record/node-id.js'
import { REPAIR } from '../../protocols/repair/repair.js'
import { parseQuorum } from '../../protocols/rpc/quorum.js'
import { TRAFFIC } from '../../protocols/traffic/traffic.js'
import { VERSION } from '../../protocols/version.js'
import type { GetDocument, HistoryDocument, PutDocument, RingDocument, StatusDocument, TrafficDocument, TransfersDocument, VersionDocument } from '../../protocols/web/documents.js'
import { NOT_IN_RING } from '../core/coordinator/components.js'
import type { Clock, Network } from '../core/env.js'
import type { KvNode } from '../core/kv-node.js'
import type { Liveness } from '../core/membership/failure-detector.js'
import { adviceOf } from './advice.js'
import type { Answer } from './answer.js'
import { openApiDocument } from './openapi.js'
import { beginningOf, bytesToDocument, type Query } from './parameters.js'
import { ringDocument } from './ring-document.js'
import type { Operation } from './routes.js'
import { trafficDocument } from './traffic-document.js'

export interface ApiRequest {
  readonly bucket: string
  readonly key: Uint8Array
  readonly query: Query
  readonly body: Uint8Array
  readonly knowsToken: boolean
}

export type Handlers = Readonly<Record<Exclude<Operation, 'events'>, (request: ApiRequest) => Promise<Answer>>>

export interface ApiComponents {
  readonly clock: Clock
  readonly network: Network
  readonly node: Pick<KvNode, 'views' | 'membership' | 'history'>
}

const VALUE_BYTES_SHOWN = 64 * 1024
const VALUE_BYTES_SHOWN_MAX = 1024 * 1024
/** All versions of one answer together. */
const ANSWER_BYTES_MAX = 4 * 1024 * 1024
const HISTORY_EVENTS_MAX = 256
const HISTORY_EVENTS = 50
/** Members that are asked for what differs between replicas; of a larger cluster the first ones tell. */
const COMPARED_MEMBERS_MAX = 64
/** How old what they told may be. */
const COMPARED_AGE_MS = 5_000
const COMPARED_TIMEOUT_MS = 2_000

function ok (body: object): Answer { return { status: 200, body } }

/**
 * What the HTTP API does: it is a client of its own peer, with the same requests that come over the wire,
 * and so can do nothing that another client cannot.
 */
export class Api {
  readonly #client: KvClient
  #compared: { readonly atMs: number, readonly differing: Promise<ReadonlySet<number>> } | undefined

  constructor (private readonly components: ApiComponents, private readonly init: { readonly cluster: string }) {
    this.#client = this.#clientOf(components.network.self)
  }

  readonly handlers: Handlers = {
    access: async ({ knowsToken }) => ok({ v: 1, self: this.components.network.self, cluster: this.init.cluster, version: VERSION, data: knowsToken }),
    status: async () => ok(await this.status()),
    members: async () => ok({ v: 1, members: (await this.status()).members }),
    ring: async () => ok(await this.ring()),
    history: async ({ query }) => ok(await this.history(query.count('limit', 1, HISTORY_EVENTS_MAX), query.count('before', 1, Number.MAX_SAFE_INTEGER))),
    transfers: async () => ok(await this.transfers()),
    hints: async ({ query }) => ok({ v: 1, ...await this.#askedPeer(query).hints() }),
    workers: async ({ query }) => ok({ v: 1, workers: await this.#askedPeer(query).workers() }),
    repair: async ({ query }) => ok({ v: 1, ...await this.#askedPeer(query).repair() }),
    tombstones: async () => ok({ v: 1, ...await this.#client.tombstones() }),
    traffic: async () => ok(await this.traffic()),
    buckets: async () => ok({ v: 1, buckets: (await this.#client.buckets()).map(({ name, version, n, conflict, ttlMs }) => ({ name, version, n, conflict, ttlMs })) }),
    openapi: async () => ok(openApiDocument()),
    locate: async ({ bucket, key }) => ok({ v: 1, ...await this.#client.locate(key, { bucket }) }),
    get: async request => {
      const shown = request.query.count('valueBytesMax', 0, VALUE_BYTES_SHOWN_MAX) ?? VALUE_BYTES_SHOWN
      return ok(getDocument(request, await this.#get(request), shown))
    },
    value: async request => valueAnswer(await this.#get(request), request.query.text('version')),
    put: async ({ bucket, key, query, body }) => ok(putDocument(await this.#client.put(key, body, {
      bucket, ...writeOptions(query), ttl: query.text('ttl'), ifAbsent: query.flag('ifAbsent'),
    }))),
    delete: async ({ bucket, key, query }) => ok(putDocument(await this.#client.delete(key, { bucket, ...writeOptions(query) }))),
    resolve: async request => ok(putDocument(await this.#resolve(request))),
  }

  async status (): Promise<StatusDocument> {
    const [status, ring] = await Promise.all([this.#client.status(), this.#client.ring().catch(() => undefined)])
    return { v: 1, ...status, advice: adviceOf(status, ring) }
  }

  /** @throws NotReadyError before there is a ring */
  async ring (): Promise<RingDocument> {
    const { node } = this.components
    const [status, differing] = await Promise.all([this.#client.ring(), this.#differing()])
    const head = node.history.ring
    if (head === undefined) throw new NotReadyError(NOT_IN_RING)
    return ringDocument(status, { head, readFrom: node.views.placement()?.readFrom ?? node.views.live.at(-1) ?? head, livenessOf: peer => this.#livenessOf(peer), differing })
  }

  async history (limit = HISTORY_EVENTS, before?: number): Promise<HistoryDocument> {
    const events = await this.#client.ringHistory({ limit, before })
    return { v: 1, events: events.map(({ epoch, version, issuedAt, issuer, reason, members, changes }) => ({ epoch, version, issuedAt, issuer, reason, members, changes })) }
  }

  async transfers (): Promise<TransfersDocument> { return { v: 1, ...await this.#client.transfers() } }

  async traffic (): Promise<TrafficDocument> {
    const { network, clock } = this.components
    return trafficDocument(await network.request(network.self, TRAFFIC, { all: true }, { deadline: clock.monotonic() + TRAFFIC.timeoutMs }))
  }

  /** What a person would not want to wait for, as text that costs nothing to make. */
  fingerprint (): string {
    const { node } = this.components
    const { views, membership, history } = node
    const states = membership.table.all().map(({ record }) => `${record.peerId.slice(-6)}${record.status}${this.#livenessOf(record.peerId)}`)
    return [history.ring?.view.epoch, views.live.length, views.waiting().map(wait => `${wait.what}${wait.for.length}`), ...states].join()
  }

  #livenessOf (peer: NodeId): Liveness {
    return peer === this.components.network.self ? 'alive' : this.components.node.membership.detector.stateOf(peer)
  }

  #clientOf (asked: NodeId): KvClient {
    const { network, clock } = this.components
    const transport: ConstructorParameters<typeof KvClient>[0]['transport'] = {
      request: async (peer, rpc, body, { timeoutMs }) => await network.request(peer.id ?? asked, rpc, body, { deadline: clock.monotonic() + timeoutMs }),
      close: async () => {},
    }
    return new KvClient({ transport, environment: systemEnvironment }, { peers: [{ id: asked, addresses: [''] }], learnMembers: false })
  }

  /** @throws InvalidArgumentError for a peer that is no member */
  #askedPeer (query: Query): KvClient {
    const asked = query.text('peer')
    if (asked === undefined || asked === this.components.network.self) return this.#client
    if (!isNodeId(asked) || this.components.node.membership.table.get(asked) === undefined) throw new InvalidArgumentError('peer must be the id of a member')
    if (this.#livenessOf(asked) === 'dead') throw new PeerUnreachableError('that peer is down', { outcome: 'none' })
    return this.#clientOf(asked)
  }

  async #get ({ bucket, key, query }: ApiRequest): Promise<GetResult> {
    return await this.#client.get(key, { bucket, r: quorumOf(query, 'r'), strict: query.flag('strict'), explain: query.flag('explain') })
  }

  /** Keeps what the caller saw, not what is there by now: the context covers just that. */
  async #resolve ({ bucket, key, query }: ApiRequest): Promise<PutResult> {
    const wanted = query.required('version')
    const context = query.required('context')
    const { siblings } = await this.#client.get(key, { bucket })
    const chosen = versionOf(siblings, wanted)
    const leftMs = chosen.expiresAt === undefined ? 'none' as const : Math.max(1, chosen.expiresAt - this.components.clock.realtime())
    return await this.#client.put(key, chosen.value, { bucket, context, ttl: leftMs, w: quorumOf(query, 'w') })
  }

  /** Partitions of which some member found that replicas differ, when it last compared. */
  async #differing (): Promise<ReadonlySet<number>> {
    const now = this.components.clock.monotonic()
    if (this.#compared === undefined || now - this.#compared.atMs > COMPARED_AGE_MS) this.#compared = { atMs: now, differing: this.#compare(now + COMPARED_TIMEOUT_MS) }
    return await this.#compared.differing
  }

  async #compare (deadline: number): Promise<ReadonlySet<number>> {
    const { network, node } = this.components
    const asked = [network.self, ...node.membership.others()].filter(peer => this.#livenessOf(peer) === 'alive').slice(0, COMPARED_MEMBERS_MAX)
    const answers = await Promise.all(asked.map(async peer => {
      try {
        return (await network.request(peer, REPAIR, { start: false }, { deadline })).pairs.flatMap(({ differing }) => differing)
      } catch { return [] }
    }))
    return new Set(answers.flat())
  }
}

function quorumOf (query: Query, name: string): ReturnType<typeof parseQuorum> | undefined {
  const text = query.text(name)
  return text === undefined ? undefined : parseQuorum(text, name)
}

function writeOptions (query: Query): { w: ReturnType<typeof quorumOf>, pw: ReturnType<typeof quorumOf>, strict: boolean | undefined, context: string | undefined, ifMatch: string | undefined, explain: boolean | undefined } {
  return { w: quorumOf(query, 'w'), pw: quorumOf(query, 'pw'), strict: query.flag('strict'), context: query.text('context'), ifMatch: query.text('ifMatch'), explain: query.flag('explain') }
}

function getDocument ({ bucket, key }: ApiRequest, result: GetResult, shown: number): GetDocument {
  let left = ANSWER_BYTES_MAX
  const siblings = result.siblings.map(({ value, version, writtenAt, expiresAt }): VersionDocument => {
    const begin = beginningOf(value, Math.min(shown, left))
    left -= begin.length
    return { version, writtenAt, ...(expiresAt !== undefined && { expiresAt }), bytes: value.length, value: bytesToDocument(begin), truncated: begin.length < value.length }
  })
  const { found, context, replicas, elapsedMs, coordinator, hops } = result
  return { v: 1, bucket, key: bytesToDocument(key), found, siblings, context, replicas, elapsedMs, coordinator, ...(hops !== undefined && { hops }) }
}

function putDocument ({ version, context, acks, primaries, need, hintedFor, siblings, expiresAt, elapsedMs, coordinator, hops }: PutResult): PutDocument {
  return { v: 1, version, context, acks, primaries, need, hintedFor, siblings, ...(expiresAt !== undefined && { expiresAt }), elapsedMs, coordinator, ...(hops !== undefined && { hops }) }
}

/** @throws InvalidContextError when it is gone */
function versionOf (siblings: readonly Version[], wanted: string): Version {
  const chosen = siblings.find(({ version }) => version === wanted)
  if (chosen === undefined) throw new InvalidContextError('that version is not there any more: somebody else has resolved or replaced it')
  return chosen
}

/** Whatever somebody stored: never a page, never a script. */
function valueAnswer ({ found, siblings }: GetResult, wanted: string | undefined): Answer {
  if (!found) return { status: 404, body: { v: 1, error: { code: 'KEY_NOT_FOUND', message: 'the key has no value', retryable: false } } }
  const [only, another] = siblings
  if (wanted === undefined && another !== undefined) return { status: 409, body: { v: 1, error: { code: 'CONFLICT', message: `the key has ${siblings.length} concurrent versions`, hint: 'name one with version, or resolve them', retryable: false } } }
  const version = wanted === undefined ? only : versionOf(siblings, wanted)
  return {
    status: 200,
    headers: { 'content-type': 'application/octet-stream', 'content-disposition': 'attachment; filename="value"', 'x-p2pkv-version': version?.version ?? '' },
    body: version?.value ?? new Uint8Array(),
  }
}
