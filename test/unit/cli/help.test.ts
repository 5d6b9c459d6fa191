import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Command } from 'commander'
import { withSubcommands } from '../../../cli/program.js'
import { documentedProgram } from '../../../cli/reference.js'
import { lessonOf } from '../../../cli/teach.js'
import { run } from './fake-io.js'

const program = documentedProgram()

test('the program lists every verb and says where it connects', async () => {
  const { stdout, exit } = await run(['--help'])
  assert.equal(exit, 0)
  for (const command of program.commands) assert.match(stdout, new RegExp(`^  ${command.name()} `, 'm'))
  assert.match(stdout, /P2PKV_PEER/)
  assert.match(stdout, /dev cluster/)
})

/** The words that run a command, without the program's name. */
function wordsOf (command: Command): string[] {
  return command.parent === null ? [] : [...wordsOf(command.parent), command.name()]
}

const below = withSubcommands(program).slice(1)

for (const command of below.filter(({ commands }) => commands.length > 0)) {
  const words = wordsOf(command)
  test(`${words.join(' ')} lists its commands, and alone or with a wrong one says what there is`, async () => {
    const { stdout, exit } = await run([...words, '--help'])
    assert.equal(exit, 0)
    for (const each of command.commands) assert.match(stdout, new RegExp(`^  ${each.name()} `, 'm'))
    const alone = await run(words)
    assert.deepEqual([alone.exit, alone.stdout], [2, ''])
    assert.match(alone.stderr, new RegExp(`a command is missing\n  next: p2pkv ${words.join(' ')} --help`))
    const wrong = await run([...words, `${command.commands[0]?.name() ?? ''}x`])
    assert.equal(wrong.exit, 2)
    assert.match(wrong.stderr, /unknown command .*Did you mean/)
  })
}

for (const command of below.filter(({ commands }) => commands.length === 0)) {
  const words = wordsOf(command)
  test(`${words.join(' ')} --help teaches: description, an example that parses, exit codes`, async () => {
    const { stdout, exit } = await run([...words, '--help'])
    assert.equal(exit, 0)
    const lesson = lessonOf(command)
    assert.ok(lesson !== undefined && lesson.examples.length > 0 && lesson.exits.includes(0))
    for (const example of lesson.examples) assert.ok(stdout.includes(example.run))
    assert.ok(lesson.examples.some(example => example.run.includes(`p2pkv ${words.join(' ')}`)))
    assert.match(stdout, /Exit codes:\n {2}0/)
    if (command.options.some(option => option.long === '--peer')) assert.match(stdout, /Environment:\n {2}P2PKV_PEER/)
    assert.ok(command.description().length > 20 && command.summary().length > 5)
    for (const option of command.options) assert.ok(stdout.includes(option.long ?? ''))
  })
}

test('no two verbs share a name', () => {
  const names = program.commands.map(command => command.name())
  assert.equal(new Set(names).size, names.length)
})

for (const command of program.commands) {
  test(`${command.name()} is what runs by its name, as made alone as with all others`, async () => {
    const { stdout, exit } = await run([command.name(), '--help'])
    assert.equal(exit, 0)
    assert.ok(stdout.startsWith(command.helpInformation()), stdout)
  })
}
