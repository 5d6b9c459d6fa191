import { P2pkvError } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import {
  HELD, REAP_CONFIRM, REAP_NAMES_MAX, REAP_REMOVE, REAP_REPORT, REPORT_PARTITIONS_MAX, TOMBSTONES, type PeerTombstones, type ReapName, type TombstonesResponse,
} from '../../../protocols/reap/reap.js'
import type { ViewId } from '../../../protocols/replicate/replicate.js'
import { parseRecordStorageKey } from '../../../storage/keyspace.js'
import { deadSince } from '../../../storage/record-indexes.js'
import type { RecordStore } from '../../../storage/record-store.js'
import { versionSetHash } from '../../../storage/tree-entries.js'
import type { Clock, FaultPoints, Logger, Meter, Network, Prng } from '../env.js'
import type { Liveness } from '../membership/failure-detector.js'
import type { Ring } from '../ring/ring.js'
import { Worker, type WorkerRun } from '../worker.js'
import type { ReapServer } from './reap-server.js'

export interface ReaperComponents {
  readonly clock: Clock
  readonly prng: Prng
  readonly log: Logger
  readonly meter: Meter
  readonly fault: FaultPoints
  readonly network: Network
  readonly records: Pick<RecordStore, 'indexes' | 'read'>
  readonly server: Pick<ReapServer, 'report' | 'confirm' | 'remove' | 'ownersOf'>
  /** The ring, when it is the only live view and nobody is waited for. */
  readonly settledRing: () => Ring | undefined
  readonly viewId: () => ViewId | undefined
  /** See RaisedBuckets.digestIn. */
  readonly bucketsDigest: () => Uint8Array
  /** When a store last ceased to own the partition, milliseconds since 1970; undefined: never. */
  readonly disownedAtMs: (partition: number) => number | undefined
  readonly livenessOf: (peer: NodeId) => Liveness
  /** The other members. */
  readonly members: () => readonly NodeId[]
}

export interface ReaperInit {
  /** How long a key stays deleted, and a change of owners is past, before it is reaped; null: for ever. */
  readonly graceMs: number | null
  /** Between two rounds; default 5 minutes. */
  readonly intervalMs?: number
  /** Between the proof and the removal: longer than any request lives. Default 15 minutes. */
  readonly quietMs?: number
  /** Keys in one round; default 32,768. */
  readonly keysMax?: number
}

interface Candidate { readonly partition: number, readonly name: ReapName, readonly owners: readonly NodeId[] }
interface Hold { readonly sinceMs: number, readonly partitions: Set<number> }

const DEFAULTS = { intervalMs: 5 * 60_000, quietMs: 15 * 60_000, keysMax: 32_768 }
const REQUEST_TIMEOUT_MS = 10_000
/** Tombstones of one partition that are counted for operators. */
const COUNTED_MAX = 100_000
/** Different reasons that are remembered. */
const HOLDS_MAX = 32
const ANSWER_MS = 500
const WHY: Readonly<Record<number, string>> = {
  [HELD.hints]: 'keeps hints or dirty marks',
  [HELD.stray]: 'holds data that is not its own',
  [HELD.transfer]: 'is still filled by a transfer',
  [HELD.quarantine]: 'keeps versions from the future aside',
  [HELD.notReady]: 'is not ready',
  [HELD.recent]: 'does not find the last change of owners past the grace, by its own clock and setting',
}

/**
 * Removes deleted and expired keys when nothing can bring an old version back. Time alone proves nothing:
 *
 * 1. Every member says that it keeps nothing of the partition that its primaries might lack, and every owner of the
 *    key, that it holds exactly this version set, synced. From now on nobody can read an older version anywhere.
 * 2. When all that was read before must have arrived or failed (`quietMs`), every member says so again, and the
 *    owners remove what is unchanged. The asker is the last: while its copy is there, it tries again.
 *
 * The first primary of a partition does it. docs/adr/0015-tombstone-reaping.md says why each rule is there; the two
 * steps are Garage's (garbage collection of its tables), the proof is ours.
 */
export class Reaper {
  readonly worker: Worker
  reaped = 0
  readonly #init: typeof DEFAULTS & { readonly graceMs: number | null }
  readonly #holds = new Map<string, Hold>()
  /** Where the next round begins: partitions in turn, so that one that is held back does not keep the others waiting. */
  #next = 0
  /** The last key that was looked at of a partition that has more than one round takes: those that have to stay must not keep the others waiting. */
  readonly #lookedAt = new Map<number, Uint8Array>()
  /** As it was when the owners of this round's keys were looked up. */
  #bucketsDigest: Uint8Array = new Uint8Array()
  #stopped = false

  constructor (private readonly components: ReaperComponents, init: ReaperInit) {
    this.#init = { ...DEFAULTS, ...init }
    this.worker = new Worker(components, { name: 'tombstones', intervalMs: this.#init.intervalMs }, async run => { await this.#round(run) })
    const { network } = components
    network.handle(TOMBSTONES, async (_from, { all }, { deadline }) => await this.#answer(all, deadline))
  }

  stop (): void {
    this.#stopped = true
    this.worker.stop()
  }

  async #round (run: WorkerRun): Promise<void> {
    const { graceMs, quietMs } = this.#init
    if (graceMs === null) return
    const met = new Set<string>()
    try {
      const ring = this.components.settledRing()
      if (ring === undefined) {
        this.#hold(met, 'the ring is changing', undefined)
        return
      }
      this.#bucketsDigest = this.components.bucketsDigest()
      const candidates = await this.proven(ring, await this.candidates(ring, graceMs), met)
      if (candidates.length === 0) return
      run.progress(`${candidates.length} keys are held alike by all; they go in ${Math.round(quietMs / 1_000)} s, if nothing changes`)
      await this.#wait(quietMs)
      if (this.#stopped || !await run.step()) return
      if (this.components.settledRing() !== ring) {
        this.#hold(met, 'the ring is changing', undefined)
        return
      }
      const reaped = await this.#removeAll(ring, await this.#unheld(ring, candidates, met))
      run.progress(`${reaped} keys were removed in the last round, ${this.reaped} since the start`)
    } finally {
      for (const why of this.#holds.keys()) if (!met.has(why)) this.#holds.delete(why)
      const [first] = this.#holds.keys()
      if (first !== undefined) run.stalled(first)
    }
  }

  /** Keys that have been dead for long enough, of partitions of which this peer is the first primary. */
  protected async candidates (ring: Ring, graceMs: number): Promise<Candidate[]> {
    const { clock, records, server, network, disownedAtMs } = this.components
    const own = ring.partitionsOf(network.self).filter(({ position }) => position === 0).map(({ partition }) => partition)
    const untilMs = clock.realtime() - graceMs
    const found: Candidate[] = []
    const first = Math.max(0, own.findIndex(partition => partition >= this.#next))
    for (const partition of [...own.slice(first), ...own.slice(0, first)]) {
      this.#next = partition
      const limit = this.#init.keysMax - found.length
      if (limit <= 0) break
      if ((disownedAtMs(partition) ?? -Infinity) > untilMs) continue
      const after = this.#lookedAt.get(partition)
      const deleted = await records.indexes.deleted(partition, { untilMs, limit, ...(after && { after }) })
      this.#lookedAt.delete(partition)
      const last = deleted[limit - 1]
      if (last !== undefined) this.#lookedAt.set(partition, last.storageKey)
      for (const { storageKey } of deleted) {
        const { key } = parseRecordStorageKey(storageKey)
        // One that cannot be read waits for its repair.
        const record = await records.read(key).catch((error: unknown) => { if (!(error instanceof P2pkvError)) throw error; return undefined })
        if (record === undefined || (deadSince(record) ?? Infinity) > untilMs) continue
        found.push({ partition, name: { ...key, hash: versionSetHash(storageKey, record) }, owners: server.ownersOf(ring, partition, key.bucket) })
      }
    }
    return found
  }

  /** Those that every member lets go, and every owner holds so. */
  protected async proven (ring: Ring, candidates: readonly Candidate[], met: Set<string>): Promise<Candidate[]> {
    let left = await this.#unheld(ring, candidates, met)
    for (const peer of owners(left)) {
      const asked = left.filter(candidate => candidate.owners.includes(peer))
      const refused = await this.#ask(peer, asked, 'confirm', met)
      for (const { partition } of refused) this.#hold(met, `${peer} does not hold all of it alike`, partition)
      left = left.filter(candidate => !refused.has(candidate))
    }
    return left
  }

  /** Those of partitions for which every member has said that it holds nothing back. */
  async #unheld (ring: Ring, candidates: readonly Candidate[], met: Set<string>): Promise<Candidate[]> {
    const { network, server, clock } = this.components
    const partitions = [...new Set(candidates.map(({ partition }) => partition))]
    const held = new Set<number>()
    for (let first = 0; first < partitions.length; first += REPORT_PARTITIONS_MAX) {
      const part = partitions.slice(first, first + REPORT_PARTITIONS_MAX)
      const { epoch, hash: viewHash } = this.#view()
      await Promise.all(ring.members.map(async ({ peerId }) => {
        try {
          const answer = peerId === network.self
            ? [...await server.report(part)].map(([partition, why]) => ({ partition, why }))
            : (await network.request(peerId, REAP_REPORT, { epoch, viewHash, partitions: part, bucketsDigest: this.#bucketsDigest }, { deadline: clock.monotonic() + REQUEST_TIMEOUT_MS })).held
          for (const { partition, why } of answer) {
            held.add(partition)
            this.#hold(met, `${peerId} ${WHY[why] ?? 'holds it back'}`, partition)
          }
        } catch (error) {
          if (!(error instanceof P2pkvError)) throw error
          for (const partition of part) {
            held.add(partition)
            this.#hold(met, `${peerId} does not answer (${error.code})`, partition)
          }
        }
      }))
    }
    return candidates.filter(({ partition }) => !held.has(partition))
  }

  /** The others first: as long as our own copy is there, what failed is found again. */
  async #removeAll (ring: Ring, candidates: readonly Candidate[]): Promise<number> {
    const { network, fault, meter, log } = this.components
    const met = new Set<string>()
    let left = candidates
    for (const peer of [...owners(candidates).filter(peer => peer !== network.self), network.self]) {
      if (this.components.settledRing() !== ring) return 0
      const refused = await this.#ask(peer, left.filter(candidate => candidate.owners.includes(peer)), 'remove', met)
      fault.hit('reap.asked')
      left = left.filter(candidate => !refused.has(candidate))
    }
    this.reaped += left.length
    meter.count('tombstones_reaped_total', left.length)
    if (left.length > 0) log.debug({ keys: left.length }, 'deleted keys were removed for good')
    return left.length
  }

  /** @returns those that the peer refused */
  async #ask (peer: NodeId, candidates: readonly Candidate[], what: 'confirm' | 'remove', met: Set<string>): Promise<Set<Candidate>> {
    const { network, server, clock } = this.components
    const failed = new Set<Candidate>()
    for (let first = 0; first < candidates.length; first += REAP_NAMES_MAX) {
      const part = candidates.slice(first, first + REAP_NAMES_MAX)
      const names = part.map(({ name }) => name)
      try {
        const { epoch, hash: viewHash } = this.#view()
        const refused = peer === network.self ? await server[what](names)
          : (await network.request(peer, what === 'confirm' ? REAP_CONFIRM : REAP_REMOVE, { epoch, viewHash, names }, { deadline: clock.monotonic() + REQUEST_TIMEOUT_MS })).refused
        for (const index of refused) {
          const candidate = part[index]
          if (candidate !== undefined) failed.add(candidate)
        }
      } catch (error) {
        if (!(error instanceof P2pkvError)) throw error
        for (const candidate of part) failed.add(candidate)
        this.#hold(met, `${peer} does not answer (${error.code})`, undefined)
      }
    }
    return failed
  }

  #view (): ViewId { return this.components.viewId() ?? { epoch: 0, hash: new Uint8Array() } }

  #hold (met: Set<string>, why: string, partition: number | undefined): void {
    let hold = this.#holds.get(why)
    if (hold === undefined) {
      if (this.#holds.size >= HOLDS_MAX) return
      this.#holds.set(why, hold = { sinceMs: this.components.clock.monotonic(), partitions: new Set() })
    }
    if (!met.has(why)) hold.partitions.clear()
    met.add(why)
    if (partition !== undefined) hold.partitions.add(partition)
  }

  async #wait (ms: number): Promise<void> {
    await new Promise<void>(resolve => { this.components.clock.after(ms, resolve) })
  }

  /** What operators see of this peer. */
  async status (): Promise<PeerTombstones> {
    const { clock, network, records, settledRing } = this.components
    const { graceMs } = this.#init
    const nowMs = clock.realtime()
    const status = { tombstones: 0, due: 0, oldestMs: 0, more: false }
    for (const { partition, position } of settledRing()?.partitionsOf(network.self) ?? []) {
      if (position !== 0) continue
      const found = await records.indexes.deleted(partition, { limit: COUNTED_MAX, untilMs: nowMs })
      status.more ||= found.length === COUNTED_MAX
      status.tombstones += found.length
      for (const { sinceMs } of found) {
        if (graceMs !== null && sinceMs <= nowMs - graceMs) status.due++
        status.oldestMs = Math.max(status.oldestMs, Math.trunc(nowMs - sinceMs))
      }
    }
    const holds = [...this.#holds].map(([why, { sinceMs, partitions }]) => ({ why, ageMs: Math.round(clock.monotonic() - sinceMs), partitions: partitions.size }))
    return { peerId: network.self, ...status, reaped: this.reaped, graceMs: graceMs ?? 0, holds }
  }

  async #answer (all: boolean, deadline: number): Promise<TombstonesResponse> {
    const { members, network, livenessOf } = this.components
    const silent: string[] = []
    const answers = await Promise.all((all ? members() : []).map(async peer => {
      try {
        if (livenessOf(peer) !== 'dead') return (await network.request(peer, TOMBSTONES, { all: false }, { deadline: deadline - ANSWER_MS })).peers
      } catch (error) {
        if (!(error instanceof P2pkvError)) throw error
      }
      silent.push(peer)
      return []
    }))
    return { peers: [await this.status(), ...answers.flat()], silent }
  }
}

function owners (candidates: readonly Candidate[]): NodeId[] {
  return [...new Set(candidates.flatMap(({ owners: each }) => each))]
}

