import { CommanderError } from 'commander'
import type { Command } from 'commander'
import { describeError } from './describe-error.js'
import { EXIT } from './exit-codes.js'
import type { ExitCode } from './exit-codes.js'
import type { Io } from './io.js'
import { FORMATS, Output } from './output.js'
import type { Format } from './output.js'
import { createProgram, withSubcommands } from './program.js'
import type { Services } from './session.js'

/** The format that was asked for, even where the rest of the command line makes no sense. */
function formatOf (argv: readonly string[]): Format {
  const flags = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv
  const given = flags.flatMap((argument, index) => {
    if (argument === '-o' || argument === '--output') return [flags[index + 1]]
    const match = /^(?:-o|--output=)(.+)$/.exec(argument)
    return match === null ? [] : [match[1]]
  }).at(-1)
  return FORMATS.find(format => format === given) ?? 'text'
}

function usageHint (argv: readonly string[], program: Command): string {
  const path = ['p2pkv']
  let command: Command | undefined = program
  while (command !== undefined) {
    command = command.commands.find(below => argv.includes(below.name()))
    if (command !== undefined) path.push(command.name())
  }
  return [...path, '--help'].join(' ')
}

/**
 * Runs one command line, without the leading `node` and script.
 *
 * @returns the exit code; never throws
 */
export async function runCli (argv: readonly string[], io: Io, services: Services): Promise<ExitCode> {
  const output = new Output(io, formatOf(argv))
  let exit: ExitCode = EXIT.ok
  let write = false
  let look: string | undefined
  const program = createProgram({ ...services, io, finish: code => { exit = code }, startWrite: shown => { write = true; look = shown } }, argv[0])
  for (const command of withSubcommands(program)) {
    // Errors are printed below, in one form; help is an answer.
    command.exitOverride().configureOutput({ writeOut: text => { io.stdout(text) }, writeErr: () => {} })
  }
  try {
    if (argv.length === 0) {
      io.stderr(program.helpInformation())
      return EXIT.usage
    }
    await program.parseAsync(argv, { from: 'user' })
    return exit
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.ok
      const message = error.code === 'commander.help' ? 'say what to do: a command is missing' : error.message.replace(/^error: /, '').replaceAll('\n', ' ')
      return output.failure({ code: 'USAGE', exit: EXIT.usage, message, hint: usageHint(argv, program) })
    }
    if (io.environment.P2PKV_DEBUG === '1' && error instanceof Error) io.stderr(`${error.stack ?? error.message}\n`)
    return output.failure(describeError(error, { write, aborted: io.signal.aborted, look }))
  }
}
