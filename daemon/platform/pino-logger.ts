import { pino, type Logger as Pino } from 'pino'
import type { Logger } from '../core/env.js'

/** Structured lines on stderr: JSON for machines, short text on a terminal. */
export function createLogger (level: string): Logger {
  const destination = process.stderr.isTTY ? { write: (line: string) => { process.stderr.write(textLine(line)) } } : pino.destination({ dest: 2, sync: true })
  return wrap(pino({ level, base: undefined, serializers: { error: pino.stdSerializers.err } }, destination))
}

function wrap (logger: Pino): Logger {
  return {
    debug: (fields, message) => { logger.debug(fields, message) },
    info: (fields, message) => { logger.info(fields, message) },
    warn: (fields, message) => { logger.warn(fields, message) },
    error: (fields, message) => { logger.error(fields, message) },
    child: scope => wrap(logger.child({ scope })),
  }
}

const LEVELS: Readonly<Record<number, string>> = { 20: 'debug', 30: 'info ', 40: 'WARN ', 50: 'ERROR' }

function textLine (line: string): string {
  const { level, time, msg, error, ...fields } = JSON.parse(line) as { level: number, time: number, msg: string, error?: { message?: string } | string }
  const shown = Object.entries(fields).map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
  if (error !== undefined) shown.push(`error=${JSON.stringify(typeof error === 'string' ? error : error.message)}`)
  return `${new Date(time).toISOString().slice(11, 23)} ${LEVELS[level] ?? String(level)} ${msg}${shown.length > 0 ? `  ${shown.join(' ')}` : ''}\n`
}
