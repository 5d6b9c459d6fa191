import assert from 'node:assert/strict'
import type { Server } from 'node:http'
import { test } from 'node:test'
import { MetricsServer, type MetricsServerComponents } from '../../../daemon/platform/metrics-server.js'

test('connections that the system cannot take do not end the process', async t => {
  const metrics = await MetricsServer.start({} as unknown as MetricsServerComponents, '127.0.0.1:0')
  t.after(async () => { await metrics.stop() })
  const { server } = metrics as unknown as { server: Server }
  for (let n = 0; n < 2; n++) assert.equal(server.emit('error', Object.assign(new Error('accept ENOMEM'), { code: 'ENOMEM' })), true)
})
