import type { RunRecord } from '../history.js'

/** Judges a run that is over. */
export interface Checker {
  readonly name: string
  /** One sentence for each thing that is wrong. */
  readonly check: (run: RunRecord) => string[]
}
