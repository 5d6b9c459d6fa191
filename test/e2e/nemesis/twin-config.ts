/** Draws a run over real daemons from one number, as swarm.ts does for simulated ones. What then happens is not repeatable: what is done is. */
import { SimPrng } from '../../sim/sim-prng.js'
import type { SwarmConfig } from '../../sim/swarm.js'
import type { WorkloadConfig } from '../../sim/workload.js'

export const TWIN_FAULTS = ['kill', 'stop', 'power-cut', 'power-cut-all', 'pause', 'isolate', 'halves', 'links', 'clock-step', 'disk-full'] as const
export type TwinFaultKind = typeof TWIN_FAULTS[number]

export interface TwinFault {
  readonly kind: TwinFaultKind
  readonly atMs: number
  readonly forMs: number
  /** Chooses peers, links, sizes. */
  readonly pick: number
}

export interface TwinConfig extends WorkloadConfig, Pick<SwarmConfig, 'seed' | 'r' | 'w' | 'safetyMs'> {
  readonly faults: readonly TwinFault[]
}

const PEERS = 5
const FAULT_EVERY_MS = 3_000
const FAULT_MS_MAX = 8_000
/** The cluster is left alone at first, for this long. */
const CALM_MS = 500

export function drawTwin (seed: number, safetyMs: number): TwinConfig {
  const prng = new SimPrng(seed).fork('twin')
  const pick = <T>(...items: readonly T[]): T => items[prng.below(items.length)] as T
  const chosen = TWIN_FAULTS.filter(() => prng.chance(1, 2))
  const kinds = chosen.length > 0 ? chosen : TWIN_FAULTS
  const faults = Array.from({ length: Math.ceil(safetyMs / FAULT_EVERY_MS) }, (): TwinFault => ({
    kind: pick(...kinds),
    atMs: CALM_MS + prng.below(Math.max(1, safetyMs - CALM_MS)),
    forMs: 300 + prng.below(FAULT_MS_MAX),
    pick: prng.next(),
  }))
  return {
    seed,
    peers: PEERS,
    n: 3,
    r: pick('quorum', 'quorum', 'one', 'all'),
    w: pick('quorum', 'quorum', 'quorum', 'one', 'all'),
    conflict: pick('lww', 'siblings'),
    keys: 8 + prng.below(24),
    clients: 4 + prng.below(5),
    safetyMs,
    pauseMs: 20 + prng.below(60),
    bufferedPercent: prng.chance(1, 4) ? 50 : 0,
    faults: faults.sort((a, b) => a.atMs - b.atMs),
  }
}

/** One line, for people. */
export function describeTwin ({ seed, peers, n, r, w, conflict, keys, clients, safetyMs, faults }: TwinConfig): string {
  const mix = TWIN_FAULTS.map(kind => [kind, faults.filter(fault => fault.kind === kind).length] as const).filter(([, count]) => count > 0)
  return `seed ${seed}: ${peers} daemons, N=${n} R=${r} W=${w}, ${conflict}, ${keys} keys, ${clients} clients, ${safetyMs / 1000} s; ${mix.map(([kind, count]) => `${kind}×${count}`).join(' ')}`
}
