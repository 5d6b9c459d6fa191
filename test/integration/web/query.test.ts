import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Handlers } from '../../../daemon/web/api.js'
import { EventHub, type EventSource } from '../../../daemon/web/events.js'
import { PageAssets } from '../../../daemon/web/page-assets.js'
import { WebServer } from '../../../daemon/web/web-server.js'
import { createLogger } from '../../../daemon/platform/pino-logger.js'
import { TOPICS, type Topic } from '../../../protocols/web/documents.js'
import { ManualClock } from '../../fixtures/manual-clock.js'

test('what follows a second question mark is a part of the query too: a condition behind it must not get lost', async context => {
  const asked: unknown[] = []
  const put: Handlers['put'] = async ({ query }) => { asked.push([query.text('ttl'), query.flag('ifAbsent')]); return { status: 200, body: { v: 1 } } }
  const source: EventSource = { intervalMs: () => 1_000, read: async () => ({ v: 1 }) }
  const events = new EventHub({ clock: new ManualClock(), sources: Object.fromEntries(TOPICS.map(topic => [topic, source])) as Record<Topic, EventSource>, fingerprint: () => '' })
  const web = await WebServer.start({ log: createLogger('error'), handlers: { put } as Handlers, events, assets: new PageAssets('/nowhere'), now: () => 0 }, { listen: '127.0.0.1:0', token: 'token', valueBytesMax: 1_024 })
  context.after(async () => { await web.stop() })
  const { status } = await fetch(`${web.url}api/v1/keys/default/lock?ttl=1h?&ifAbsent=true`, { method: 'PUT', body: 'me', headers: { authorization: 'Bearer token' } })
  assert.deepEqual([status, asked], [200, [['1h?', true]]])
})
