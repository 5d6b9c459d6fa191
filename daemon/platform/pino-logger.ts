import { pino, type Logger as Pino } from 'pino'
import { InvalidArgumentError } from '../../protocols/errors.js'
import { LOG_LEVELS, type LogLevel } from '../../protocols/log/log.js'
import type { Logger } from '../core/env.js'
import { RecentLines } from './recent-lines.js'
import { escapeLine } from './terminal-text.js'

/** The scope of lines that say none. */
const ROOT_SCOPE = 'daemon'
export const EVERY_SCOPE = '*'
/** Of lines that cannot be written, a disk being full, so much is kept for later; what comes then is lost. */
const UNWRITTEN_CHARACTERS_MAX = 1024 * 1024

/** Levels of a running logger, by scope. */
export interface LogLevels {
  readonly all: () => ReadonlyArray<{ readonly scope: string, readonly level: string }>
  /** @throws InvalidArgumentError for a scope or level that there is not */
  readonly set: (scope: string, level: string) => void
}

/** `recent`: its newest lines as JSON, oldest first. */
export type LeveledLogger = Logger & { readonly levels: LogLevels, readonly recent: () => readonly string[] }

/** Structured lines on stderr: JSON for machines, short text on a terminal. */
export function createLogger (level: LogLevel): LeveledLogger {
  const sink = process.stderr.isTTY ? { write: (line: string) => { process.stderr.write(textLine(line)) } } : standardError()
  const recent = new RecentLines()
  const destination = {
    write: (line: string) => {
      recent.add(line)
      sink.write(line)
    },
  }
  const scopes = new Map<string, Pino[]>()
  const root = pino({ level, base: undefined, serializers: { error: pino.stdSerializers.err } }, destination)
  return { ...wrap(root, ROOT_SCOPE, scopes), levels: levelsOf(scopes), recent: () => recent.all() }
}

function standardError (): { readonly write: (line: string) => void } {
  const sink = pino.destination({ dest: 2, sync: true, maxLength: UNWRITTEN_CHARACTERS_MAX })
  // Without its log a peer still keeps and serves what it has.
  sink.on('error', () => {})
  return { write: line => { sink.write(line) } }
}

function levelsOf (scopes: ReadonlyMap<string, readonly Pino[]>): LogLevels {
  return {
    all: () => [...scopes].map(([scope, loggers]) => ({ scope, level: loggers[0]?.level ?? '' })).sort((a, b) => a.scope < b.scope ? -1 : 1),
    set: (scope, level) => {
      if (!LOG_LEVELS.some(known => known === level)) throw new InvalidArgumentError(`a log level is one of ${LOG_LEVELS.join(', ')}`)
      const loggers = scope === EVERY_SCOPE ? [...scopes.values()].flat() : scopes.get(scope)
      if (loggers === undefined) throw new InvalidArgumentError(`there is no log scope of that name; there are ${[...scopes.keys()].sort().join(', ')}`)
      for (const logger of loggers) logger.level = level
    },
  }
}

function wrap (logger: Pino, name: string, scopes: Map<string, Pino[]>): Logger {
  scopes.set(name, [...scopes.get(name) ?? [], logger])
  const children = new Map<string, Logger>()
  return {
    debug: (fields, message) => { logger.debug(fields, message) },
    info: (fields, message) => { logger.info(fields, message) },
    warn: (fields, message) => { logger.warn(fields, message) },
    error: (fields, message) => { logger.error(fields, message) },
    // One for each scope: those who ask for it with every line must not make ever more of them.
    child: scope => {
      const child = children.get(scope) ?? wrap(logger.child({ scope }), scope, scopes)
      children.set(scope, child)
      return child
    },
  }
}

const LEVELS: Readonly<Record<number, string>> = { 20: 'debug', 30: 'info ', 40: 'WARN ', 50: 'ERROR' }

function textLine (line: string): string {
  const { level, time, msg, error, ...fields } = JSON.parse(line) as { level: number, time: number, msg: string, error?: { message?: string } | string }
  const shown = Object.entries(fields).map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
  if (error !== undefined) shown.push(`error=${JSON.stringify(typeof error === 'string' ? error : error.message)}`)
  // Reasons and names come from other peers.
  return `${escapeLine(`${new Date(time).toISOString().slice(11, 23)} ${LEVELS[level] ?? String(level)} ${msg}${shown.length > 0 ? `  ${shown.join(' ')}` : ''}`)}\n`
}
