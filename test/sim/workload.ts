/** Clients that put, get and delete a few keys while anything may fail, and note what they were told. */
import { decodeContext } from '../../protocols/record/context.js'
import { toHex, utf8Bytes } from '../../protocols/record/bytes.js'
import { PUT_CONDITION, PUT_DURABILITY, type PutRequest, type PutResponse } from '../../protocols/put/put.js'
import type { GetResponse } from '../../protocols/get/get.js'
import { quorumFromMessage, quorumToMessage, type Quorum } from '../../protocols/rpc/quorum.js'
import { filled, shortVector, valueText, type Op, type ReadOp, type ShortVector, type WriteOp } from './history.js'
import type { SimPrng } from './sim-prng.js'
import { paceOf, PATIENT_MS, type SwarmConfig } from './swarm.js'
import type { Answer, World, WorkloadPeer } from './world.js'

export const BUCKET = 'default'
const DELETES_PERCENT = 15
/** Deletes and expiring puts are what a run with reaping is about. */
const DELETES_PERCENT_REAPING = 40
const NAMED = ['one', 'quorum', 'all'] as const

export function keyName (index: number): string { return `k${index}` }

export type WorkloadConfig = Pick<SwarmConfig, 'peers' | 'n' | 'keys' | 'clients' | 'pauseMs' | 'conflict' | 'bufferedPercent' | 'tombstoneGraceMs' | 'size' | 'togetherPercent' | 'explicitPercent' | 'patientPercent' | 'largePercent'>

/** What one client has seen of each key, as it hands it back. */
interface Session { readonly client: number, readonly seen: Map<string, Uint8Array> }

export class Workload<P extends WorkloadPeer> {
  readonly ops: Op[] = []
  /** What no client must ever see. */
  readonly surprises: string[] = []
  /** By request id: how often it was sent from a client to a peer, and from a peer to another. */
  readonly #sent = new Map<string, { clients: number, peers: number }>()
  readonly #requestIds = new Map<WriteOp, string>()
  #stopped = false
  #running = 0

  constructor (private readonly world: World<P>, private readonly config: WorkloadConfig) {}

  /** A peer handed the put with this request id to another, `times` more often. */
  noteForwarded (requestId: Uint8Array, times = 1): void {
    const sent = this.#sent.get(toHex(requestId))
    if (sent !== undefined) sent.peers += times
  }

  /** Notes which writes may have been run more than once. Call when all have ended. */
  markRepeated (): void {
    for (const [op, id] of this.#requestIds) {
      const sent = this.#sent.get(id)
      op.repeated = sent !== undefined && (sent.clients > 1 || sent.peers > 1)
    }
  }

  start (): void {
    for (let index = 0; index < this.config.clients; index++) void this.#run(index)
  }

  /** Operations that have begun still end, by their deadline. */
  stop (): void { this.#stopped = true }
  get running (): number { return this.#running }

  async #run (index: number): Promise<void> {
    const { world, config } = this
    const prng = world.prng.fork(`client ${index}`)
    const together = world.prng.fork(`together of client ${index}`)
    const wishes = world.prng.fork(`wishes of client ${index}`)
    const { requestMsMin, requestMsMax } = paceOf(config)
    /** What this client last saw of each key. */
    const contexts = new Map<string, Uint8Array>()
    const session: Session | undefined = prng.chance(1, 2) ? { client: index, seen: new Map() } : undefined
    this.#running++
    while (!this.#stopped) {
      await world.pause(prng.below(2 * config.pauseMs) + 1)
      if (this.#stopped) break
      const via = world.peers[prng.below(world.peers.length)]
      if (via === undefined || !world.isUp(via)) continue
      const key = keyName(this.#pickKey(prng))
      const usualMs = requestMsMin + prng.below(requestMsMax - requestMsMin)
      const timeoutMs = wishes.chance(config.patientPercent ?? 0, 100) ? PATIENT_MS : usualMs
      const quorum = this.#wishedFor(wishes)
      const other = keyName(this.#pickKey(together))
      const isTogether = other !== key && together.chance(config.togetherPercent ?? 0, 100)
      if (prng.chance(45, 100)) {
        const options = { timeoutMs, r: prng.chance(1, 8) ? 'all' : quorum, strict: prng.chance(1, 4), session } as const
        await Promise.all((isTogether ? [key, other] : [key]).map(async each => await this.read(via, each, options, contexts)))
      } else {
        await Promise.all([this.#write(via, key, { timeoutMs, w: quorum, session }, prng, contexts), ...(isTogether ? [this.#write(via, other, { timeoutMs, w: quorum, session }, together, contexts)] : [])])
      }
    }
    this.#running--
  }

  /** How many replicas a client says that it wants, as a name or as a number, which may be more than there are when it gets there. */
  #wishedFor (prng: SimPrng): Quorum | undefined {
    const { explicitPercent = 0, n } = this.config
    if (!prng.chance(explicitPercent, 100)) return undefined
    const drawn = prng.below(NAMED.length + n)
    return NAMED[drawn] ?? drawn - NAMED.length + 1
  }

  /** With reaping clients turn to other keys all the time, and come back: what they deleted is left alone for a while. */
  #pickKey (prng: SimPrng): number {
    const { keys, tombstoneGraceMs = null } = this.config
    if (tombstoneGraceMs === null) return prng.below(keys)
    return (Math.floor(this.world.nowMs() / paceOf(this.config).keysChangeMs) + prng.below(Math.ceil(keys / 4))) % keys
  }

  async read (via: P, key: string, options: { timeoutMs: number, r?: Quorum | undefined, strict?: boolean, session?: Session | undefined }, contexts?: Map<string, Uint8Array>): Promise<ReadOp> {
    const startedAt = this.world.realtime(via)
    // In one literal: a spread in it, and each field behind that, is a call into the engine.
    const op: ReadOp = {
      id: this.ops.length + 1,
      key,
      via: via.id,
      session: options.session?.client,
      timeoutMs: options.timeoutMs,
      quorum: options.r,
      strict: options.strict ?? false,
      startMs: this.world.nowMs(),
      endMs: Infinity,
      outcome: 'unknown',
      error: '',
      kind: 'get',
      answered: 0,
      agreed: false,
      primaries: this.#primaries(),
      versions: [],
      seen: new Map(),
      realtimeMs: startedAt,
    }
    this.ops.push(op)
    const answer = await this.world.get(via, { key: utf8Bytes(key), r: quorumToMessage(options.r), strict: options.strict ?? false, notBefore: options.session?.seen.get(key) ?? new Uint8Array() }, options.timeoutMs)
    if (this.#end(op, answer)) {
      const { ok } = answer
      op.answered = ok.answered - (ok.fallbacks ?? 0)
      op.agreed = ok.agreed
      op.versions = versionsOf(ok)
      op.seen = this.#seenIn(ok.context, key)
      op.realtimeMs = Math.min(startedAt, this.world.realtime(via))
      contexts?.set(key, ok.context)
      options.session?.seen.set(key, ok.context)
    }
    this.world.event(`#${op.id} got ${key} via ${via.name}: ${op.outcome === 'ok' ? op.versions.map(({ value, dot }) => `${value} (${dot})`).join(', ') || 'nothing' : op.error}`)
    return op
  }

  async #write (via: P, key: string, { timeoutMs, w, session }: { readonly timeoutMs: number, readonly w: Quorum | undefined, readonly session: Session | undefined }, prng: SimPrng, contexts: Map<string, Uint8Array>): Promise<void> {
    const known = contexts.get(key)
    const context = known !== undefined && known.byteLength > 0 && prng.chance(this.config.conflict === 'siblings' ? 60 : 25, 100) ? known : undefined
    const { ttlMsMin, ttlMsMax } = paceOf(this.config)
    const reaps = typeof this.config.tombstoneGraceMs === 'number'
    const deletes = prng.chance(reaps ? DELETES_PERCENT_REAPING : DELETES_PERCENT, 100)
    const condition = prng.chance(8, 100) ? (context === undefined ? PUT_CONDITION.ifAbsent : PUT_CONDITION.ifMatch) : PUT_CONDITION.none
    const request: Partial<PutRequest> = {
      requestId: prng.bytes(16),
      ttlMs: !deletes && prng.chance(reaps ? 25 : 8, 100) ? ttlMsMin + prng.below(ttlMsMax - ttlMsMin) : 0,
      durability: prng.chance(this.config.bufferedPercent, 100) ? PUT_DURABILITY.buffered : PUT_DURABILITY.synced,
      condition,
      w: quorumToMessage(w),
      strict: prng.chance(1, 4),
      ...(context === undefined ? {} : { context }),
    }
    const op = await this.write(via, key, deletes, request, timeoutMs, prng.chance(1, 4) && timeoutMs !== PATIENT_MS ? prng : undefined, session)
    if (op.outcome === 'ok') contexts.set(key, op.context ?? new Uint8Array())
  }

  /** @param retries for a client that tries again elsewhere, with the same request id, when it does not know */
  async write (via: P, key: string, deletes: boolean, request: Partial<PutRequest>, timeoutMs: number, retries?: SimPrng, session?: Session): Promise<{ outcome: WriteOp['outcome'], context: Uint8Array | undefined }> {
    const { world } = this
    const id = this.ops.length + 1
    const value = deletes ? '' : `v${id}`
    const op: WriteOp = {
      id,
      key,
      via: via.id,
      session: session?.client,
      timeoutMs,
      quorum: quorumFromMessage(request.w, 'w'),
      strict: request.strict ?? false,
      startMs: this.world.nowMs(),
      endMs: Infinity,
      outcome: 'unknown',
      error: '',
      kind: deletes ? 'delete' : 'put',
      value,
      context: request.context === undefined ? undefined : this.#seenIn(request.context, key),
      dot: '',
      returned: new Map(),
      hlc: 0n,
      ttlMs: request.ttlMs ?? 0,
      expiresAt: 0,
      acks: 0,
      acksSynced: 0,
      hinted: 0,
      primaries: this.#primaries(),
      owners: this.#primaries(),
      repeated: false,
    }
    this.ops.push(op)
    const requestId = request.requestId ?? world.prng.bytes(16)
    const sent = { clients: 1, peers: 0 }
    const idText = toHex(requestId)
    this.#sent.set(idText, sent)
    this.#requestIds.set(op, idText)
    const whole: Partial<PutRequest> = { ...request, requestId, notBefore: session?.seen.get(key), key: utf8Bytes(key), ...(deletes ? {} : { value: utf8Bytes(this.#isLarge(id) ? filled(value) : value) }) }
    world.event(`#${op.id} ${op.kind} ${key} ${value} via ${via.name}${op.context === undefined ? '' : ' with context'}${request.condition ? ` if ${request.condition}` : ''}`)
    let answer: Answer<PutResponse> = await world.put(via, whole, timeoutMs)
    let touched = !('ok' in answer) && answer.outcome !== 'none'
    if (!('ok' in answer) && retries !== undefined) {
      // Often the same one, which must know it again.
      const other = retries.chance(1, 2) ? via : world.peers[retries.below(world.peers.length)]
      if (other !== undefined && world.isUp(other)) {
        sent.clients++
        world.event(`#${op.id} again, via ${other.name}`)
        answer = await world.put(other, whole, timeoutMs)
        touched ||= !('ok' in answer) && answer.outcome !== 'none'
      }
    }
    let context: Uint8Array | undefined
    if (this.#end(op, answer)) {
      const { ok } = answer
      op.dot = ok.dot
      op.returned = this.#seenIn(ok.context, key)
      op.hlc = ok.hlc
      op.expiresAt = ok.expiresAt
      op.acks = ok.acksPrimary
      op.acksSynced = Math.min(ok.acksPrimary, ok.acksSynced - ok.acksHinted)
      op.hinted = ok.acksHinted
      if (ok.session !== undefined) session?.seen.set(key, ok.session)
      op.owners = Math.max(op.primaries, ok.primaries)
      // In a ring that has shrunk below N there are fewer.
      op.primaries = Math.min(op.primaries, ok.primaries)
      context = ok.context
    } else if (touched) op.outcome = 'unknown'
    world.event(`#${op.id} ${op.outcome === 'ok' ? `is ${op.dot} with ${op.acks} acks, ${op.acksSynced} synced, ${op.hinted} hinted` : `failed: ${op.error}, ${op.outcome}`}`)
    return { outcome: op.outcome, context }
  }

  #isLarge (id: number): boolean { return id * 37 % 100 < (this.config.largePercent ?? 0) }

  #primaries (): number { return Math.min(this.config.n, this.config.peers) }

  #seenIn (context: Uint8Array, key: string): ShortVector {
    return context.byteLength === 0 ? new Map() : shortVector(decodeContext(context, { cluster: this.world.cluster }, { bucket: BUCKET, key: utf8Bytes(key) }))
  }

  /** @returns whether it ended well */
  #end<R> (op: Op, answer: Answer<R>): answer is { ok: R } {
    op.endMs = this.world.nowMs()
    if ('ok' in answer) {
      op.outcome = 'ok'
      return true
    }
    op.outcome = answer.outcome
    op.error = answer.error
    this.world.ended?.(op)
    if (answer.error === 'REMOTE' || answer.unexpected !== undefined) this.surprises.push(`#${op.id} was answered with an error that no peer should give`)
    return false
  }
}

function versionsOf ({ versions }: GetResponse): ReadOp['versions'] {
  return versions.map(({ value, dot, hlc, expiresAt }) => ({ value: valueText(value), dot, hlc, expiresAt }))
}
