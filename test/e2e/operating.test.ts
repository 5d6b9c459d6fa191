/** What people operate a cluster with, through the real program and against real daemons. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openClient, waitUntilAgreed } from './open-client.js'
import { eventually, runCommand, TestCluster } from './harness.js'

const KEYS = 600
const keyOf = (index: number): string => `key:${String(index).padStart(6, '0')}`

test('import, scan, export, pipe, backup and restore of real daemons, with one of them killed', async context => {
  const directory = mkdtempSync(join(tmpdir(), 'p2pkv-operating-'))
  context.after(() => { rmSync(directory, { recursive: true, force: true }) })
  const cluster = new TestCluster(context, ['--metrics-listen', '127.0.0.1:0'])
  await cluster.grow(4)
  await waitUntilAgreed(cluster)
  const [first, second, , last] = cluster.daemons
  assert.ok(first !== undefined && second !== undefined && last !== undefined)
  const run = async (args: string[], input = ''): Promise<string> => {
    const { status, stdout, stderr } = await runCommand(first.data, [...args, ...(args[0] === 'verify' ? [] : ['--timeout', '60s'])], input)
    assert.equal(status, 0, `p2pkv ${args.join(' ')}: ${stderr}`)
    return stdout
  }

  const file = join(directory, 'keys.ndjson')
  writeFileSync(file, Array.from({ length: KEYS }, (_, index) => `${JSON.stringify({ key: keyOf(index), value: `value ${index}` })}\n`).join(''))
  assert.deepEqual(JSON.parse(await run(['import', file, '-w', 'all', '-o', 'json'])), { v: 1, ok: true, put: KEYS, kept: 0, expired: 0, failed: 0 })
  await run(['del', keyOf(7), '-w', 'all'])
  const live = Array.from({ length: KEYS }, (_, index) => keyOf(index)).filter((_, index) => index !== 7)
  assert.deepEqual((await run(['scan'])).trimEnd().split('\n'), live)

  await last.kill()
  assert.deepEqual((await run(['scan', '-r', 'quorum'])).trimEnd().split('\n'), live)
  assert.deepEqual((await run(['scan', 'key:00010', '--values'])).trimEnd().split('\n'), Array.from({ length: 10 }, (_, index) => `key:00010${index}\tvalue ${100 + index}`))
  const lines = (await run(['export', 'key:0000'])).trimEnd().split('\n')
  assert.equal(lines.length, 99)
  assert.deepEqual(JSON.parse(lines[0] ?? ''), { key: { utf8: keyOf(0) }, value: { utf8: 'value 0' } })
  // While a peer that was just killed is still thought to be up, a single write may fail; each line has its answer.
  await eventually('two writes through a pipe succeed', async () => {
    const answers = (await run(['pipe'], '{"op":"put","key":"piped","value":"x","id":"a"}\n{"op":"del","key":"nothing"}\n')).trimEnd().split('\n').map(line => JSON.parse(line) as { id: unknown, ok: boolean })
    assert.deepEqual(answers.map(({ id }) => id), ['a', 2])
    if (!answers.every(({ ok }) => ok)) throw new Error(JSON.stringify(answers))
    return true
  })

  const backup = join(directory, 'all.p2pkv')
  await run(['backup', backup])
  assert.match(await run(['verify', backup]), new RegExp(`^ok {2}${KEYS + 2} records of the cluster default-[a-z2-7]{20}`))
  assert.ok(readFileSync(backup).length > KEYS * 20)
  await run(['put', keyOf(0), 'newer'])
  await run(['del', keyOf(1)])
  const same = JSON.parse(await run(['restore', backup, '-o', 'json'])) as { restored: number, unchanged: number, unknown: number }
  assert.deepEqual([same.restored, same.unchanged, same.unknown], [0, KEYS + 2, 0])
  assert.equal(await run(['get', keyOf(0)]), 'newer')
  assert.equal((await runCommand(first.data, ['get', keyOf(1)])).status, 3)

  const other = new TestCluster(context)
  await other.grow(1)
  await waitUntilAgreed(other)
  const [alone] = other.daemons
  assert.ok(alone !== undefined)
  const restored = await runCommand(alone.data, ['restore', backup, '-o', 'json'])
  assert.deepEqual(JSON.parse(restored.stdout), { v: 1, ok: true, restored: KEYS + 2, unchanged: 0, unknown: 0 })
  assert.deepEqual((await runCommand(alone.data, ['scan', 'key:'])).stdout.trimEnd().split('\n'), live)

  // With 3 of 4 up every partition has a quorum; doctor names the one that is gone.
  await eventually('the loss is noticed', async () => (await runCommand(first.data, ['doctor'])).stdout.includes('peer-4 down') ? true : undefined)
  const doctor = await runCommand(first.data, ['doctor'])
  assert.equal(doctor.status, 10)
  assert.match(doctor.stdout, /next: /)
  await eventually('there is a quorum', async () => (await runCommand(first.data, ['health'])).status === 0 ? true : undefined)
  await second.kill()
  await eventually('the quorum is lost', async () => (await runCommand(first.data, ['health'])).status === 10 ? true : undefined)

  assert.match(await run(['log-level', 'debug', '--scope', 'network']), /network {2}debug/)
  const url = /"url":"(http:[^"]+)"/.exec(first.log)?.[1]
  assert.ok(url !== undefined, first.log)
  const metrics = await (await fetch(`${url}/metrics`)).text()
  assert.match(metrics, /p2pkv_partitions 1024/)
  assert.match(metrics, /p2pkv_request_milliseconds_count\{request="put\.put",outcome="ok"\} \d+/)
  assert.ok(!metrics.includes('12D3'), 'no peer id is a label')
  assert.equal((await fetch(`${url}/health`)).status, 503)
})

test('the client goes through many keys, in batches and by scanning, and takes up where it stopped', async context => {
  const cluster = new TestCluster(context)
  await cluster.grow(3)
  await waitUntilAgreed(cluster)
  const [first, second] = cluster.daemons
  assert.ok(first !== undefined && second !== undefined)
  const client = await openClient(first, 60_000)
  context.after(async () => { await client.close() })
  const puts = await client.putMany(Array.from({ length: 300 }, (_, index) => ({ key: keyOf(index), value: `v${index}` })), { w: 'all' })
  assert.ok(puts.every(({ status }) => status === 'fulfilled'))
  const gets = await client.getMany([keyOf(1), 'nothing', ''])
  assert.deepEqual(gets.map(result => result.status === 'fulfilled' ? result.value.found : 'failed'), [true, false, 'failed'])
  const seen: string[] = []
  let cursor = ''
  for await (const item of client.scan({ prefix: 'key:', limit: 100 })) {
    seen.push(Buffer.from(item.key).toString())
    cursor = item.cursor
  }
  const other = await openClient(second, 60_000)
  context.after(async () => { await other.close() })
  for await (const { key } of other.scan({ prefix: 'key:', cursor })) seen.push(Buffer.from(key).toString())
  assert.deepEqual(seen, Array.from({ length: 300 }, (_, index) => keyOf(index)))
})
