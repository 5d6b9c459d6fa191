/** Verbs, flags and exit codes that no other test here runs, on one cluster of real daemons. test/tidy/cli-coverage.test.ts says what is missing. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { ClusterStatus, RingStatus, ScrubStatus, WorkerStatus } from '../../client/index.js'
import { formatValue } from '../../daemon/config/parse-value.js'
import { CONFIG_KEYS, declarationOf, flagOf } from '../../daemon/config/table.js'
import { eventually, runCommand, TestCluster, type CommandResult } from './harness.js'
import { waitUntilAgreed } from './open-client.js'

const PROGRAM = fileURLToPath(new URL('../../bundle/p2pkv.js', import.meta.url))
const VALUE_BYTES_MAX = 65_536

test('every other verb, with its flags and exit codes', { concurrency: 3 }, async context => {
  const directory = mkdtempSync(join(tmpdir(), 'p2pkv-verbs-'))
  context.after(() => { rmSync(directory, { recursive: true, force: true }) })
  const cluster = new TestCluster(context, ['--partitions', '64', '--value-bytes-max', String(VALUE_BYTES_MAX)])
  await cluster.grow(4)
  await waitUntilAgreed(cluster)
  const [first, second, third, fourth] = cluster.daemons
  assert.ok(first !== undefined && second !== undefined && third !== undefined && fourth !== undefined)

  /** Through the first daemon, unless the words say otherwise. */
  const run = async (exit: number, words: readonly string[], input = ''): Promise<CommandResult> => {
    const result = await runCommand(first.data, words, input)
    assert.equal(result.status, exit, `p2pkv ${words.join(' ')} is exit ${exit}, not ${result.status}: ${result.stdout}${result.stderr}`)
    return result
  }
  const text = async (words: readonly string[], input = ''): Promise<string> => (await run(0, words, input)).stdout
  const json = async <T>(words: readonly string[]): Promise<T> => JSON.parse(await text([...words, '-o', 'json'])) as T

  // These three leave the cluster as it is, and do not disturb each other.
  const offline = context.test('verbs that need no peer', async () => {
    assert.match(await text(['completion', 'bash']), /complete .*p2pkv/)
    assert.match(await text(['config', 'explain', 'partitions']), /Equal segments/)
    // By default there are none of these.
    const given = { data: first.data, announce: '/ip4/203.0.113.7/tcp/4400', bootstrap: '/ip4/10.0.0.1/tcp/4400' }
    const flags = CONFIG_KEYS.flatMap(key => [flagOf(key), Object.hasOwn(given, key) ? given[key as keyof typeof given] : formatValue(declarationOf(key), declarationOf(key).default)])
    const { settings } = await json<{ settings: Array<{ key: string, source: { layer: string } }> }>(['config', 'show', ...flags])
    assert.deepEqual(settings.filter(({ source }) => source.layer !== 'flag'), [])
    const made = join(directory, 'made')
    const { peerId } = await json<{ peerId: string }>(['init', '--data', made, '--name', 'par-1', '--cluster', 'prod'])
    assert.match(peerId, /^12D3KooW/)
    await run(2, ['init', '--data', made])
    await run(2, ['frobnicate'])
    const newer = join(directory, 'newer.p2pkv')
    writeFileSync(newer, 'P2PKVBK2')
    await run(13, ['verify', newer])
    const interrupted = spawn(process.execPath, [PROGRAM, 'wait', '--members', '9', '--for', '10m', '--data', first.data], { stdio: ['ignore', 'ignore', 'pipe'] })
    // It says what it waits for when it has begun to wait.
    await once(interrupted.stderr, 'data')
    interrupted.kill('SIGINT')
    assert.deepEqual(await once(interrupted, 'exit'), [130, null])
  })

  const data = context.test('flags of the verbs for data', async () => {
    const file = join(directory, 'value')
    writeFileSync(file, 'from a file')
    assert.match((await run(0, ['put', '6b31', '--key-encoding', 'hex', '--file', file, '--pw', '1', '--durability', 'buffered', '--explain'])).stderr, /store/)
    assert.match((await run(0, ['get', 'k1', '--explain', '--strict', '-r', 'all'])).stderr, /read/)
    await run(0, ['exists', 'azE=', '--key-encoding', 'base64'])
    await run(0, ['put', 'k2', 'b'])
    assert.deepEqual((await text(['scan', 'k', '--limit', '1'])).split('\n'), ['k1', ''])
    const { cursor } = await json<{ cursor: string }>(['scan', 'k', '--limit', '1'])
    assert.equal(await text(['scan', 'k', '--cursor', cursor]), 'k2\n')
    const answers = (await text(['pipe', '--in-flight', '2'], '{"op":"get","key":"k1"}\n{"op":"get","key":"k2"}\n')).trimEnd().split('\n')
    assert.equal(answers.filter(line => (JSON.parse(line) as { ok: boolean }).ok).length, 2)
    await run(0, ['del', 'k1', '--pw', '1', '--durability', 'synced', '--explain'])
    await run(3, ['get', 'k1'])
    await run(12, ['put', 'large', '-'], 'x'.repeat(VALUE_BYTES_MAX + 1))
    await text(['bucket', 'create', 'carts', 'conflict=siblings'])
    for (const value of ['one', 'two']) await text(['put', 'cart', value, '--bucket', 'carts'])
    await run(5, ['get', 'cart', '--bucket', 'carts'])
    assert.equal((await json<{ siblings: unknown[] }>(['get', 'cart', '--bucket', 'carts', '--siblings'])).siblings.length, 2)
    await text(['conflicts', 'resolve', 'cart', '--bucket', 'carts', '--file', file])
    assert.equal(await text(['get', 'cart', '--bucket', 'carts']), 'from a file')
    const backup = join(directory, 'all.p2pkv')
    await text(['backup', backup])
    const restored = await json<{ restored: number, unknown: number }>(['restore', backup, '--lost', '--resume-at', '0'])
    assert.deepEqual([restored.restored, restored.unknown], [0, 0])
  })

  const background = context.test('background work', async () => {
    const worker = async (name: string): Promise<WorkerStatus | undefined> => (await json<{ workers: WorkerStatus[] }>(['workers', 'ls'])).workers.find(each => each.name === name)
    await text(['workers', 'pause', 'anti-entropy'])
    assert.equal((await worker('anti-entropy'))?.state, 'paused')
    await text(['workers', 'resume', 'anti-entropy'])
    assert.equal((await json<{ workers: WorkerStatus[] }>(['workers', 'throttle', 'scrub', '100'])).workers.find(({ name }) => name === 'scrub')?.throttlePercent, 100)
    await run(2, ['workers', 'pause', 'nobody'])
    await text(['put', 'something', 'to verify', '-w', 'all'])
    // Three of the four peers own a key; the one that is asked owns some of so many.
    const keys = Array.from({ length: 32 }, (_, index) => JSON.stringify({ op: 'put', key: `verify-${index}`, value: 'me', w: 'all' }))
    assert.doesNotMatch(await text(['pipe'], keys.join('\n')), /"ok":false/)
    await text(['scrub', 'start'])
    const scrubbed = await eventually('the scrub has ended', async () => {
      const status = await json<ScrubStatus>(['scrub', 'status'])
      return status.running ? undefined : status
    })
    assert.ok(scrubbed.records > 0 && scrubbed.bad === 0 && scrubbed.endedMsAgo !== undefined, JSON.stringify(scrubbed))
    await text(['repair', 'start'])
    await eventually('replicas were compared', async () => /^64 of 64|^\d+ of \d+ partitions/.test(await text(['repair', 'status'])) ? true : undefined)
    assert.match((await run(0, ['repair', 'check'])).stderr, /differ/)
    assert.match(await text(['transfers']), /peer-1|12D3/)
    await text(['tombstones'])
    const bench = await json<{ operations: Array<{ operation: string, requests: number }> }>(['bench', '--workload', 'a', '--distribution', 'hotspot', '--keys', '20', '--value-bytes', '10', '--in-flight', '4', '--duration', '300ms', '--warm-up', '0', '--clients', '2', '--prefix', 'b/', '--timeout', '60s'])
    assert.ok(bench.operations.length > 0)
    await text(['bench', '--workload', 'c', '--keys', '20', '--rate', '20', '--no-fill', '--duration', '300ms', '--warm-up', '0', '--prefix', 'b/', '--timeout', '60s'])
    const bundle = join(directory, 'fault.json')
    await text(['debug', 'bundle', bundle])
    const { peers } = JSON.parse(readFileSync(bundle, 'utf8')) as { peers: Record<string, { diagnostics: { settings: Record<string, string>, logLines: string[] } }> }
    assert.deepEqual(Object.values(peers).map(({ diagnostics }) => [diagnostics.settings.partitions, diagnostics.logLines.length > 0]), Array.from({ length: 4 }, () => ['64', true]))
  })

  await Promise.all([offline, data, background])

  await context.test('the ring and its members', async () => {
    await run(0, ['wait', '--synced', '--members', '4', '--for', '2m'])
    await run(10, ['wait', '--members', '9', '--for', '1ms'])
    const shown = await text(['members', 'show', 'peer-2'])
    assert.match(shown, /NEIGHBOUR[^]*peer-1[^]*settings\n[^]*partitions 64/)
    const { place } = await json<{ place: { first: number[], other: number[], neighbours: unknown[] } }>(['members', 'show', `…${second.file.peerId.slice(-8)}`])
    assert.deepEqual([place.first.length + place.other.length, place.neighbours.length], [48, 3])
    await run(2, ['members', 'show', 'nobody'])
    const change = ['--set', 'peer-1:weight=110']
    const { version } = await json<{ version: string }>(['ring', 'plan', ...change])
    await run(2, ['ring', 'plan', '--remove', 'nobody'])
    await run(0, ['ring', 'apply', version, ...change])
    await run(4, ['ring', 'apply', version, ...change])
    await run(0, ['wait', '--synced', '--for', '2m'])
    await text(['member', 'set', 'peer-1', 'weight=100', '--yes'])
    await run(0, ['wait', '--synced', '--for', '2m'])
    assert.match(await text(['ring', 'history', '--limit', '2']), /operator: /)
    const watched = spawn(process.execPath, [PROGRAM, 'status', '--watch', '--data', first.data], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(watched.stdout, 'data')
    watched.kill('SIGINT')
    assert.deepEqual(await once(watched, 'exit'), [0, null])
  })

  await context.test('a member that is gone: hints, and another in its place', async () => {
    await fourth.kill()
    await eventually('its loss is noticed', async () => (await json<ClusterStatus>(['status'])).members.find(({ name }) => name === 'peer-4')?.state === 'down' ? true : undefined)
    await eventually('the first keeps a hint for it', async () => {
      await text(['pipe'], Array.from({ length: 20 }, (_, index) => `${JSON.stringify({ op: 'put', key: `h${index}`, value: 'v' })}\n`).join(''))
      return /peer-4/.test(await text(['hints', 'ls'])) ? true : undefined
    })
    await run(10, ['hints', 'flush', 'peer-4', '--timeout', '20s'])
    await run(2, ['hints', 'drop', 'peer-4'])
    assert.match(await text(['hints', 'drop', 'peer-4', '--yes']), /dropped [1-9]/)
    const { refusals } = await json<{ refusals: unknown[] }>(['ring', 'plan', '--skip-dead'])
    assert.ok(Array.isArray(refusals))
    const fifth = cluster.add()
    await cluster.start(fifth)
    await eventually('it is known', async () => (await json<ClusterStatus>(['status'])).members.some(({ peerId }) => peerId === fifth.file.peerId) ? true : undefined)
    await eventually('the new one has taken its place', async () => {
      const { members } = await json<RingStatus>(['ring', 'show'])
      if (members.some(({ peerId }) => peerId === fourth.file.peerId)) await runCommand(first.data, ['member', 'replace', fourth.file.peerId, fifth.file.peerId, '--yes', '--force'])
      return members.length === 4 && !members.some(({ peerId }) => peerId === fourth.file.peerId) ? true : undefined
    })
    await run(0, ['wait', '--synced', '--members', '4', '--for', '3m'])
    assert.match(await text(['ring', 'plan', '--replace', 'peer-1=12D3KooWnobody']), /nothing is known/)
    assert.equal((await json<ClusterStatus>(['status'])).members.find(({ peerId }) => peerId === fourth.file.peerId)?.state ?? 'left', 'left')
    assert.match((await runCommand(first.data, ['doctor'])).stdout, /all 4 up/)
    await text(['member', 'leave', 'peer-5', '--yes'])
    assert.equal(await fifth.exited, 0)
    await run(0, ['wait', '--synced', '--members', '3', '--for', '3m'])
  })

  await context.test('too few are left: refused, unknown, too late, and a member taken out by force', async () => {
    second.signal('SIGSTOP')
    third.signal('SIGSTOP')
    try {
      await run(7, ['put', 'unsure', 'x', '-w', 'all', '--strict', '--timeout', '1s'])
      await run(11, ['get', 'unsure', '-r', 'all', '--strict', '--timeout', '1s'])
    } finally {
      await Promise.all([second.kill(), third.kill()])
    }
    await eventually('a put is refused before anything is sent', async () => (await runCommand(first.data, ['put', 'refused', 'x', '-w', 'all', '--strict', '--timeout', '5s'])).status === 6 ? true : undefined)
    await run(8, ['get', 'k2', '-p', second.file.addresses[0] ?? ''])
    // One of both being dead was enough for the put; the other may be a suspect still, who counts as up.
    await eventually('there is no quorum', async () => (await runCommand(first.data, ['health'])).status === 10 ? true : undefined)
    await run(10, ['member', 'remove', 'peer-3', '--yes'])
    await text(['member', 'remove', 'peer-3', '--yes', '--force'])
    assert.ok(!(await json<RingStatus>(['ring', 'show'])).members.some(({ name }) => name === 'peer-3'))
  })
})
