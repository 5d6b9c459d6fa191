import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLogger } from '../../../daemon/platform/pino-logger.js'

test('no line of a log reaches a terminal with something it obeys, whoever gave the reason', context => {
  const { isTTY } = process.stderr
  process.stderr.isTTY = true
  context.after(() => { process.stderr.isTTY = isTTY })
  const log = createLogger('info')
  let shown = ''
  context.mock.method(process.stderr, 'write', (text: string) => { shown += text; return true })
  log.info({ reason: 'left\u001b[2J\u009b2J\u202eend', peers: ['\u009b1m'], error: 'no\u009b' }, 'ring\nview')
  context.mock.restoreAll()
  assert.match(shown, /^[0-9:.]{12} info {2}ring\\nview {2}reason=left\\x1b\[2J\\x9b2J\\u202eend peers=\["\\x9b1m"\] error="no\\x9b"\n$/)
})
