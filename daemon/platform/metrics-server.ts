import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ConfigError } from '../../protocols/errors.js'
import type { GaugeReading, PromMeter } from './prom-meter.js'

export interface Verdict { readonly ok: boolean, readonly detail: object }

export interface MetricsServerComponents {
  readonly meter: PromMeter
  readonly readings: () => readonly GaugeReading[]
  /** Whether a quorum of every partition is up, in this peer's view. */
  readonly health: () => Verdict
  /** Whether this peer has joined, takes writes, and holds all the data of its partitions. */
  readonly ready: () => Verdict
}

const CONNECTIONS_MAX = 32
const REQUEST_TIMEOUT_MS = 10_000
const HEADER_BYTES_MAX = 8 * 1024

/** `/metrics`, `/health` and `/ready` over HTTP, for machines that watch. Tells nothing of keys or values. */
export class MetricsServer {
  private constructor (private readonly server: Server) {}

  /** @throws ConfigError when the address is in use, or none of this machine */
  static async start (components: MetricsServerComponents, listen: string): Promise<MetricsServer> {
    const server = createServer({ maxHeaderSize: HEADER_BYTES_MAX, requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
      answer(components, request.method, request.url, response).catch(() => { response.destroy() })
    })
    server.maxConnections = CONNECTIONS_MAX
    const at = listen.lastIndexOf(':')
    await new Promise<void>((resolve, reject) => {
      // For good: once it listens an error is a connection that the system could not take, which must not end the process.
      server.on('error', cause => { reject(new ConfigError(`metricsListen: cannot listen on ${listen} (${(cause as NodeJS.ErrnoException).code ?? cause.message}): choose another, or off`, { cause })) })
      server.listen({ host: listen.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(listen.slice(at + 1)) }, resolve)
    })
    return new MetricsServer(server)
  }

  /** `http://127.0.0.1:9464` */
  get url (): string {
    const { address, family, port } = this.server.address() as AddressInfo
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
  }

  async stop (): Promise<void> {
    const closed = new Promise(resolve => { this.server.close(resolve) })
    this.server.closeAllConnections()
    await closed
  }
}

async function answer ({ meter, readings, health, ready }: MetricsServerComponents, method: string | undefined, url: string | undefined, response: ServerResponse): Promise<void> {
  if (method !== 'GET' && method !== 'HEAD') return send(response, 405, 'text/plain', 'GET only\n')
  switch (url?.split('?')[0]) {
    case '/metrics': return send(response, 200, meter.contentType, await meter.text(readings()))
    case '/health': return verdict(response, health())
    case '/ready': return verdict(response, ready())
    default: return send(response, 404, 'text/plain', '/metrics, /health and /ready are here\n')
  }
}

function verdict (response: ServerResponse, { ok, detail }: Verdict): void {
  send(response, ok ? 200 : 503, 'application/json', `${JSON.stringify({ v: 1, ok, ...detail })}\n`)
}

function send (response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
  response.end(body)
}
