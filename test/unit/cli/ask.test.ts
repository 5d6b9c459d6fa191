import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { askOn } from '../../../cli/ask.js'

function terminal (): PassThrough { return Object.assign(new PassThrough(), { isTTY: true }) }

test('a question is answered by a line; the end of the input is an empty answer; Ctrl-C interrupts', async () => {
  const answered = terminal()
  const answer = askOn({ input: answered, output: terminal() }, 'Really? ', new AbortController())
  answered.write('y\r')
  assert.equal(await answer, 'y')

  const ended = terminal()
  const none = askOn({ input: ended, output: terminal() }, 'Really? ', new AbortController())
  ended.write('\u0004')
  assert.equal(await none, '')

  const interrupted = new AbortController()
  const input = terminal()
  const rejected = assert.rejects(askOn({ input, output: terminal() }, 'Really? ', interrupted), { name: 'AbortError' })
  input.write('\u0003')
  await rejected
  assert.ok(interrupted.signal.aborted)
})
