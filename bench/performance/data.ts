/** What `npm run bench` measures and keeps; the report is made of this and nothing else. */
import type { Distribution } from '../../cli/bench/key-chooser.js'
import type { OperationReport } from '../../cli/bench/run-load.js'

export type SystemName = 'p2pkv' | 'etcd'

/** One row of the matrix: what clients do, for every system alike. */
export interface Case {
  readonly name: string
  readonly getsPercent: number
  readonly distribution: Distribution
  readonly valueBytes: number
  /** Keys there are. */
  readonly keys: number
  readonly inFlight: number
  readonly clients: number
  /** Of the rate that the same system reached in the closed loop of `base`: an open loop. */
  readonly open?: { readonly base: string, readonly share: number }
  readonly fault?: 'killed' | 'stopped'
  readonly only?: SystemName
  /** This and the cases beside it that have as many take so many turns each in a repeat, one after the other: to compare them with each other. */
  readonly rounds?: number
}

/** One measured turn of one case on one system. */
export interface Turn {
  readonly case: string
  readonly system: SystemName
  readonly repeat: number
  readonly seconds: number
  /** Requests a second that were due; of an open loop only. */
  readonly offeredPerSecond?: number
  readonly operations: readonly OperationReport[]
  /** Processor time, user and system, for a successful request: of the client, and of each server by its name. */
  readonly cpuMicroseconds: Readonly<Record<string, number>>
  /** Largest resident memory of a server after the turn. */
  readonly memoryBytes: number
  /** Of all processors, what neither the client nor any server of this run used. */
  readonly othersShare: number
}

export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryBytes: number
  readonly kernel: string
  readonly node: string
  /** Absent: not installed. */
  readonly etcd?: string
  readonly commit: string
  readonly date: string
}

export interface RawLimit {
  readonly name: string
  readonly inFlight: number
  /** Bytes of a body or record. */
  readonly bytes: number
  readonly perSecond: number
}

export interface Performance {
  readonly machine: Machine
  readonly repeats: number
  readonly turnMs: number
  readonly cases: readonly Case[]
  readonly limits: readonly RawLimit[]
  /** Processor time of all servers together while nobody asks, in shares of one processor. */
  readonly idleShare: Readonly<Record<string, number>>
  readonly turns: readonly Turn[]
}

/** One start of a daemon, from when its process was begun. */
export interface Start {
  /** Until it serves, and the processor time that took. */
  readonly readyMs: number
  readonly readyCpuMs: number
  readonly firstGetMs: number
  /** Resident, when it serves, ten seconds later, and after many reads. */
  readonly readyBytes: number
  readonly idleBytes: number
  readonly readBytes: number
}

export interface Startup {
  readonly machine: Machine
  readonly records: number
  readonly valueBytes: number
  readonly reads: number
  readonly starts: readonly Start[]
}

/** One turn of so many daemons on one machine, N = 1. */
export interface ScalingTurn {
  readonly daemons: number
  readonly operation: 'get' | 'put'
  readonly repeat: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly failed: number
  /** Of one successful request: of all clients and of all daemons together. */
  readonly clientCpuMicroseconds: number
  readonly daemonsCpuMicroseconds: number
  /** Processors in use by the daemons together. */
  readonly daemonsShare: number
  readonly othersShare: number
}

export interface Scaling {
  readonly machine: Machine
  readonly repeats: number
  readonly clients: number
  readonly inFlight: number
  readonly turns: readonly ScalingTurn[]
}
