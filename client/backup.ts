/** What one backup record is to the client: bytes to keep and to give back. */
export interface RawRecord {
  readonly at: Uint8Array
  readonly record: Uint8Array
}

export interface Lineage {
  readonly cluster: string
  /** Hex: the same for the whole life of a cluster, and of no other. */
  readonly origin: string
  readonly ringEpoch: number
}

export interface RestoreResult {
  /** Records merged in. */
  readonly restored: number
  /** Records that changed nothing. */
  readonly unchanged: number
  /** Records left out because no replica knows of their versions: deleted since and reaped, or lost. */
  readonly unknown: number
  /** Records left out because they bear stamps from the future: restore them again when their time has come. Absent: none. */
  readonly early?: number
}
