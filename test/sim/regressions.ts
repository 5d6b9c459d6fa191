/** Runs that once failed, made smaller, by what they taught. A config and not a seed: what a seed draws changes. */
import type { SwarmConfig } from './swarm.js'

export interface Regression {
  /** What holds now. */
  readonly name: string
  readonly config: SwarmConfig
}

export const REGRESSIONS: readonly Regression[] = []
