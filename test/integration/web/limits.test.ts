/** What the web server holds at a time, over real sockets and with answers that the test gives. */
import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import type { IncomingMessage } from 'node:http'
import { Server } from 'node:net'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import type { Handlers } from '../../../daemon/web/api.js'
import { BODIES_BYTES_MAX, BodyReader } from '../../../daemon/web/body.js'
import { EventHub, EVENT_CLIENTS_MAX, type EventSource } from '../../../daemon/web/events.js'
import { PageAssets } from '../../../daemon/web/page-assets.js'
import { CALLS_MAX, WebServer } from '../../../daemon/web/web-server.js'
import { createLogger } from '../../../daemon/platform/pino-logger.js'
import { ConfigError, OverloadedError, ProtocolError, ValueTooLargeError } from '../../../protocols/errors.js'
import { TOPICS, type Topic } from '../../../protocols/web/documents.js'
import { ManualClock } from '../../fixtures/manual-clock.js'
import { patch } from '../../fixtures/patch.js'

function components (status: () => Promise<void> = async () => {}): Parameters<typeof WebServer.start>[0] {
  const handlers = new Proxy({}, { get: () => async () => { await status(); return { status: 200, body: { v: 1 } } } }) as Handlers
  const source: EventSource = { intervalMs: () => 1_000, read: async () => ({ v: 1 }) }
  const events = new EventHub({ clock: new ManualClock(), sources: Object.fromEntries(TOPICS.map(topic => [topic, source])) as Record<Topic, EventSource>, fingerprint: () => '' })
  return { log: createLogger('error'), handlers, events, assets: new PageAssets('/nowhere'), now: () => 0 }
}
const INIT = { listen: '127.0.0.1:0', token: 'token', valueBytesMax: 1_024 }

test('more requests at a time than are allowed are answered busy; the others are not disturbed', async context => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  let begun = 0
  const { promise: full, resolve: fill } = Promise.withResolvers<void>()
  const web = await WebServer.start(components(async () => {
    if (++begun === CALLS_MAX) fill()
    await released
  }), INIT)
  context.after(async () => { await web.stop() })
  const held = Array.from({ length: CALLS_MAX }, async () => (await fetch(`${web.url}api/v1/status`)).status)
  await full
  const refused = await fetch(`${web.url}api/v1/status`)
  assert.deepEqual([refused.status, (await refused.json() as { error: { code: string } }).error.code], [503, 'BUSY'])
  release()
  assert.deepEqual(await Promise.all(held), new Array(CALLS_MAX).fill(200))
  // A request ends when its answer is out, which the other side may see first.
  while ((await fetch(`${web.url}api/v1/status`)).status !== 200);
})

test('more listeners than are allowed are told so, and stopping ends those there are', async () => {
  const web = await WebServer.start(components(), INIT)
  const listening = await Promise.all(Array.from({ length: EVENT_CLIENTS_MAX }, async () => await fetch(`${web.url}api/v1/events`)))
  assert.ok(listening.every(({ status }) => status === 200))
  assert.equal((await fetch(`${web.url}api/v1/events`)).status, 503)
  const ends = listening.map(async response => { await response.text().catch(() => undefined) })
  await web.stop()
  await Promise.all(ends)
})

test('a page that was not built is told, not failed on', async context => {
  const web = await WebServer.start(components(), INIT)
  context.after(async () => { await web.stop() })
  assert.equal((await fetch(web.url)).status, 404)
})

test('an address in use is refused by name; on takes the next port', async context => {
  const first = await WebServer.start(components(), { ...INIT, listen: 'on' })
  const second = await WebServer.start(components(), { ...INIT, listen: 'on' })
  context.after(async () => { await Promise.all([first.stop(), second.stop()]) })
  assert.notEqual(first.url, second.url)
  await assert.rejects(WebServer.start(components(), { ...INIT, listen: new URL(first.url).host }), (error: unknown) => error instanceof ConfigError && /webListen.*EADDRINUSE/.test(error.message))
})

test('bodies are held within a limit for each and for all', async () => {
  const bodies = new BodyReader({ valueBytesMax: BODIES_BYTES_MAX })
  const request = (length: number | undefined): PassThrough & IncomingMessage =>
    Object.assign(new PassThrough(), { headers: length === undefined ? {} : { 'content-length': String(length) } }) as unknown as PassThrough & IncomingMessage
  const first = request(BODIES_BYTES_MAX)
  const reading = bodies.with(first, async body => body.length)
  await assert.rejects(bodies.with(request(1), async () => {}), OverloadedError)
  await assert.rejects(bodies.with(request(BODIES_BYTES_MAX + 1), async () => {}), ValueTooLargeError)
  first.end('value')
  assert.equal(await reading, 5)
  const small = new BodyReader({ valueBytesMax: 4 })
  const long = request(undefined)
  long.end('value')
  await assert.rejects(small.with(long, async () => {}), ValueTooLargeError)
  const broken = request(4)
  const failing = small.with(broken, async () => {})
  broken.destroy(new Error('gone'))
  await assert.rejects(failing, ProtocolError)
  const after = request(4)
  after.end('four')
  assert.equal(await small.with(after, async body => body.length), 4)
})

test('a connection that the system cannot take does not end the process', async t => {
  const servers: Server[] = []
  const { listen } = Server.prototype
  const restore = patch(Server.prototype, 'listen', { value: function (this: Server, ...where: [unknown]) { servers.push(this); return listen.apply(this, where) } })
  const web = await WebServer.start(components(), INIT)
  restore()
  t.after(async () => { await web.stop() })
  assert.equal(servers.at(-1)?.emit('error', Object.assign(new Error('accept ENOMEM'), { code: 'ENOMEM' })), true)
})
