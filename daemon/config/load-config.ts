/** A daemon's configuration from its layers: default < file < environment < flags. */
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { ConfigError } from '../../protocols/errors.js'
import { BrokenRule, formatValue, parseValue } from './parse-value.js'
import { CONFIG_KEYS, declarationOf, environmentOf, flagOf, type Config, type ConfigKey, type ConfigValue } from './table.js'

/** What was given on the command line, by key; a list may be a comma-separated text. */
export type ConfigFlags = Partial<Record<ConfigKey, string | number | readonly string[]>>
export type Environment = Readonly<Record<string, string | undefined>>

/** Where a value came from; `name` is the flag, the variable or the file. */
export interface ConfigSource { readonly layer: 'default' | 'file' | 'environment' | 'flag', readonly name: string }

export interface LoadedConfig {
  readonly config: Config
  readonly sources: Readonly<Record<ConfigKey, ConfigSource>>
}

export interface ConfigLayers {
  readonly flags: ConfigFlags
  readonly environment: Environment
  /** The parsed JSON of the file, absent if there is none. */
  readonly file?: { readonly path: string, readonly content: unknown }
  /** Replaces a leading `~` of `data`. */
  readonly homeDirectory: string
}

/**
 * Checks every layer whole and puts them on top of each other. Pure.
 *
 * @throws ConfigError naming every key that is wrong, its value, the rule, and where it came from
 */
export function parseConfig (layers: ConfigLayers): LoadedConfig {
  const problems: string[] = []
  const file = fileEntries(layers.file, problems)
  const config: Partial<Record<ConfigKey, ConfigValue>> = {}
  const sources: Partial<Record<ConfigKey, ConfigSource>> = {}
  for (const key of CONFIG_KEYS) {
    const declaration = declarationOf(key)
    config[key] = declaration.default
    sources[key] = { layer: 'default', name: 'default' }
    const given: Array<[unknown, ConfigSource]> = [
      [file[key], { layer: 'file', name: layers.file?.path ?? '' }],
      // An empty variable is how a shell says "not set".
      [layers.environment[environmentOf(key)] || undefined, { layer: 'environment', name: environmentOf(key) }],
      [layers.flags[key], { layer: 'flag', name: flagOf(key) }],
    ]
    for (const [input, source] of given) {
      if (input === undefined) continue
      const value = parseValue(declaration, input)
      if (value instanceof BrokenRule) problems.push(problem(key, input, source, value.rule))
      else { config[key] = value; sources[key] = source }
    }
  }
  const loaded = { config, sources } as LoadedConfig
  if (problems.length === 0) problems.push(...brokenRelations(loaded))
  if (problems.length > 0) throw new ConfigError(problems.join('\n'))
  return { ...loaded, config: { ...loaded.config, data: expandHome(loaded.config.data, layers.homeDirectory) } }
}

/**
 * Reads `<data>/config.json`, if there is one, and parses all layers.
 *
 * @throws ConfigError also when the file cannot be read or is no JSON
 */
export function loadConfig (flags: ConfigFlags, environment: Environment): LoadedConfig {
  const homeDirectory = homedir()
  // The file is found through `data`, so that one key comes from the other layers alone.
  const { config: { data } } = parseConfig({
    flags: flags.data === undefined ? {} : { data: flags.data },
    environment: { [environmentOf('data')]: environment[environmentOf('data')] },
    homeDirectory,
  })
  const path = join(data, 'config.json')
  const content = readJson(path)
  return parseConfig({ flags, environment, homeDirectory, ...(content === undefined ? {} : { file: { path, content } }) })
}

function problem (key: ConfigKey, input: unknown, source: ConfigSource, rule: string): string {
  const from = source.layer === 'default' ? 'the default' : `from ${source.name}`
  return `${key} = ${formatValue(declarationOf(key), input)} (${from}): ${rule}`
}

function fileEntries (file: ConfigLayers['file'], problems: string[]): Partial<Record<ConfigKey, unknown>> {
  if (file === undefined) return {}
  const { path, content } = file
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new ConfigError(`${path}: must be one JSON object of settings`)
  }
  const entries: Partial<Record<ConfigKey, unknown>> = {}
  for (const [name, value] of Object.entries(content)) {
    const key = CONFIG_KEYS.find(candidate => candidate === name)
    if (key === undefined) {
      const near = CONFIG_KEYS.find(candidate => candidate.toLowerCase() === name.replace(/[-_ ]/g, '').toLowerCase())
      problems.push(`${name} (from ${path}): there is no such setting${near === undefined ? '; see docs/reference/config.md' : `; did you mean ${near}?`}`)
    } else if (key === 'data') {
      problems.push(problem(key, value, { layer: 'file', name: path }, `cannot be set in the file, which is found through it; use ${flagOf(key)} or ${environmentOf(key)}`))
    } else entries[key] = value
  }
  return entries
}

/** What must hold between keys. */
function brokenRelations ({ config, sources }: LoadedConfig): string[] {
  const broken: string[] = []
  const require = (holds: boolean, key: ConfigKey, rule: string): void => {
    if (!holds) broken.push(problem(key, config[key], sources[key], rule))
  }
  for (const key of ['r', 'w'] as const) {
    const count = config[key]
    require(typeof count !== 'number' || count <= config.n, key, `must be at most n, which is ${config.n}`)
  }
  require(config.probeIntervalMs <= config.exchangeIntervalMs, 'probeIntervalMs', `must be at most exchangeIntervalMs, which is ${config.exchangeIntervalMs} ms`)
  require(config.tombstoneGraceMs === null || config.tombstoneGraceMs > config.hintAgeMaxMs, 'tombstoneGraceMs', `must be more than hintAgeMaxMs, which is ${config.hintAgeMaxMs} ms: a write that is kept for another peer must not outlive the delete that came after it`)
  return broken
}

function expandHome (path: string, homeDirectory: string): string {
  return resolve(path === '~' || path.startsWith('~/') ? join(homeDirectory, path.slice(1)) : path)
}

function readJson (path: string): unknown {
  let text
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') throw new ConfigError(`${dirname(path)} is no directory: choose another with --data`, { cause: error })
    throw new ConfigError(`${path}: cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`, { cause: error })
  }
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw new ConfigError(`${path}: is not JSON (${(error as Error).message})`, { cause: error })
  }
}
