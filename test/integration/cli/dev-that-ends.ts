/** A program that runs a dev cluster, and ends at once when nobody reads what it says. */
import '../../../protocols/libp2p/polyfill.js'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { KvClient } from '../../../client/index.js'
import { systemEnvironment } from '../../../client/system-environment.js'
import { DevCluster } from '../../../cli/dev/dev-cluster.js'

const [, , data = '', port] = process.argv
const cluster = new DevCluster({
  program: [process.execPath, fileURLToPath(new URL('fake-daemon.js', import.meta.url))],
  connect: async target => ({
    status: async () => ({ members: target.peers.map((_, index) => ({ peerId: `peer-${index + 1}`, state: 'up' })) }),
    close: async () => {},
  }) as unknown as KvClient,
  enrol: async (_first, directories) => { for (const directory of directories) mkdirSync(directory, { recursive: true }) },
  sleep: systemEnvironment.sleep, now: systemEnvironment.now, onDeath: () => {},
}, { data, peers: 2, port: Number(port), cluster: 'dev' })
await cluster.start(new AbortController().signal)
process.stdout.on('error', () => { process.exit(0) })
process.stdout.write('ready')
setInterval(() => { process.stdout.write('.') }, 10)
