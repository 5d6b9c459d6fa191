/**
 * Processor time of one request and its answer over libp2p, both sides and all threads together: two peers in this process,
 * over loopback, so that nothing of a store or a quorum is in it.
 *
 *   npx tsc -b && node dist/bench/network-cost.js
 *
 * "4 streams": each peer asks the other over two protocols, as daemons do.
 */
import '../protocols/libp2p/polyfill.js'
import { LibP2pNetwork } from '../daemon/platform/libp2p-network.js'
import { bytesRpc, NO_METER, SILENT } from '../test/fixtures/network.js'

const RPCS = (['probe', 'replicate'] as const).map(protocol => bytesRpc(`bench.${protocol}`, 1, { protocol }))
const ROWS = [[100, 1, 1_500], [100, 8, 6_000], [100, 64, 20_000], [1_024, 1, 1_500], [1_024, 8, 6_000], [1_024, 64, 20_000], [1024 * 1024, 4, 100]] as const

async function open (): Promise<LibP2pNetwork> {
  const network = await LibP2pNetwork.create({ log: SILENT, meter: NO_METER }, { cluster: 'bench', listen: ['/ip4/127.0.0.1/tcp/0'] })
  for (const rpc of RPCS) network.handle(rpc, async (_from, body) => body)
  await network.start()
  return network
}

const peers = [await open(), await open()]
for (const peer of peers) for (const other of peers) if (other !== peer) peer.learnAddresses(other.self, other.addresses())

/** @returns microseconds a request */
async function cost (bodyBytes: number, inFlight: number, requests: number, streams: 1 | 4): Promise<number> {
  const body = new Uint8Array(bodyBytes).fill(7)
  let left = requests
  const before = process.cpuUsage()
  await Promise.all(Array.from({ length: inFlight }, async (_, worker) => {
    const rpc = RPCS[streams === 1 ? 0 : worker % 2]
    const from = streams === 1 || worker % 4 < 2 ? peers[0] : peers[1]
    const to = from === peers[0] ? peers[1] : peers[0]
    if (rpc === undefined || from === undefined || to === undefined) return
    while (left-- > 0) await from.request(to.self, rpc, body, { deadline: performance.now() + 10_000 })
  }))
  const { user, system } = process.cpuUsage(before)
  return (user + system) / requests
}

await cost(100, 16, 5_000, 4)
console.log('body bytes  in flight  us, 1 stream  us, 4 streams')
for (const [bodyBytes, inFlight, requests] of ROWS) {
  const one = await cost(bodyBytes, inFlight, requests, 1)
  const four = inFlight === 1 ? NaN : await cost(bodyBytes, inFlight, requests, 4)
  console.log(`${String(bodyBytes).padStart(10)}${String(inFlight).padStart(11)}${one.toFixed(0).padStart(14)}${four.toFixed(0).padStart(15)}`)
}
await Promise.all(peers.map(async peer => { await peer.stop() }))
process.exit(0)
