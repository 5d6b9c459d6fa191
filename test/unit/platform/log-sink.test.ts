import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync } from 'node:fs'
import { test } from 'node:test'
import { createLogger } from '../../../daemon/platform/pino-logger.js'

const module = new URL('../../../daemon/platform/pino-logger.js', import.meta.url).href

test('a log that cannot be written, on a full disk, does not end the daemon', { skip: !existsSync('/dev/full') }, async () => {
  const full = openSync('/dev/full', 'w')
  const code = `import { createLogger } from ${JSON.stringify(module)}
    const log = createLogger('info')
    for (let i = 0; i < 10_000; i++) log.info({ i }, 'a line')
    setImmediate(() => { process.stdout.write('goes on, with ' + log.recent().length) })`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], { stdio: ['ignore', 'pipe', full] })
  closeSync(full)
  let said = ''
  child.stdout?.on('data', (chunk: Buffer) => { said += chunk.toString() })
  assert.deepEqual(await once(child, 'close'), [0, null])
  assert.equal(said, 'goes on, with 1000')
})

test('a scope is one logger, however often it is asked for, and its level holds for all', () => {
  const log = createLogger('error')
  assert.equal(log.child('store'), log.child('store'))
  log.levels.set('store', 'warn')
  log.child('store').warn({}, 'the disk is slow')
  assert.equal(log.recent().length, 1)
})
