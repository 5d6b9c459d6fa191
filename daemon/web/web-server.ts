import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hostname } from 'node:os'
import { ConfigError, InvalidArgumentError, P2pkvError } from '../../protocols/errors.js'
import { TOPICS, type Topic } from '../../protocols/web/documents.js'
import type { Logger } from '../core/env.js'
import { answerOfError, refuse, type Answer } from './answer.js'
import type { ApiRequest, Handlers } from './api.js'
import { BodyReader } from './body.js'
import { EVENT_CLIENTS_MAX, type EventHub } from './events.js'
import { Guard } from './guard.js'
import type { PageAssets } from './page-assets.js'
import { bytesOfPath, Query } from './parameters.js'
import { declarationOf, matchRoute } from './routes.js'

export interface WebServerComponents {
  readonly log: Logger
  readonly handlers: Handlers
  readonly events: EventHub
  readonly assets: PageAssets
  readonly now: () => number
}

export interface WebServerInit {
  /** `127.0.0.1:4480`; port 0: the system's choice. `on`: loopback, the first free port from 4480. */
  readonly listen: string
  readonly token: string
  readonly valueBytesMax: number
}

export const FIRST_PORT = 4480
const PORTS_TRIED_MAX = 64
const CONNECTIONS_MAX = 128
/** API requests in work or being sent, events left out: each may hold a value or two. */
export const CALLS_MAX = 32
/** A connection on which nothing moves for so long is closed; listeners of events are sent something more often. */
const SILENCE_MS = 60_000
const REQUEST_TIMEOUT_MS = 60_000
const HEADER_BYTES_MAX = 16 * 1024
/** What may wait to be sent to one listener of events; one that is further behind is closed, and may come back. */
const EVENT_BYTES_WAITING_MAX = 4 * 1024 * 1024

const SECURITY_HEADERS = {
  'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const

/** The page and the API behind it, over HTTP. */
export class WebServer {
  readonly #components: WebServerComponents
  readonly #guard: Guard
  readonly #bodies: BodyReader
  readonly #server: Server
  #calls = 0

  private constructor (components: WebServerComponents, init: WebServerInit) {
    this.#components = components
    this.#bodies = new BodyReader(init)
    const host = splitAddress(init.listen).host
    this.#guard = new Guard({ token: init.token, isLoopback: isLoopback(host), hostNames: [hostname().toLowerCase()], now: components.now })
    this.#server = createServer({ maxHeaderSize: HEADER_BYTES_MAX, requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        components.log.error({ error }, 'a web request failed by a fault of this peer')
        response.destroy()
      })
    })
    this.#server.maxConnections = CONNECTIONS_MAX
    this.#server.timeout = SILENCE_MS
  }

  /** @throws ConfigError when the address is in use, or none of this machine */
  static async start (components: WebServerComponents, init: WebServerInit): Promise<WebServer> {
    const web = new WebServer(components, init)
    const { host, port } = splitAddress(init.listen)
    const ports = init.listen === 'on' ? Array.from({ length: PORTS_TRIED_MAX }, (_, index) => port + index) : [port]
    for (const [index, candidate] of ports.entries()) {
      try {
        await listen(web.#server, host, candidate)
        // Of a connection that the system cannot take: nobody listening would end the process.
        web.#server.on('error', error => { components.log.warn({ error }, 'a web connection could not be taken') })
        return web
      } catch (cause) {
        const { code } = cause as NodeJS.ErrnoException
        if (code === 'EADDRINUSE' && index < ports.length - 1) continue
        throw new ConfigError(`webListen: cannot listen on ${host}:${candidate} (${code ?? String(cause)}): choose another, or off`, { cause })
      }
    }
    throw new ConfigError('webListen: no port was tried')
  }

  /** `http://127.0.0.1:4480/` */
  get url (): string {
    const { address, family, port } = this.#server.address() as AddressInfo
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/`
  }

  async stop (): Promise<void> {
    this.#components.events.stop()
    const closed = new Promise(resolve => { this.#server.close(resolve) })
    this.#server.closeAllConnections()
    await closed
  }

  async #serve (request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', headers } = request
    const [path = '/', ...queries] = (request.url ?? '/').split('?')
    // Further question marks are of the query.
    const search = queries.join('?')
    const refused = this.#guard.refuse(headers)
    if (refused !== undefined) return send(request, response, refused)
    if (!path.startsWith('/api/')) return await this.#page(request, response, method, path)
    const match = matchRoute(method, path)
    if (match === undefined) return send(request, response, refuse(404, 'NOT_FOUND', 'there is nothing here', 'GET /api/v1/openapi.json tells what there is'))
    if ('allow' in match) return send(request, response, refuse(405, 'METHOD_NOT_ALLOWED', `this takes ${match.allow.join(', ')}`, undefined, { allow: match.allow.join(', ') }))
    const route = declarationOf(match.operation)
    const barred = this.#guard.refuseCall(headers, route.access)
    if (barred !== undefined) return send(request, response, barred)
    if (match.operation !== 'events') {
      if (this.#calls >= CALLS_MAX) return send(request, response, refuse(503, 'BUSY', `${CALLS_MAX} requests are in work`, undefined, { 'retry-after': '1' }))
      this.#calls++
      whenOver(request, response, () => { this.#calls-- })
    }
    const write = method === 'PUT' || method === 'DELETE' || method === 'POST'
    try {
      const { bucket, key } = match.parameters
      const call: ApiRequest = {
        bucket: bucket === undefined ? '' : Buffer.from(bytesOfPath(bucket)).toString(),
        key: key === undefined ? new Uint8Array() : bytesOfPath(key),
        query: new Query(new URLSearchParams(search), route.query),
        body: new Uint8Array(),
        knowsToken: this.#guard.knows(headers),
      }
      if (match.operation === 'events') return this.#events(request, response, call.query)
      const handler = this.#components.handlers[match.operation]
      const answer = route.body === 'value' ? await this.#bodies.with(request, async body => await handler({ ...call, body })) : await handler(call)
      send(request, response, answer)
    } catch (error) {
      if (!(error instanceof P2pkvError)) this.#components.log.error({ error }, 'a web request failed by a fault of this peer')
      send(request, response, answerOfError(error, write))
    }
  }

  async #page (request: IncomingMessage, response: ServerResponse, method: string, path: string): Promise<void> {
    if (method !== 'GET' && method !== 'HEAD') return send(request, response, refuse(405, 'METHOD_NOT_ALLOWED', 'this takes GET', undefined, { allow: 'GET, HEAD' }))
    const asset = await this.#components.assets.get(path)
    if (asset === undefined) return send(request, response, refuse(404, 'NOT_FOUND', 'there is nothing here', 'the page is at /; GET /api/v1/openapi.json tells what else there is'))
    const { type, etag, bytes, gzipped } = asset
    // Small, and on this machine: asked again each time, so that a new version is never mixed with an old one.
    const headers = { ...SECURITY_HEADERS, 'content-type': type, etag, 'cache-control': 'no-cache', vary: 'accept-encoding' }
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304, headers).end()
    const isGzipped = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
    const body = isGzipped ? gzipped : bytes
    response.writeHead(200, { ...headers, 'content-length': body.length, ...(isGzipped && { 'content-encoding': 'gzip' }) })
    response.end(method === 'HEAD' ? undefined : body)
  }

  /** @throws InvalidArgumentError for a topic that is none */
  #events (request: IncomingMessage, response: ServerResponse, query: Query): void {
    const topics = [...new Set((query.text('topics') ?? 'status').split(','))].map((name): Topic => {
      const topic = TOPICS.find(known => known === name)
      if (topic === undefined) throw new InvalidArgumentError(`${JSON.stringify(name.slice(0, 40))} is no topic; known are ${TOPICS.join(', ')}`)
      return topic
    })
    const { events } = this.#components
    if (events.clients >= EVENT_CLIENTS_MAX) return sendDocument(response, refuse(503, 'TOO_MANY_LISTENERS', `${EVENT_CLIENTS_MAX} listen already`, 'close a page, or ask another peer', { 'retry-after': '10' }))
    response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' })
    response.flushHeaders()
    const end = events.subscribe(topics, {
      send: text => {
        response.write(text)
        return response.writableLength <= EVENT_BYTES_WAITING_MAX
      },
      close: () => { response.destroy() },
    })
    whenOver(request, response, () => { end?.() })
  }
}

/** Once, when the answer is out or can be no more: one that waits behind another on its connection is not told that this has gone. */
function whenOver ({ socket }: IncomingMessage, response: ServerResponse, then: () => void): void {
  let over = false
  const end = (): void => {
    if (over) return
    over = true
    socket.off('close', end)
    then()
  }
  response.once('close', end)
  if (response.socket !== null) return
  // As many as are sent ahead listen to one socket.
  socket.setMaxListeners(Infinity)
  socket.once('close', end)
}

function send (request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  if (response.headersSent || response.destroyed) return
  // A body that nobody reads: the connection cannot be used again.
  if (!request.complete && answer.status >= 400) response.setHeader('connection', 'close')
  sendDocument(response, answer, request.method === 'HEAD')
}

function sendDocument (response: ServerResponse, { status, headers, body }: Answer, withoutBody = false): void {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(`${JSON.stringify(body)}\n`)
  response.writeHead(status, { ...SECURITY_HEADERS, 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length, ...headers })
  response.end(withoutBody ? undefined : bytes)
}

function splitAddress (listen: string): { host: string, port: number } {
  if (listen === 'on') return { host: '127.0.0.1', port: FIRST_PORT }
  const at = listen.lastIndexOf(':')
  return { host: listen.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(listen.slice(at + 1)) }
}

function isLoopback (host: string): boolean { return host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host) }

function listen (server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    // Both go whichever comes: the same server tries one port after the other.
    const settle = (error?: Error): void => {
      server.off('error', settle)
      server.off('listening', settle)
      if (error === undefined) resolve()
      else reject(error)
    }
    server.once('error', settle)
    server.once('listening', settle)
    server.listen({ host, port })
  })
}
