/** What --help teaches beyond the options; the reference page is made of the same. */
import type { Command } from 'commander'
import { EXIT_MEANING } from './exit-codes.js'
import type { ExitCode } from './exit-codes.js'

export interface Example { readonly run: string, readonly why: string }

export interface Lesson {
  readonly examples: readonly Example[]
  readonly exits: readonly ExitCode[]
  /** Names and meanings of the environment variables it reads. */
  readonly environment?: ReadonlyArray<readonly [name: string, meaning: string]>
}

export const PEER_ENVIRONMENT: ReadonlyArray<readonly [string, string]> = [
  ['P2PKV_PEER', 'peers to ask, separated by commas; used without -p and --data'],
  ['P2PKV_DATA', 'data directory used without --data'],
]

/** Exits of whatever asks a peer. */
export const REQUEST_EXITS: readonly ExitCode[] = [0, 2, 6, 8, 9, 11, 12, 13]
/** Of what changes something by it. */
export const CHANGE_REQUEST_EXITS: readonly ExitCode[] = [0, 2, 6, 7, 8, 9, 11, 12, 13]

const lessons = new WeakMap<Command, Lesson>()

export function teach (command: Command, lesson: Lesson): Command {
  lessons.set(command, lesson)
  const rows = (pairs: ReadonlyArray<readonly [string, string]>): string => {
    const width = Math.max(...pairs.map(([left]) => left.length))
    return pairs.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n')
  }
  const environment = lesson.environment ?? []
  return command.addHelpText('after', [
    '',
    'Examples:',
    lesson.examples.map(({ run, why }) => `  $ ${run}\n      ${why}`).join('\n'),
    '',
    'Exit codes:',
    rows(lesson.exits.map(exit => [String(exit), EXIT_MEANING[exit]])),
    ...(environment.length > 0 ? ['', 'Environment:', rows(environment)] : []),
  ].join('\n'))
}

export function lessonOf (command: Command): Lesson | undefined {
  return lessons.get(command)
}
