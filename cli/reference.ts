/** docs/reference/cli.md, from the same definitions as --help. */
import type { Command } from 'commander'
import { InvariantError } from '../protocols/errors.js'
import { EXIT, EXIT_MEANING } from './exit-codes.js'
import { createProgram, withSubcommands } from './program.js'
import { lessonOf } from './teach.js'

/** The program's definitions, to be looked at: none of its commands is run. */
export function documentedProgram (): Command {
  const unused = (): never => { throw new InvariantError('a program made to be documented does not run') }
  return createProgram({
    io: { stdout: unused, stderr: unused, write: unused, stdoutIsTerminal: false, stderrIsTerminal: false, readStdin: unused, stdin: unused, environment: {}, homeDirectory: '', signal: new AbortController().signal },
    connect: unused, startDaemon: unused, program: [''], finish: unused, startWrite: unused,
  })
}

const cell = (text: string): string => text.replaceAll('|', '\\|')

function commandPage (command: Command, above: readonly string[] = []): string[] {
  const path = [...above, command.name()]
  const lesson = lessonOf(command)
  const help = command.createHelp()
  return [
    `${'#'.repeat(path.length + 1)} ${['p2pkv', ...path].join(' ')}`, '', command.description(), '', '```', help.commandUsage(command).replace(/^(?!p2pkv)/, 'p2pkv '), '```', '',
    '| | |', '|---|---|',
    ...help.visibleCommands(command).map(below => `| \`${below.name()}\` | ${cell(below.summary())} |`),
    ...help.visibleArguments(command).map(argument => `| \`${argument.name()}\` | ${cell(help.argumentDescription(argument))} |`),
    ...help.visibleOptions(command).map(option => `| \`${cell(help.optionTerm(option))}\` | ${cell(help.optionDescription(option))} |`),
    '',
    ...(lesson === undefined ? [] : [
      '```', ...lesson.examples.flatMap(({ run, why }) => [`# ${why}`, run]), '```', '',
      `Exit codes: ${lesson.exits.join(', ')}.`, '',
    ]),
    ...command.commands.flatMap(below => commandPage(below, path)),
  ]
}

export function referencePage (): string {
  const program = documentedProgram()
  const environment = new Map(withSubcommands(program).flatMap(command => lessonOf(command)?.environment ?? []))
  return [
    '# The command line', '', 'Generated from the definitions of the commands by `node scripts/generate-cli-reference.mjs`. Do not edit.', '',
    program.description(), '',
    'Where a command connects: `-p`, else `P2PKV_PEER`, else the daemon that runs on the data directory (`--data`, `P2PKV_DATA`, default',
    '`~/.p2pkv`), else the dev cluster of that directory.', '',
    '## Output', '',
    'Values and tables go to stdout, everything else to stderr. `get` into a pipe writes the exact bytes. With `-o json` every answer,',
    'failures too, is one document on stdout: `{"v":1,"ok":true,…}` or `{"v":1,"ok":false,"error":{"code","exit","message","hint","outcome"}}`;',
    'bytes are `{"utf8":…}` or, when they are not UTF-8, `{"base64":…}`. With `-o ndjson` a list is one object a line.', '',
    '## Exit codes', '', '| code | meaning |', '|---|---|',
    ...Object.values(EXIT).map(exit => `| ${exit} | ${cell(EXIT_MEANING[exit])} |`), '',
    '## Environment', '', '| variable | meaning |', '|---|---|',
    ...[...environment].map(([name, meaning]) => `| \`${name}\` | ${cell(meaning)} |`), '| `P2PKV_DEBUG` | `1` prints where an error happened |', '',
    ...program.commands.flatMap(command => commandPage(command)),
  ].join('\n')
}
