/**
 * Two processes with one key: somebody runs a copy of a data directory, or of a key. Both would make events
 * in one name, so one has to end. Found out by their records, which every peer hands on.
 */
import { hlcMs } from '../../../protocols/record/hlc.js'
import type { Clock, Prng } from '../env.js'
import type { MemberRecord } from './member-record.js'

/** So many runs may begin in one millisecond and be told apart. */
const RUNS_PER_MS = 1 << 20
/** A record with a later stamp than this after the begin of a run was made while that run went on, milliseconds. */
export const CLOCKS_DIFFER_MS_MAX = 2_000
/** After its begin a run asks for its own record: by then an elder twin has said something of itself. */
export const LOOK_FOR_TWIN_MS = 5_000

/** What a peer's record of another run than its own says of that run. */
export type OtherRun =
  /** It may be an earlier one, which is over. */
  | 'over'
  /** It began later than this one, and has to end. */
  | 'younger'
  /** It began earlier and is alive: this one is the copy, and has to end. */
  | 'elder'

/** A name for the run that begins now; of two the later one is greater. */
export function nameRun ({ clock, prng }: { readonly clock: Clock, readonly prng: Prng }): bigint {
  return BigInt(Math.trunc(clock.realtime())) * BigInt(RUNS_PER_MS) + BigInt(prng.fork('run').below(RUNS_PER_MS))
}

/** When a run began by its own clock, milliseconds since 1970. */
export function runBeganMs (run: bigint): number { return Number(run / BigInt(RUNS_PER_MS)) }

/** @param found a newer record of the same peer that the run of `own` has not made */
export function otherRunOf (own: Pick<MemberRecord, 'run'>, found: Pick<MemberRecord, 'run' | 'hlc'>): OtherRun {
  if (found.run > own.run) return 'younger'
  return found.run < own.run && hlcMs(found.hlc) > runBeganMs(own.run) + CLOCKS_DIFFER_MS_MAX ? 'elder' : 'over'
}
