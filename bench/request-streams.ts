/**
 * Requests a second over one long-lived request stream, beside a raw TCP echo of the same bodies in the
 * same run: the ratio says what libp2p, noise, frames and statuses cost, whatever the machine.
 *
 *   npx tsc -b && node dist/bench/request-streams.js [seconds of each measurement, default 2] [bytes of a body, default 100 and 1024]
 *
 * Two processes on loopback, as two peers are. One line of JSON a measurement.
 */
import '../protocols/libp2p/polyfill.js'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer, connect, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { LibP2pNetwork } from '../daemon/platform/libp2p-network.js'
import type { Logger, Meter } from '../daemon/core/env.js'
import type { NodeId } from '../protocols/record/node-id.js'
import { RECORD_BYTES_MAX } from '../protocols/rpc/limits.js'
import type { Codec, Rpc } from '../protocols/rpc/rpc.js'

const SILENT: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => SILENT }
const NO_METER: Meter = { count: () => {}, observe: () => {} }
const BYTES: Codec<Uint8Array> = { encode: value => value, decode: bytes => bytes }
const ECHO: Rpc<Uint8Array, Uint8Array> = {
  protocol: 'probe', method: 1, name: 'bench.echo', request: BYTES, response: BYTES, requestBytesMax: RECORD_BYTES_MAX, responseBytesMax: RECORD_BYTES_MAX, timeoutMs: 5_000,
}
const IN_FLIGHT = [1, 64, 256]
const BODY_BYTES = process.argv[3] === undefined ? [100, 1024] : [Number(process.argv[3])]

interface Hello { readonly id: NodeId, readonly addresses: readonly string[], readonly port: number }

async function openNetwork (): Promise<LibP2pNetwork> {
  return await LibP2pNetwork.create({ log: SILENT, meter: NO_METER }, { cluster: 'bench', listen: ['/ip4/127.0.0.1/tcp/0'] })
}

async function serve (): Promise<void> {
  const network = await openNetwork()
  network.handle(ECHO, async (_from, body) => body)
  await network.start()
  const echo = createServer(socket => { socket.setNoDelay(true); socket.on('error', () => {}); socket.pipe(socket) })
  echo.listen(0, '127.0.0.1')
  await once(echo, 'listening')
  process.send?.({ id: network.self, addresses: network.addresses(), port: (echo.address() as AddressInfo).port } satisfies Hello)
  process.once('disconnect', () => { process.exit(0) })
}

/** Completed requests a second with `inFlight` always under way. */
async function measure (request: () => Promise<unknown>, inFlight: number, seconds: number): Promise<number> {
  const run = async (until: number): Promise<number> => {
    let done = 0
    await Promise.all(Array.from({ length: inFlight }, async () => {
      while (performance.now() < until) {
        await request()
        done++
      }
    }))
    return done
  }
  await run(performance.now() + 500)
  const start = performance.now()
  const done = await run(start + 1000 * seconds)
  return Math.round(1000 * done / (performance.now() - start))
}

/** One body there and back over a socket; writes of one turn go out together, as frames do. */
async function rawEcho (port: number, bodyBytes: number): Promise<{ request: () => Promise<void>, close: () => void }> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true)
  await once(socket, 'connect')
  const body = Buffer.alloc(bodyBytes, 7)
  const waiting: Array<() => void> = []
  let received = 0
  let queued = 0
  socket.on('data', chunk => {
    received += chunk.length
    for (; received >= bodyBytes; received -= bodyBytes) waiting.shift()?.()
  })
  return {
    request: () => new Promise<void>(resolve => {
      waiting.push(resolve)
      if (queued++ > 0) return
      setImmediate(() => {
        socket.write(queued === 1 ? body : Buffer.alloc(queued * bodyBytes, 7))
        queued = 0
      })
    }),
    close: () => { socket.destroy() },
  }
}

async function main (): Promise<void> {
  const seconds = Number(process.argv[2] ?? 2)
  const server = fork(fileURLToPath(import.meta.url), ['--serve'])
  const [hello] = await once(server, 'message') as [Hello]
  const network = await openNetwork()
  await network.start()
  network.learnAddresses(hello.id, hello.addresses)
  for (const bodyBytes of BODY_BYTES) {
    const body = new Uint8Array(bodyBytes).fill(7)
    for (const inFlight of IN_FLIGHT) {
      const raw = await rawEcho(hello.port, bodyBytes)
      const rawPerSecond = await measure(raw.request, inFlight, seconds)
      raw.close()
      const perSecond = await measure(async () => await network.request(hello.id, ECHO, body, { deadline: performance.now() + 5_000 }), inFlight, seconds)
      console.log(JSON.stringify({ bodyBytes, inFlight, perSecond, rawPerSecond, ratio: Number((perSecond / rawPerSecond).toFixed(3)), ...(inFlight === 1 && { roundTripMs: Number((1000 / perSecond).toFixed(3)) }) }))
    }
  }
  await network.stop()
  server.disconnect()
}

if (process.argv[2] === '--serve') await serve()
else await main()
