import assert from 'node:assert/strict'
import { test } from 'node:test'
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

for (const command of program.commands) {
  test(`${command.name()} --help teaches: description, an example that parses, exit codes`, async () => {
    const { stdout, exit } = await run([command.name(), '--help'])
    assert.equal(exit, 0)
    const lesson = lessonOf(command)
    assert.ok(lesson !== undefined && lesson.examples.length > 0 && lesson.exits.includes(0))
    for (const example of lesson.examples) assert.ok(stdout.includes(example.run))
    assert.ok(lesson.examples.some(example => example.run.includes(`p2pkv ${command.name()}`)))
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
