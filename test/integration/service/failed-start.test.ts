/** A peer that could not be started is not at work in the program that tried. */
import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseConfig } from '../../../daemon/config/load-config.js'
import { KvNode } from '../../../daemon/core/kv-node.js'
import { startDaemon } from '../../../daemon/daemon.js'
import { Bootstrap } from '../../../daemon/platform/bootstrap.js'
import { createLogger } from '../../../daemon/platform/pino-logger.js'
import { ConfigError } from '../../../protocols/errors.js'

test('what fails late in its start is stopped, timers and all', async context => {
  const data = mkdtempSync(join(tmpdir(), 'p2pkv-failed-start-'))
  const taken = createServer().listen(0, '127.0.0.1')
  context.after(() => {
    taken.close()
    rmSync(data, { recursive: true })
  })
  await once(taken, 'listening')
  const { config } = parseConfig({
    flags: { data, listen: '/ip4/127.0.0.1/tcp/0', webListen: `127.0.0.1:${(taken.address() as AddressInfo).port}` }, environment: {}, homeDirectory: data,
  })
  const [started, stopped, gaveUp] = [context.mock.method(KvNode.prototype, 'start'), context.mock.method(KvNode.prototype, 'stop'), context.mock.method(Bootstrap.prototype, 'stop')]
  await assert.rejects(startDaemon(config, createLogger('error')), ConfigError)
  assert.deepEqual([started, stopped, gaveUp].map(({ mock }) => mock.callCount()), [1, 1, 1])
})
