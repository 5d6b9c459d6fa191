/** Requests that wait behind another one on their connection, when that connection goes. */
import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import type { Handlers } from '../../../daemon/web/api.js'
import { EventHub, type EventSource } from '../../../daemon/web/events.js'
import { PageAssets } from '../../../daemon/web/page-assets.js'
import { CALLS_MAX, WebServer } from '../../../daemon/web/web-server.js'
import { createLogger } from '../../../daemon/platform/pino-logger.js'
import { TOPICS, type Topic } from '../../../protocols/web/documents.js'
import { ManualClock } from '../../fixtures/manual-clock.js'

test('requests behind an answer without an end are forgotten with their connection', async context => {
  let asked = 0
  const handlers = new Proxy({}, { get: () => async () => { asked++; return { status: 200, body: { v: 1 } } } }) as Handlers
  const source: EventSource = { intervalMs: () => 1_000, read: async () => ({ v: 1 }) }
  const events = new EventHub({ clock: new ManualClock(), sources: Object.fromEntries(TOPICS.map(topic => [topic, source])) as Record<Topic, EventSource>, fingerprint: () => '' })
  const web = await WebServer.start({ log: createLogger('error'), handlers, events, assets: new PageAssets('/nowhere'), now: () => 0 }, { listen: '127.0.0.1:0', token: 'token', valueBytesMax: 1_024 })
  context.after(async () => { await web.stop() })
  const { hostname, port, host } = new URL(web.url)
  const line = (path: string): string => `GET /api/v1/${path} HTTP/1.1\r\nhost: ${host}\r\n\r\n`
  const socket = connect(Number(port), hostname)
  socket.write(line('events') + line('events') + line('status').repeat(CALLS_MAX))
  while (asked < CALLS_MAX) await new Promise(resolve => { setImmediate(resolve) })
  const closed = once(socket, 'close')
  socket.destroy()
  await closed
  while (events.clients === 2) await new Promise(resolve => { setImmediate(resolve) })
  assert.equal(events.clients, 0)
  assert.equal((await fetch(`${web.url}api/v1/status`)).status, 200)
})
