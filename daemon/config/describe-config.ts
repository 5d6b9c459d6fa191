/** The rows of `p2pkv config show`. */
import type { ConfigSource, LoadedConfig } from './load-config.js'
import { describeRule, formatValue } from './parse-value.js'
import { CONFIG_KEYS, declarationOf, type ConfigKey, type Scope } from './table.js'

export interface ConfigRow {
  readonly key: ConfigKey
  readonly scope: Scope
  /** For people: with units, `off` for null, secrets hidden. */
  readonly value: string
  readonly default: string
  readonly source: ConfigSource
  readonly why: string
  /** What it may be, for people. */
  readonly allowed: string
}

/** One row a key, in the order of the table. */
export function describeConfig ({ config, sources }: LoadedConfig): ConfigRow[] {
  return CONFIG_KEYS.map(key => {
    const declaration = declarationOf(key)
    return {
      key,
      scope: declaration.scope,
      value: formatValue(declaration, config[key]),
      default: formatValue(declaration, declaration.default),
      source: sources[key],
      why: declaration.why,
      allowed: describeRule(declaration),
    }
  })
}
