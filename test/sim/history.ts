/** What clients did and what they were told: all that the checkers judge by. */
import type { NodeId } from '../../protocols/record/node-id.js'
import type { Dot, VersionVector } from '../../protocols/record/record.js'
import type { Quorum } from '../../protocols/rpc/quorum.js'
import type { SwarmConfig } from './swarm.js'

/** Dots as answers name them: the first 8 digits of the store, the key epoch, the counter. */
export type DotText = string
/** The same abbreviation of a version vector. */
export type ShortVector = ReadonlyMap<string, number>

export interface SeenVersion { readonly value: string, readonly dot: DotText, readonly hlc: bigint, readonly expiresAt: number }

/** `none`: provably not applied. `unknown`: may be, or may yet be. */
export type OpOutcome = 'ok' | 'none' | 'unknown'

interface OpBase {
  readonly id: number
  readonly key: string
  readonly via: NodeId
  /** The client whose session it belongs to; undefined: it has none. */
  readonly session: number | undefined
  /** For how long it was to wait. */
  readonly timeoutMs: number
  /** The R or W that it asked for itself; undefined: its bucket's. */
  readonly quorum: Quorum | undefined
  readonly strict: boolean
  readonly startMs: number
  endMs: number
  outcome: OpOutcome
  /** The code of the error, if it failed. */
  error: string
}

export interface WriteOp extends OpBase {
  readonly kind: 'put' | 'delete'
  /** Unique; '' for a delete. */
  readonly value: string
  /** What it said it had seen; undefined: it gave no context. */
  readonly context: ShortVector | undefined
  dot: DotText
  /** The context that it was given back. */
  returned: ShortVector
  hlc: bigint
  /** As asked for; 0: never expires. */
  readonly ttlMs: number
  expiresAt: number
  /** Acks of primaries in the live view that has the fewest, and of these the synced ones. */
  acks: number
  acksSynced: number
  /** Acks of stand-ins. */
  hinted: number
  primaries: number
  /** Primaries in any view that was live: more than `primaries` while the ring changes. */
  owners: number
  /**
   * More than one peer may have run it, as one event each: the client tried again, or a peer handed it
   * on twice. Only one of the events is known by its dot; another may happen late.
   */
  repeated: boolean
}

export interface ReadOp extends OpBase {
  readonly kind: 'get'
  /** Primaries that answered. */
  answered: number
  agreed: boolean
  primaries: number
  versions: readonly SeenVersion[]
  /** All events that the answer knew of. */
  seen: ShortVector
  /** The earliest that the coordinator's wall clock said during the read, milliseconds since 1970. */
  realtimeMs: number
}

export type Op = WriteOp | ReadOp

/** What one primary holds of a key at the end. */
export interface FinalCopy {
  readonly peer: string
  /** Hex of the encoded record; '' when absent. */
  readonly encoded: string
  readonly seen: ShortVector
  readonly siblings: ReadonlyArray<SeenVersion & { readonly deleted: boolean }>
  /** Why it could not be read; '' if it could. */
  readonly unreadable: string
}

/** One run, when it is over. */
export interface RunRecord {
  readonly config: Pick<SwarmConfig, 'conflict' | 'w' | 'tombstoneGraceMs'>
  readonly ops: readonly Op[]
  /** By key; undefined when the cluster did not come back to a state in which this could be looked at. */
  readonly final: ReadonlyMap<string, readonly FinalCopy[]> | undefined
  /** The same when all that was deleted had been reaped, and nothing was written after it. */
  readonly reaped?: { readonly atMs: number, readonly copies: ReadonlyMap<string, readonly FinalCopy[]> } | undefined
  /** What is wrong with the Merkle trees at the end: roots that differ between primaries, trees that are not their recount. */
  readonly trees?: readonly string[]
  /** Copies that faults may have destroyed: disks replaced, and by key records rotted. */
  readonly wipes: number
  /** The most of these disks that were not filled again at one time; absent: all of them. */
  readonly wipesAtOnce?: number
  /** Peers that broke for good, with their disks. */
  readonly deaths?: number
  /** The owners of keys changed. */
  readonly ringChanges?: boolean
  readonly rotted: ReadonlyMap<string, number>
  /** Some machine lost power: what was only buffered may be gone. */
  readonly powerCuts: number
  /** Some store may have lost an event that others were sent: by a crash, a full disk, or worse. */
  readonly storesLose: boolean
}

/** How many of a write's copies must still exist, whatever the faults of this run did. */
export function copiesLeft (run: RunRecord, write: WriteOp): number {
  // Owners of a view that is over give their copies away: what is left are those of one view.
  const copies = Math.min(write.primaries, run.powerCuts > 0 ? write.acksSynced : write.acks)
  // Who fills a disk again asks so many others that one of each majority is among them.
  const wipes = 2 * copies > write.primaries ? run.wipesAtOnce ?? run.wipes : run.wipes
  return copies - wipes - (run.deaths ?? 0) - (run.rotted.get(write.key) ?? 0)
}

/**
 * How many primaries of any one view at least have a write that was acknowledged, of those that may answer: a
 * peer that broke for good does not. A new owner asks a majority of the former ones and all that are up, so
 * what fewer have acknowledged may be missed until the last of these is back (docs/adr/0014-ownership-transfer.md).
 */
export function copiesInView (run: RunRecord, write: WriteOp): number {
  const unsynced = run.powerCuts > 0 ? write.acks - write.acksSynced : 0
  const copies = write.acks - unsynced
  const isOfMajority = 2 * copies > write.primaries
  if (run.ringChanges === true && !isOfMajority) return 0
  // Whose disk is lost answers again when it has asked so many others that one of each majority was among them.
  const wipes = isOfMajority && copies > (run.wipesAtOnce ?? run.wipes) ? 0 : run.wipes
  return copies - wipes - (run.rotted.get(write.key) ?? 0)
}

/**
 * Whether some replica may know of `remover` and still have the version `dot` that it replaced: a client's later
 * context names it, as all events of its store up to the client's own, and the replica itself need not have it. At
 * the end that is so where it was lost; of those that answered `read`, too, where R + W is not more than N.
 */
export function mayBeKnownByNameOnly (run: RunRecord, remover: WriteOp, dot: DotText, read?: ReadOp): boolean {
  const isHad = read === undefined || (remover.endMs < read.startMs && copiesInView(run, remover) + read.answered > read.primaries)
  return (!isHad || copiesLeft(run, remover) < 1) && run.ops.some(op => isWrite(op) && op.context !== undefined && coversText(op.context, remover.dot) && !coversText(op.context, dot))
}

/**
 * Whether all trace of a write may be gone with a deleted key: it deleted the key or expired, or something that it
 * did not come after did.
 */
export function mayBeReaped (run: RunRecord, write: WriteOp): boolean {
  if (typeof run.config.tombstoneGraceMs !== 'number') return false
  return run.ops.some(op => isWrite(op) && op.key === write.key && op.outcome !== 'none' && (op.kind === 'delete' || op.expiresAt !== 0 || op.ttlMs !== 0) &&
    (op === write || op.outcome === 'unknown' || op.repeated || op.endMs >= write.startMs))
}

/** Large values are filled up to what replicas leave out when only versions are asked for. */
export const LARGE_BYTES = 1_100
const FILLING = '.'

export function filled (value: string): string { return value.padEnd(LARGE_BYTES, FILLING) }

export function valueText (value: Uint8Array): string {
  const text = Buffer.from(value).toString()
  return text.length === LARGE_BYTES ? text.slice(0, text.indexOf(FILLING)) : text
}

export function shortVector (vector: VersionVector): ShortVector {
  return new Map([...vector].map(([actor, counter]) => [shortActor(actor), counter]))
}

export function shortActor (actor: string): string {
  return actor.slice(0, 8) + actor.slice(actor.indexOf('.'))
}

export function dotTextOf ({ actor, counter }: Dot): DotText { return `${shortActor(actor)}:${counter}` }

export function coversText (vector: ShortVector, dot: DotText): boolean {
  if (dot !== parsed.dot) {
    // Checkers ask of one write by and by what all others know of it.
    const colon = dot.lastIndexOf(':')
    parsed = { dot, actor: dot.slice(0, colon), counter: Number(dot.slice(colon + 1)) }
  }
  return (vector.get(parsed.actor) ?? 0) >= parsed.counter
}

let parsed = { dot: '', actor: '', counter: 0 }

/** The order in which lww decides: (stamp, actor). Positive: `a` wins. */
export function compareStamps (a: { hlc: bigint, dot: DotText }, b: { hlc: bigint, dot: DotText }): number {
  if (a.hlc !== b.hlc) return a.hlc < b.hlc ? -1 : 1
  const [storeA = '', epochA = '', counterA = ''] = a.dot.split(/[.:]/)
  const [storeB = '', epochB = '', counterB = ''] = b.dot.split(/[.:]/)
  if (storeA !== storeB) return storeA < storeB ? -1 : 1
  return parseInt(epochA, 36) - parseInt(epochB, 36) || Number(counterA) - Number(counterB)
}

export function isWrite (op: Op): op is WriteOp { return op.kind !== 'get' }

export function describe (op: Op): string {
  const what = op.kind === 'get' ? `get ${op.key}` : op.kind === 'put' ? `put ${op.key} ${op.value}` : `delete ${op.key}`
  return `#${op.id} ${what} (${Math.round(op.startMs)} to ${Math.round(op.endMs)} ms, ${op.outcome}${op.kind !== 'get' && op.dot !== '' ? `, ${op.dot}` : ''})`
}
