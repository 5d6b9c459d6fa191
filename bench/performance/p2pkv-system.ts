import { operatorOf } from '../../cli/operator.js'
import { connect, type KvClient } from '../../client/index.js'
import { TestCluster } from '../../test/e2e/harness.js'
import { waitUntilAgreed, waitUntilAlike } from '../../test/e2e/open-client.js'
import type { System } from './system.js'

const MEMBERS = 3

export interface P2pkvSystem extends System {
  readonly clients: (count: number) => Promise<KvClient[]>
  readonly addresses: () => string[]
  readonly cluster: string
  /** The data directory whose key may do everything. */
  readonly operator: string
}

/** The default of the command line. How long a silent peer is waited for depends on it. */
const TIMEOUT_MS = 5_000
/** Until a client has met its cluster; on a machine with other work that can take long. */
const CONNECT_MS = 60_000

/** Until replicas are alike again after a failure. */
const ALIKE_MS_MAX = 60_000

/** Daemons on loopback as they are shipped: N = 3, R and W a majority, synced acks, encrypted connections, rights that are checked. */
export async function startP2pkv (members = MEMBERS): Promise<P2pkvSystem> {
  const ends: Array<() => Promise<void>> = []
  const cluster = new TestCluster({ after: (fn: () => Promise<void>) => { ends.push(fn) } })
  await cluster.grow(members)
  await waitUntilAgreed(cluster)
  const last = cluster.daemons.at(-1)
  if (last === undefined) throw new Error('no daemons')
  let failed: 'killed' | 'stopped' | undefined
  /** Each prefers another member, as clients on several machines would. */
  const open = async (count: number): Promise<KvClient[]> => {
    const addresses = cluster.daemons.map(({ file }) => file.addresses[0] ?? '')
    const clients = await Promise.all(Array.from({ length: count }, async (_, index) => {
      const first = index % addresses.length
      return await connect({ ...await operatorOf(last.operator), peers: [...addresses.slice(first), ...addresses.slice(0, first)], cluster: last.file.cluster, timeoutMs: TIMEOUT_MS })
    }))
    await Promise.all(clients.map(client => client.status({ timeoutMs: CONNECT_MS })))
    return clients
  }
  return {
    name: 'p2pkv',
    servers: () => cluster.running.map(({ name, file }) => ({ name, pid: file.pid })),
    clients: open,
    addresses: () => cluster.daemons.map(({ file }) => file.addresses[0] ?? ''),
    cluster: last.file.cluster,
    operator: last.operator,
    connect: async count => {
      const clients = await open(count)
      const [first] = clients
      if (first === undefined) throw new Error('no clients')
      let turn = 0
      const next = (): KvClient => clients[turn++ % clients.length] ?? first
      return {
        put: async (key, value) => await next().put(key, value),
        get: async key => (await next().get(key)).value,
        close: async () => { await Promise.all(clients.map(client => client.close())) },
      }
    },
    fail: async fault => {
      failed = fault
      if (fault === 'killed') await last.kill()
      else last.signal('SIGSTOP')
    },
    recover: async () => {
      if (failed === 'stopped') last.signal('SIGCONT')
      else if (failed === 'killed') await cluster.start(last)
      failed = undefined
      await waitUntilAgreed(cluster)
      // What it missed would else be made up for during the next case, which is of a healthy cluster.
      await waitUntilAlike(last, ALIKE_MS_MAX)
    },
    close: async () => { for (const end of ends) await end() },
  }
}
