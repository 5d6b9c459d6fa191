import type { SystemName } from './data.js'

export interface Server { readonly name: string, readonly pid: number }

/** Requests through so many connections, as one program would send them. */
export interface SystemClient {
  readonly put: (key: string, value: Uint8Array) => Promise<unknown>
  /** @returns the value; undefined if there is none */
  readonly get: (key: string) => Promise<Uint8Array | undefined>
  readonly close: () => Promise<void>
}

/** A cluster of three, started for a benchmark on loopback. */
export interface System {
  readonly name: SystemName
  /** Those that run. */
  readonly servers: () => readonly Server[]
  readonly connect: (clients: number) => Promise<SystemClient>
  /** kill -9, or SIGSTOP, of the last server. */
  readonly fail: (fault: 'killed' | 'stopped') => Promise<void>
  /** Resolves when all three take part again, and the one that failed has what it missed. */
  readonly recover: () => Promise<void>
  readonly close: () => Promise<void>
}
