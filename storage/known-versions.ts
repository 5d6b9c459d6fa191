/**
 * Which version the store holds of the keys that were written last, without its value: enough to replace it, so that
 * a write that leaves nothing of it need not read it first (docs/adr/0026-known-versions.md).
 *
 * Some 30 bytes a key and the key itself, kept as HotRecords keeps records. It knows nothing of what is true either:
 * InFlight puts in what is stored, takes out what is not, and clears it when that is in doubt. A key is found by
 * all of its bytes: what is said of another would lose data.
 */
import { epochOf, STORE_ID_BYTES } from '../protocols/record/actor.js'
import { equalDots } from '../protocols/record/dvv-set.js'
import { REQUEST_ID_BYTES } from '../protocols/record/record-fields.js'
import { writeVarint } from '../protocols/record/record-writer.js'
import { readWord, writeWord } from '../protocols/record/bytes.js'
import { HotRecords } from './hot-records.js'
import { entryHashOf, type HeldVersions, type LocalRecord } from './local-record.js'
import type { Actor, Dot, Hlc, KvRecord, Sibling } from '../protocols/record/record.js'

/** Memory for versions and their keys, of some million keys of 20 bytes; the table of places takes a quarter of that besides. */
export const KNOWN_VERSIONS_BYTES_MAX = 64 * 2 ** 20
/** Three places for each record and more, so that hardly one loses its own to others: its next write would read. */
const BYTES_PER_PLACE = 16
/** Of a record that more actors have written nothing is kept. */
const ACTORS_MAX = 16
/** Stores whose ids are kept, once each; of records of further ones nothing is. */
const STORES_MAX = 4_096
/** What actors of one store have in common: its id in hex, and a dot. */
const ACTOR_PREFIX_LENGTH = 2 * STORE_ID_BYTES + 1
const FLAG = { hasValue: 1, expires: 2, hasRequest: 4 } as const
const NO_VALUE = new Uint8Array(0)

/** A flag byte, 3 varints for each actor and 5 besides, a stamp and a request id. */
const scratch = new Uint8Array(1 + 8 * (3 * ACTORS_MAX + 5) + 8 + REQUEST_ID_BYTES)

/** What is being read, and where; nothing here waits. */
let source: Uint8Array = NO_VALUE
let at = 0

export class KnownVersions {
  readonly #kept: HotRecords
  /** Ids of stores as actors begin with them, and what numbers they have there. */
  readonly #stores: string[] = []
  readonly #storeNumbers = new Map<string, number>()

  constructor ({ bytesMax }: { readonly bytesMax: number }) {
    this.#kept = new HotRecords({ bytesMax, bytesPerPlace: BYTES_PER_PLACE, isInPlace: true })
  }

  /** The record has one version, whose value is null if it is a tombstone, and else empty. */
  get (storageKey: Uint8Array): HeldVersions | undefined {
    const kept = this.#kept.get(storageKey)
    return kept === undefined ? undefined : this.#decoded(kept)
  }

  /** This is now stored under the key. A record that nobody has decoded was only read: what is known of its key is still right, and to decode it for this alone costs too much. */
  put (storageKey: Uint8Array, local: LocalRecord): void {
    if (!local.isDecoded) return
    const length = this.#encode(local)
    const kept = scratch.subarray(0, length)
    if (length === 0) this.#kept.delete(storageKey)
    else this.#kept.put(storageKey, kept)
  }

  delete (storageKey: Uint8Array): void { this.#kept.delete(storageKey) }

  /** Knows nothing any more. */
  clear (): void {
    this.#kept.clear()
    this.#stores.length = 0
    this.#storeNumbers.clear()
  }

  /** Into `scratch`. @returns its length; 0: it has not just one version, or too many actors */
  #encode ({ record: { vv, siblings }, ownEpoch }: LocalRecord): number {
    const [sibling] = siblings
    if (sibling === undefined || siblings.length > 1 || vv.size > ACTORS_MAX) return 0
    const { dot, hlc, value, expiresAt, requestId } = sibling
    scratch[0] = (value === null ? 0 : FLAG.hasValue) | (expiresAt === undefined ? 0 : FLAG.expires) | (requestId === undefined ? 0 : FLAG.hasRequest)
    let to = writeVarint(scratch, 1, ownEpoch)
    to = writeVarint(scratch, to, vv.size)
    let index = 0
    let indexOfDot = 0
    for (const [actor, counter] of vv) {
      const store = this.#storeNumber(actor)
      if (store === undefined) return 0
      to = writeVarint(scratch, to, store)
      to = writeVarint(scratch, to, epochOf(actor))
      to = writeVarint(scratch, to, counter)
      if (actor === dot.actor) indexOfDot = index
      index++
    }
    to = writeVarint(scratch, to, indexOfDot)
    to = writeVarint(scratch, to, dot.counter)
    writeWord(scratch, to, Number(hlc & 0xffff_ffffn))
    writeWord(scratch, to + 4, Number(hlc >> 32n))
    to += 8
    if (expiresAt !== undefined) to = writeVarint(scratch, to, expiresAt)
    if (requestId === undefined) return to
    scratch.set(requestId, to)
    return to + REQUEST_ID_BYTES
  }

  #storeNumber (actor: Actor): number | undefined {
    const store = actor.slice(0, ACTOR_PREFIX_LENGTH)
    const known = this.#storeNumbers.get(store)
    if (known !== undefined || this.#stores.length >= STORES_MAX) return known
    this.#storeNumbers.set(store, this.#stores.length)
    return this.#stores.push(store) - 1
  }

  #decoded (kept: Uint8Array): HeldVersions {
    source = kept
    at = 1
    const flags = kept[0] as number
    const ownEpoch = varint()
    const size = varint()
    // As long as it is: a list that is pushed to has room for 17.
    const actors = new Array<Actor>(size)
    const vv = new Map<Actor, number>()
    for (let index = 0; index < size; index++) {
      const actor = actors[index] = `${this.#stores[varint()] as string}${varint().toString(36)}`
      vv.set(actor, varint())
    }
    const dot: Dot = { actor: actors[varint()] as Actor, counter: varint() }
    const hlc: Hlc = BigInt(readWord(kept, at + 4) >>> 0) << 32n | BigInt(readWord(kept, at) >>> 0)
    at += 8
    const sibling: { -readonly [K in keyof Sibling]: Sibling[K] } = { dot, hlc, value: (flags & FLAG.hasValue) === 0 ? null : NO_VALUE }
    if ((flags & FLAG.expires) !== 0) sibling.expiresAt = varint()
    if ((flags & FLAG.hasRequest) !== 0) sibling.requestId = kept.subarray(at)
    source = NO_VALUE
    const record: KvRecord = { vv, siblings: [sibling] }
    return { ownEpoch, record, entryHash: storageKey => entryHashOf(storageKey, record) }
  }
}

/** Whether a version that is held is one of `next` too: then its value is needed, and must be read. */
export function anyStays (held: KvRecord, next: KvRecord): boolean {
  return held.siblings.some(({ dot }) => next.siblings.some(sibling => equalDots(sibling.dot, dot)))
}

function varint (): number {
  let value = 0
  for (let scale = 1; ; scale *= 0x80) {
    const byte = source[at++] as number
    value += (byte & 0x7f) * scale
    if (byte < 0x80) return value
  }
}
