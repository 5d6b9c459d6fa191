/** In a network namespace of its own, where multicast goes over loopback: a peer whose bootstrap address nobody has any more finds the cluster. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { insideNamespace } from '../../fixtures/faults/test-network.js'
import { TestCluster } from '../harness.js'
import { enrolPeers } from '../../../cli/dev/enrol-peers.js'
import { openClient, waitUntilSynced } from '../open-client.js'

const INSIDE = '--inside'
const WAIT_MS_MAX = 60_000
/** Nobody listens there. */
const GONE = '/ip4/127.0.0.1/tcp/1'

async function findEachOther (discovery: 'bootstrap' | 'mdns'): Promise<number> {
  const ends: Array<() => Promise<void>> = []
  const cluster = new TestCluster({ after: (fn: () => Promise<void>) => { ends.push(fn) } }, ['--discovery', discovery])
  try {
    const first = cluster.add()
    await first.start([])
    const second = cluster.add()
    await enrolPeers(first.operator, first.file, [second.data])
    await second.start([GONE])
    const client = await openClient(first)
    ends.push(async () => { await client.close() })
    if (discovery === 'mdns') await waitUntilSynced(first, 2, WAIT_MS_MAX)
    return (await client.status()).members.length
  } finally { for (const end of ends.reverse()) await end() }
}

if (process.argv.includes(INSIDE)) {
  // Ends with whoever began it.
  process.stdin.on('end', () => { process.exit(143) }).resume()
  execFileSync('ip', ['-batch', '-'], { input: 'link set lo up multicast on\nroute add 224.0.0.0/4 dev lo\n', stdio: 'pipe' })
  assert.equal(await findEachOther('mdns'), 2)
  // Or it had found them by other means.
  assert.equal(await findEachOther('bootstrap'), 1)
  console.log('found')
  process.exit(0)
}
const child = insideNamespace([...process.argv.slice(1), INSIDE])
process.once('SIGTERM', () => { child.kill('SIGTERM') })
process.exitCode = await new Promise<number>(resolve => { child.once('close', code => { resolve(code ?? 1) }) })
