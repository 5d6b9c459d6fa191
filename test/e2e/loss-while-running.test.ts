import assert from 'node:assert/strict'
import { readdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { DiskShim, EIO } from '../fixtures/faults/disk-faults.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'
import { eventually, runCommand, TestCluster } from './harness.js'
import { openClient, waitUntilAgreed } from './open-client.js'

const UNHEALTHY = 10

test('a daemon whose disk loses acknowledged writes under it ends with code 10, and starts again as another store', async t => {
  const work = await temporaryDirectory('daemon-loss')
  t.after(work.remove)
  let shim: DiskShim | string = 'not made'
  const cluster = new TestCluster(t, [], data => {
    shim = DiskShim.make(work.path, data)
    return { command: [], environment: typeof shim === 'string' ? {} : shim.environment, host: '127.0.0.1' }
  })
  const daemon = cluster.add()
  const disk = shim as DiskShim | string
  if (typeof disk === 'string') return t.skip(disk)
  await cluster.start(daemon)
  await waitUntilAgreed(cluster)
  const client = await openClient(daemon)
  await client.put('key', 'acknowledged')
  disk.fail('write', EIO, 0)
  await assert.rejects(client.put('other', 'refused'))
  await client.close()
  const database = join(daemon.data, 'store', 'db')
  for (const name of readdirSync(database)) if (name.endsWith('.log')) truncateSync(join(database, name))
  disk.heal()
  assert.equal(await daemon.exited, UNHEALTHY, daemon.log)
  assert.match(daemon.log, /acknowledged writes may be lost/)

  await cluster.start(daemon)
  await eventually('it takes writes again', async () => {
    const again = await openClient(daemon)
    try { return await again.put('key', 'anew') } finally { await again.close() }
  })
  assert.equal((await runCommand(daemon.data, ['get', 'key'])).stdout.trim(), 'anew')
})
