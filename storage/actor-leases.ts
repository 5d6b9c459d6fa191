/**
 * Who this store is, and the two counters that must never give a number twice: key epochs and clock
 * stamps. Both are leased: a mark ahead of what is in use is synced first, and a restart goes on from
 * the mark. See docs/adr/0002-dotted-version-vectors.md.
 */
import { CorruptRecordError } from '../protocols/errors.js'
import { actorPrefix, STORE_ID_BYTES } from '../protocols/record/actor.js'
import { toHex } from '../protocols/record/bytes.js'
import { hlcAt, HybridClock } from '../protocols/record/hlc.js'
import { META } from './meta-store.js'
import type { Hlc } from '../protocols/record/record.js'
import type { MetaStore } from './meta-store.js'
import type { OpeningReport } from './store.js'

/** How many key epochs one lease holds. */
export const EPOCH_BLOCK_DEFAULT = 4_096
/** How far the clock's mark is put ahead. Less than the drift others accept: after a restart stamps begin at the mark. */
export const CLOCK_LEASE_MS_DEFAULT = 2_000

/**
 * By how much the mark is put beyond stamps that already are ahead of the clock, milliseconds of
 * 65,536 stamps each. Little, or a peer that restarts again and again would run ahead of the others.
 */
const CLOCK_LEASE_AHEAD_MS = 4

const VERSION = 1
/** Version, store id, epoch mark, trusted epoch, clock mark, and 8 bytes that once were a number of keys. */
const LEASE_BYTES = 1 + STORE_ID_BYTES + 8 + 8 + 8 + 8
const EPOCH_FIRST = 1
/** No epoch is to be trusted: what the record on the disk says while a run has not ended well. */
const NOT_CLOSED = 0

export interface Log {
  info: (fields: object, message: string) => void
  warn: (fields: object, message: string) => void
  error: (fields: object, message: string) => void
}

export interface LeaseComponents {
  readonly meta: MetaStore
  readonly opening: OpeningReport
  readonly clock: { readonly realtime: () => number }
  /** Unpredictable bytes. */
  readonly random: (length: number) => Uint8Array
  readonly log: Log
}

export interface LeaseInit {
  readonly epochBlock?: number
  readonly clockLeaseMs?: number
  readonly maxClockDriftMs?: number
}

interface Lease {
  readonly storeId: Uint8Array
  readonly epochMark: number
  /** The least epoch that may be extended, as `close` left it; else NOT_CLOSED. */
  readonly epochTrusted: number
  readonly clockMark: Hlc
}

export class ActorLeases {
  /** 16 bytes. */
  readonly storeId: Uint8Array
  /** The text that every actor of this store begins with. */
  readonly prefix: string
  readonly clock: HybridClock
  readonly #meta: MetaStore
  readonly #realtime: () => number
  readonly #log: Log
  readonly #epochBlock: number
  readonly #clockLeaseMs: number
  #epochNext: number
  #epochMark: number
  #epochFloor: number
  /** Half of the stamps that the last lease gave. */
  #clockHalf: Hlc = 0n
  #renewing: Promise<void> | undefined

  private constructor ({ meta, opening, clock, log }: LeaseComponents, init: LeaseInit, lease: Lease) {
    this.#meta = meta
    this.#realtime = clock.realtime
    this.#log = log
    this.#epochBlock = init.epochBlock ?? EPOCH_BLOCK_DEFAULT
    this.#clockLeaseMs = init.clockLeaseMs ?? CLOCK_LEASE_MS_DEFAULT
    this.storeId = lease.storeId
    this.prefix = actorPrefix(lease.storeId)
    this.clock = new HybridClock(clock, { mark: lease.clockMark, ...(init.maxClockDriftMs === undefined ? {} : { maxClockDriftMs: init.maxClockDriftMs }) })
    this.#epochNext = lease.epochMark
    this.#epochMark = lease.epochMark
    this.#epochFloor = opening.clean && lease.epochTrusted !== NOT_CLOSED ? lease.epochTrusted : lease.epochMark
  }

  /** Reads or makes the identity. Resolves with the first leases synced. */
  static async open (components: LeaseComponents, init: LeaseInit): Promise<ActorLeases> {
    const { opening, log, random } = components
    const found = await readLease(components)
    let lease = found
    if (lease === undefined || opening.lostBatches) {
      lease = { storeId: random(STORE_ID_BYTES), epochMark: EPOCH_FIRST, epochTrusted: NOT_CLOSED, clockMark: 0n }
      log.info({ storeId: toHex(lease.storeId), was: found && toHex(found.storeId), lostBatches: opening.lostBatches }, 'took a new store id')
    }
    const leases = new ActorLeases(components, init, lease)
    await leases.renew()
    return leases
  }

  /** An epoch that no key has had; undefined when the lease must be renewed first. */
  nextEpoch (): number | undefined {
    if (this.#epochNext >= this.#epochMark) return undefined
    if (this.#epochMark - this.#epochNext < this.#epochBlock / 4) this.renewAhead()
    return this.#epochNext++
  }

  /** Whether the dots that this store made with `epoch` are all in its records still. */
  isTrusted (epoch: number): boolean {
    return epoch >= this.#epochFloor
  }

  /**
   * A write failed. No epoch issued so far is extended any more: a dot of it may have been sent to
   * others and be lost here. The leases end too, for the record of them may be what was lost.
   */
  distrust (): void {
    this.#epochFloor = this.#epochNext
    this.#epochMark = this.#epochNext
    this.clock.endLease()
  }

  /** A new stamp above `above`; undefined when the lease must be renewed first. */
  stamp (above: Hlc): Hlc | undefined {
    const stamp = this.clock.issue(above)
    if (stamp !== undefined && this.clock.mark - stamp < this.#clockHalf) this.renewAhead()
    return stamp
  }

  /**
   * Moves both marks ahead: of what is in use, and of `above`. One write however many ask.
   *
   * @throws StoreFencedError as Store.batch does
   */
  async renew (above: Hlc = 0n): Promise<void> {
    this.#renewing ??= this.#renew(above).finally(() => { this.#renewing = undefined })
    await this.#renewing
  }

  /** After this nothing may be issued: the next run goes on exactly where this one ended. */
  async close (): Promise<void> {
    // One that is under way would write over this.
    await this.#renewing?.catch(() => {})
    const clockMark = this.clock.next() - 1n
    await this.#write({ storeId: this.storeId, epochMark: this.#epochNext, epochTrusted: this.#epochFloor, clockMark })
  }

  async #renew (above: Hlc): Promise<void> {
    const epochMark = this.#epochNext + this.#epochBlock
    const stamp = this.clock.next(above)
    const now = hlcAt(this.#realtime())
    const leased = now + hlcAt(this.#clockLeaseMs)
    const ahead = stamp + hlcAt(CLOCK_LEASE_AHEAD_MS)
    const clockMark = leased > ahead ? leased : ahead
    await this.#write({ storeId: this.storeId, epochMark, epochTrusted: NOT_CLOSED, clockMark })
    this.#epochMark = epochMark
    this.clock.raiseMark(clockMark)
    this.#clockHalf = (clockMark - stamp) / 2n
  }

  async #write (lease: Lease): Promise<void> {
    await this.#meta.write(META.leases, encodeLease(lease), 'synced')
  }

  /** As renew, in the background. */
  renewAhead (): void {
    if (this.#renewing !== undefined) return
    this.renew().catch((error: unknown) => { this.#log.warn({ error }, 'could not renew the leases ahead of need') })
  }
}

async function readLease ({ meta, log }: LeaseComponents): Promise<Lease | undefined> {
  try {
    const bytes = await meta.read(META.leases)
    if (bytes === undefined) return undefined
    if (bytes.length === LEASE_BYTES && bytes[0] === VERSION) return decodeLease(bytes)
  } catch (error) {
    if (!(error instanceof CorruptRecordError)) throw error
  }
  log.error({}, 'the lease record of the store is not valid')
  return undefined
}

function encodeLease ({ storeId, epochMark, epochTrusted, clockMark }: Lease): Uint8Array {
  const bytes = new Uint8Array(LEASE_BYTES)
  const view = new DataView(bytes.buffer)
  bytes[0] = VERSION
  bytes.set(storeId, 1)
  for (const [i, word] of [BigInt(epochMark), BigInt(epochTrusted), clockMark].entries()) {
    view.setBigUint64(1 + STORE_ID_BYTES + 8 * i, word)
  }
  return bytes
}

function decodeLease (bytes: Uint8Array): Lease {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const word = (i: number): bigint => view.getBigUint64(1 + STORE_ID_BYTES + 8 * i)
  return {
    storeId: bytes.slice(1, 1 + STORE_ID_BYTES),
    epochMark: Number(word(0)),
    epochTrusted: Number(word(1)),
    clockMark: word(2),
  }
}
