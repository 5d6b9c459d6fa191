/** Real daemons that reach each other only through a slow proxy before each of them. */
import type { KvClient } from '../../client/index.js'
import { TestCluster } from '../../test/e2e/harness.js'
import { openClient, waitUntilAgreed, waitUntilSynced } from '../../test/e2e/open-client.js'
import { TcpProxy } from '../../test/fixtures/network.js'
import { connectionsOf, directConnections } from './tcp-connections.js'

const SYNCED_MS_MAX = 60_000

export interface DelayedCluster {
  /** One beside each daemon that has not failed: it reaches that one at its own address, without a delay, and no other. */
  readonly clients: () => readonly KvClient[]
  readonly pids: () => number[]
  /** One way, of everything between two daemons. */
  readonly setDelay: (delayMs: number) => void
  /** Through all proxies so far. */
  readonly bytes: () => number
  /** So many of the daemons fall silent; their connections stay. */
  readonly fail: (count: number) => void
  /** Resolves when all take part again. */
  readonly recover: () => Promise<void>
  /** @throws if two daemons are connected past the proxies */
  readonly checkPaths: () => void
  readonly close: () => Promise<void>
}

/** As the simulator's: a quorum of three replicas, and so many partitions. Delays are 0 until they are set. */
export async function openDelayedCluster (peers: number, partitions: number, timeoutMs: number): Promise<DelayedCluster> {
  const ends: Array<() => Promise<void> | void> = []
  const context = { after: (fn: () => Promise<void> | void) => { ends.push(fn) } }
  const close = async (): Promise<void> => { for (const end of ends.reverse()) await end() }
  const proxies: TcpProxy[] = []
  try {
    const cluster = new TestCluster(context, ['--partitions', String(partitions), '--discovery', 'bootstrap'],
      () => ({ host: '127.0.0.1', command: [], environment: { P2PKV_ANNOUNCE: proxies.at(-1)?.address ?? '' } }))
    for (let index = 0; index < peers; index++) {
      const proxy = await TcpProxy.open(context, 0)
      proxies.push(proxy)
      const daemon = cluster.add()
      await cluster.start(daemon)
      // Only now is it known where it listens; whoever dialled it before tries again.
      proxy.target = Number(daemon.file.addresses[0]?.split('/')[4])
    }
    const [first] = cluster.daemons
    if (first === undefined) throw new Error('no daemons')
    await waitUntilAgreed(cluster)
    await waitUntilSynced(first, peers, SYNCED_MS_MAX)
    const clients = await Promise.all(cluster.daemons.map(async daemon => await openClient(daemon, timeoutMs)))
    context.after(async () => { await Promise.all(clients.map(async client => { await client.close() })) })
    const bytes = (): number => proxies.reduce((sum, { bytes: { toTarget, toDialler } }) => sum + toTarget + toDialler, 0)
    let failed = 0
    return {
      clients: () => clients.slice(failed),
      fail: count => {
        failed = count
        for (const daemon of cluster.daemons.slice(0, count)) daemon.signal('SIGSTOP')
      },
      recover: async () => {
        for (const daemon of cluster.daemons.slice(0, failed)) daemon.signal('SIGCONT')
        failed = 0
        await waitUntilAgreed(cluster)
      },
      pids: () => cluster.running.map(({ file: { pid } }) => pid),
      setDelay: delayMs => { for (const proxy of proxies) proxy.delayMs.toTarget = proxy.delayMs.toDialler = delayMs },
      bytes,
      checkPaths: () => {
        const direct = directConnections(cluster.running.map(({ name, file: { pid } }) => ({ name, connections: connectionsOf(pid) })))
        if (direct.length > 0) throw new Error(`these daemons are connected past the proxies, so that nothing measured here is of delayed messages: ${direct.join(', ')}`)
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
