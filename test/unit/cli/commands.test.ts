import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { KvClient, ClusterStatus, GetResult, Location, Member, PutResult, RingStatus } from '../../../client/index.js'
import { QuorumNotMetError, InvalidArgumentError } from '../../../protocols/errors.js'
import { run } from './fake-io.js'

const work = mkdtempSync(join(tmpdir(), 'p2pkv-cli-'))
after(() => { rmSync(work, { recursive: true }) })

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const version = (value: Uint8Array, name: string) => ({ value, version: name, writtenAt: 1_700_000_000_000 })

function got (...values: Uint8Array[]): GetResult {
  const only = values.length === 1 ? values[0] : undefined
  return {
    found: values.length > 0, ...(only !== undefined && { value: only }), siblings: values.map((value, index) => version(value, `3f2a:${index + 7}`)),
    context: 'AQI', replicas: { asked: 3, answered: 2, fallbacks: 0, agreed: true, stale: 0, repaired: 0 }, elapsedMs: 1.5, coordinator: '12D3a',
  }
}

const PUT: PutResult = {
  version: '3f2a:7', context: 'AQI', acks: { primary: 3, hinted: 0, synced: 3 }, primaries: 3, need: 2, hintedFor: [], siblings: 1, elapsedMs: 11, coordinator: '12D3a',
}

test('get into a pipe writes the exact bytes; on a terminal they are made harmless', async () => {
  const value = new Uint8Array([0x1b, 0x5b, 0x41, 0xff, 0x0a, 0x00])
  const client = { get: async () => got(value) }
  assert.deepEqual([...(await run(['get', 'k'], { client })).bytes], [...value])
  const shown = await run(['get', 'k'], { client, terminal: true })
  assert.equal(shown.stdout, '\\x1b[A\\xff\n\\x00\n')
  assert.equal((await run(['get', 'k'], { client: { get: async () => got(bytes('hello')) }, terminal: true })).stdout, 'hello\n')
})

test('get hands on what was asked', async () => {
  const asked: unknown[] = []
  const client = { get: async (...given: unknown[]) => { asked.push(...given); return got(bytes('v')) } }
  const { exit, target } = await run(['get', '-p', '/ip4/1.1.1.1/tcp/1,/ip4/1.1.1.1/tcp/2', '-p', '/ip4/1.1.1.1/tcp/3', '6b', '--key-encoding', 'hex', '-r', '2', '--strict', '--bucket', 'b', '--timeout', '2s'], { client })
  assert.equal(exit, 0)
  const [key, { signal: _signal, ...options }] = asked as [Uint8Array, Record<string, unknown>]
  assert.deepEqual([[...key], options], [[0x6b], { bucket: 'b', r: 2, strict: true, explain: undefined }])
  const { signal: _other, ...rest } = target as Record<string, unknown>
  assert.deepEqual(rest, { peers: ['/ip4/1.1.1.1/tcp/1', '/ip4/1.1.1.1/tcp/2', '/ip4/1.1.1.1/tcp/3'], operator: '/nonexistent/.p2pkv', timeoutMs: 2_000 })
})

test('an absent key is exit 3 and no failure in JSON', async () => {
  const client = { get: async () => got(), exists: async () => false }
  const text = await run(['get', 'a\u001b'], { client })
  assert.deepEqual([text.exit, text.stdout, text.stderr], [3, '', 'not found: a\\x1b\n'])
  const json = await run(['get', 'k', '-o', 'json'], { client })
  const document = JSON.parse(json.stdout) as { v: number, ok: boolean, found: boolean }
  assert.deepEqual([json.exit, document.v, document.ok, document.found], [3, 1, true, false])
  assert.equal((await run(['exists', 'k'], { client })).exit, 3)
})

test('concurrent versions are a conflict, unless they are asked for', async () => {
  const client = { get: async () => got(bytes('one'), bytes('two')) }
  const conflict = await run(['get', 'k', '-o', 'json'], { client })
  assert.equal(conflict.exit, 5)
  assert.equal((JSON.parse(conflict.stdout) as { error: { code: string } }).error.code, 'CONFLICT')
  const text = await run(['get', 'k', '--siblings'], { client })
  assert.equal(text.stdout, 'one\ntwo\n')
  assert.match(text.stderr, /# 1 of 2 {2}v=3f2a:7/)
  const json = JSON.parse((await run(['get', 'k', '--siblings', '-o', 'json'], { client })).stdout) as { siblings: Array<{ value: unknown }> }
  assert.deepEqual(json.siblings.map(sibling => sibling.value), [{ utf8: 'one' }, { utf8: 'two' }])
})

test('put says what was achieved, on stderr in text and as one JSON document', async () => {
  const text = await run(['put', 'k', 'v'], { client: { put: async () => PUT } })
  assert.deepEqual([text.exit, text.stdout, text.stderr], [0, '', 'ok  v=3f2a:7  acks 3/3 primary  synced=3  11 ms\n'])
  const hinted = { ...PUT, acks: { primary: 2, hinted: 1, synced: 2 }, hintedFor: ['12D3KooWNvSZnPi3RrhrTwEY4LuuBeB6K6facKUCJcyWG1aoDd2p'] }
  assert.equal((await run(['put', 'k', 'v'], { client: { put: async () => hinted } })).stderr, 'ok  v=3f2a:7  acks 2/3 primary + 1 hinted (for 12D3…Dd2p)  synced=2  11 ms\n')
  const json = await run(['put', 'k', 'v', '-o', 'json'], { client: { put: async () => PUT } })
  assert.deepEqual(JSON.parse(json.stdout), { v: 1, ok: true, key: { utf8: 'k' }, ...PUT })
})

test('put takes its value as an argument, from standard input or from a file', async () => {
  const values: string[] = []
  const client = { put: async (_key: unknown, value: string | Uint8Array) => { values.push(Buffer.from(value).toString()); return PUT } }
  const file = join(work, 'value')
  writeFileSync(file, 'from a file')
  await run(['put', 'k', 'argument'], { client })
  await run(['put', 'k', '-'], { client, stdin: 'piped' })
  await run(['put', 'k', '-f', file], { client })
  await run(['put', 'k', ''], { client })
  assert.deepEqual(values, ['argument', 'piped', 'from a file', ''])
  for (const argv of [['put', 'k'], ['put', 'k', 'v', '-f', file], ['put', 'k', '-f', join(work, 'none')]]) assert.equal((await run(argv, { client })).exit, 2)
})

test('put hands on context, conditions, ttl, w and durability', async () => {
  let options: Record<string, unknown> = {}
  const client = { put: async (_key: unknown, _value: unknown, given?: object) => { options = { ...given, signal: undefined }; return PUT } }
  await run(['put', 'k', 'v', '-w', 'all', '--ttl', '10m', '--if-absent', '--durability', 'buffered', '--strict'], { client })
  assert.deepEqual(options, { bucket: 'default', strict: true, explain: undefined, pw: undefined, context: undefined, ifMatch: undefined, durability: 'buffered', w: 'all', ttl: 600_000, ifAbsent: true, signal: undefined })
})

test('a write of unknown outcome is exit 7, says so and says what to run', async () => {
  const client = { put: async () => { throw new QuorumNotMetError(2, 1, [], { outcome: 'unknown' }) } }
  const text = await run(['put', 'k', 'v'], { client })
  assert.equal(text.exit, 7)
  assert.equal(text.stderr, 'p2pkv: quorum not met: 1 of 2 replicas answered\n  outcome unknown: the write may have been applied\n  next: see whether it was applied: p2pkv get KEY\n')
  const json = JSON.parse((await run(['put', 'k', 'v', '-o', 'json'], { client })).stdout) as object
  assert.deepEqual(json, { v: 1, ok: false, error: { code: 'QUORUM_NOT_MET', exit: 7, message: 'quorum not met: 1 of 2 replicas answered', hint: 'see whether it was applied: p2pkv get KEY', outcome: 'unknown' } })
})

test('del deletes every key and stops at the first failure', async () => {
  const deleted: string[] = []
  const client = {
    delete: async (key: string | Uint8Array) => {
      const name = Buffer.from(key).toString()
      if (name === 'bad') throw new InvalidArgumentError('no')
      deleted.push(name)
      return PUT
    },
  }
  const both = await run(['del', 'a', 'b', '-o', 'json'], { client })
  assert.equal((JSON.parse(both.stdout) as { deleted: unknown[] }).deleted.length, 2)
  const stopped = await run(['del', 'c', 'bad', 'd'], { client })
  assert.equal(stopped.exit, 2)
  assert.match(stopped.stderr, /bad: no \(1 of 3 deleted\)/)
  assert.deepEqual(deleted, ['a', 'b', 'c'])
  assert.equal((JSON.parse((await run(['del', 'bad', 'd', '-o', 'json'], { client })).stdout) as { ok: boolean }).ok, false)
  assert.equal((await run(['del', 'a', '-o', 'ndjson'], { client })).stdout.split('\n').length, 2)
})

const member = (id: string, rest: Partial<Member>): Member => ({
  peerId: `12D3KooW${id}`, name: '', zone: 'fr', state: 'up', stateMs: 0, partitions: 1024, weight: 100, keys: 5, diskFreeBytes: 31e9, diskTotalBytes: 50e9,
  storeState: 'open', hintsOut: 0, hintsIn: 0, pull: { done: 0, total: 0, leftMs: 0 }, version: '0.1.0', seenMsAgo: 0, clockOffsetMs: 2, roundTripMs: 1, incarnation: 1, addresses: ['/ip4/10.0.0.1/tcp/4400'], ...rest,
})

const STATUS: ClusterStatus = {
  cluster: 'prod-a1', ringEpoch: 42, self: '12D3KooWaaaakQxx', partitions: 1024, partitionsWithQuorum: 1020, fullyReplicated: 771, replicas: 3,
  members: [
    member('aaaakQxx', { name: 'par-1', hintsOut: 412, pull: { done: 41, total: 100, leftMs: 200_000 } }),
    member('bbbbWdyy', { name: 'ams\u001b[2J', clockOffsetMs: -2_300, storeState: 'fenced', diskFreeBytes: 1e9, seenMsAgo: 4_000 }),
    member('ccccp2zz', { name: 'osl-1', zone: 'no', state: 'down', stateMs: 840_000, seenMsAgo: 840_000, hintsIn: 412 }),
  ],
}

const RING: RingStatus = {
  epoch: 42, version: `42-${'a'.repeat(64)}`, partitions: 1024, replicas: 3, live: [42], readFrom: 42, members: [], waiting: [], heldBack: [], removed: false,
}

test('status is one screen, and every unhealthy line ends with what to run', async () => {
  const { stdout, exit } = await run(['status'], { client: { status: async () => STATUS, ring: async () => RING } })
  assert.equal(exit, 0)
  assert.equal(stdout, `cluster  prod-a1   ring view 42   2 of 3 members up   quorum 1020/1024 partitions   fully replicated 771/1024   N 3
ID          NAME        ZONE  STATE  SHARE   DISK FREE     HINTS OUT/IN  SYNC        CLOCK  VERSION  SEEN
12D3…kQxx*  par-1       fr    up     33.3 %  31 GB (62 %)  412 / 0       41 % 3 min  +2 ms  0.1.0    now
12D3…Wdyy   ams\\x1b[2J  fr    up     33.3 %  1.0 GB (2 %)  0 / 0         -           -2 s   0.1.0    4 s
12D3…p2zz   osl-1       no    down   33.3 %  -             0 / 412       -           -      0.1.0    14 min
! 4 partitions have no quorum of primaries up: quorum requests for their keys fail. Who is down: p2pkv members
! ams\\x1b[2J store is fenced: it refuses writes. See its disk and log, then: p2pkv status -p /ip4/10.0.0.1/tcp/4400
! ams\\x1b[2J disk 1.0 GB (2 %) free: make room on its machine, then: p2pkv status -p /ip4/10.0.0.1/tcp/4400
! ams\\x1b[2J clock -2 s: on its machine: timedatectl status
! osl-1 down 14 min: 412 hints are held for it. On its machine: p2pkv daemon --data DIR; if it is gone for good: start another peer, then: p2pkv member replace 12D3KooWccccp2zz NEW
`)
})

test('who waits for data of a member that was taken out, and what ends that: ring plan --skip-dead, which names it as it names members that are down', async () => {
  const [self, down, gone, busy] = ['12D3KooWaaaa', '12D3KooWbbbb', '12D3KooWgone', '12D3KooWbusy'] as const
  const ringMember = (peerId: string, liveness: 'alive' | 'dead'): RingStatus['members'][number] => ({ peerId, name: '', zone: '', weight: 100, partitions: 1, partitionsBefore: 1, ack: 42, sync: 41, syncAck: 41, liveness, livenessMs: 1_000 })
  const stalls = ([[down, 'down'], [gone, 'silent'], [busy, 'busy']] as const).map(([peerId, why]) => ({ peerId, why, ageMs: 60_000 }))
  const peer = { peerId: self, epoch: 42, partitionsDone: 1, partitionsTotal: 2, bytesDone: 1, bytesTotal: 2, bytesPerSecond: 1, leftMs: 0, stalls, strayPartitions: 0, strayStalls: [], bytesServed: 0 }
  let planned: unknown
  const client: Partial<KvClient> = {
    ring: async () => ({ ...RING, members: [ringMember(self, 'alive'), ringMember(down, 'dead')], waiting: [{ epoch: 42, what: 'data', peers: [self] }] }),
    transfers: async () => ({ peers: [peer], silent: [] }),
    planRing: async wishes => {
      planned = wishes
      return { version: RING.version, refusals: [], moved: 0, movedMin: 0, partitions: 1, replicas: 3, shares: [] }
    },
  }
  const { stdout } = await run(['transfers'], { client })
  assert.match(stdout, /12D3KooWaaaa waits for data of 12D3KooWbbbb \(down, 1 min\)\. See: p2pkv status\n/)
  assert.match(stdout, /12D3KooWaaaa waits for data of 12D3KooWgone \(silent, 1 min\)\. It was taken out of the ring: start it again[^\n]*p2pkv ring plan --skip-dead\n/)
  assert.match((await run(['ring', 'show'], { client })).stdout, /view 42 waits for \S+ to hold all its data\. Whose data that is: p2pkv transfers/)
  await run(['ring', 'plan', '--skip-dead'], { client })
  assert.deepEqual(planned, [{ skip: down }, { skip: gone }])
})

test('status and members in JSON are what the client answered', async () => {
  const client = { status: async () => STATUS, ring: async () => RING, members: async () => STATUS.members }
  assert.deepEqual(JSON.parse((await run(['status', '-o', 'json'], { client })).stdout), { v: 1, ok: true, ...STATUS, ring: RING })
  const lines = (await run(['members', '-o', 'ndjson'], { client })).stdout.trimEnd().split('\n')
  assert.deepEqual(lines.map(line => (JSON.parse(line) as Member).name), STATUS.members.map(({ name }) => name))
  assert.match((await run(['members'], { client })).stdout, /12D3KooWccccp2zz {2}osl-1/)
})

test('locate shows who is to hold a key and who does', async () => {
  const location: Location = {
    partition: 17, ringEpoch: 4, replicas: 2, owners: [
      { peerId: '12D3KooWaaaa', name: 'a', role: 'primary', state: 'present', versions: ['3f2a:7'], tombstone: false },
      { peerId: '12D3KooWbbbb', name: 'b', role: 'primary', state: 'noAnswer', versions: [], tombstone: false },
      { peerId: '12D3KooWcccc', name: 'c', role: 'fallback', state: 'notAsked', versions: [], tombstone: false },
    ],
  }
  assert.equal((await run(['locate', 'k'], { client: { locate: async () => location } })).stdout, `key  k   partition 17   ring view 4   N 2
#  ID         NAME  ROLE      HOLDS      VERSIONS
1  12D3…aaaa  a     primary   has it     3f2a:7
2  12D3…bbbb  b     primary   no answer
3  12D3…cccc  c     fallback  -
`)
})

test('what cannot be understood is exit 2 with a suggestion', async () => {
  for (const [argv, expected] of [
    [['gett', 'k'], /unknown command 'gett' \(Did you mean get\?\)/],
    [['get', 'k', '--bukket', 'b'], /unknown option '--bukket' \(Did you mean --bucket\?\)/],
    [['get'], /missing required argument 'key'/],
    [['get', 'k', 'l'], /too many arguments/],
    [['get', 'k', '-o', 'xml'], /Allowed choices are text, json, ndjson/],
    [['get', 'k', '-r', 'two'], /-r must be one, quorum, all/],
    [['get', 'xyz', '--key-encoding', 'hex'], /hex key/],
    [['put', 'k', 'v', '--ttl', '10'], /--ttl must be/],
    [['get', 'k', '--timeout', '-1s'], /--timeout/],
  ] as const) {
    const { exit, stdout, stderr } = await run(argv)
    assert.equal(exit, 2, argv.join(' '))
    assert.match(stderr, expected)
    assert.equal(stdout, '')
  }
  const json = JSON.parse((await run(['get', '-o', 'json', '--bukket', 'k'])).stdout) as { error: object }
  assert.deepEqual(json.error, { code: 'USAGE', exit: 2, message: "unknown option '--bukket' (Did you mean --bucket?)", hint: 'p2pkv get --help' })
  assert.equal((await run([])).exit, 2)
})

test('an interrupt is exit 130', async () => {
  const controller = new AbortController()
  const client = { put: async () => { controller.abort(); throw new Error('stopped') } }
  const { exit, stderr } = await run(['put', 'k', 'v'], { client, signal: controller.signal })
  assert.equal(exit, 130)
  assert.match(stderr, /may have been applied/)
})

test('the client is closed after a failure too', async () => {
  let closed = 0
  await run(['get', 'k'], { client: { get: async () => { throw new InvalidArgumentError('no') }, close: async () => { closed++ } } })
  assert.equal(closed, 1)
})

function dataDirectory (name: string, files: Record<string, unknown>): string {
  const data = join(work, name)
  mkdirSync(join(data, 'dev'), { recursive: true })
  for (const [path, content] of Object.entries(files)) writeFileSync(join(data, path), typeof content === 'string' ? content : JSON.stringify(content))
  return data
}

const GONE = 2 ** 30
const daemon = (pid: number, address: string): object => ({ v: 1, pid, peerId: '12D3', cluster: 'c', addresses: [address], version: '0.1.0', startedAt: 0 })

test('without -p the daemon of the data directory is asked, then its dev cluster', async () => {
  const client = { get: async () => got(bytes('v')) }
  const where = async (argv: string[], environment = {}) => {
    const { target, exit, stderr } = await run(['get', 'k', ...argv], { client, environment: { P2PKV_PEER: undefined, ...environment }, homeDirectory: work })
    const { peers, cluster } = (target ?? {}) as { peers?: string[], cluster?: string }
    return { peers, cluster, exit, stderr }
  }
  const plain = dataDirectory('plain', { 'daemon.json': daemon(process.pid, '/ip4/127.0.0.1/tcp/1') })
  assert.deepEqual((await where(['--data', plain])).peers, ['/ip4/127.0.0.1/tcp/1'])
  assert.deepEqual((await where([], { P2PKV_DATA: plain })).cluster, 'c')
  dataDirectory('.p2pkv', { 'daemon.json': daemon(process.pid, '/ip4/127.0.0.1/tcp/7') })
  assert.deepEqual((await where([])).peers, ['/ip4/127.0.0.1/tcp/7'])
  // --data is more explicit than the environment.
  assert.deepEqual((await where(['--data', plain], { P2PKV_PEER: '/ip4/127.0.0.1/tcp/5' })).peers, ['/ip4/127.0.0.1/tcp/1'])

  const dev = dataDirectory('dev', { 'dev/daemon.json': { v: 1, pid: process.pid, cluster: 'd', peers: [daemon(GONE, '/ip4/127.0.0.1/tcp/2'), daemon(process.pid, '/ip4/127.0.0.1/tcp/3')] } })
  assert.deepEqual((await where(['--data', dev])).peers, ['/ip4/127.0.0.1/tcp/3'])

  const starting = await where(['--data', dataDirectory('starting', { 'dev/daemon.json': { v: 1, pid: process.pid, cluster: 'd', peers: [] } })])
  assert.deepEqual([starting.exit, /still starting/.test(starting.stderr)], [8, true])

  const stale = await where(['--data', dataDirectory('stale', { 'daemon.json': daemon(GONE, '/ip4/127.0.0.1/tcp/1') })])
  assert.equal(stale.exit, 8)
  assert.match(stale.stderr, /does not run any more.*p2pkv daemon --data/)
  const none = await where(['--data', join(work, 'none')])
  assert.equal(none.exit, 8)
  assert.match(none.stderr, /no peer was named.*\n.*p2pkv dev/)
  assert.equal((await where(['--data', dataDirectory('broken', { 'daemon.json': '{' })])).exit, 2)
})

test('daemon takes every setting as a flag, and config show says where each comes from', async () => {
  const data = join(work, 'settings')
  mkdirSync(data)
  writeFileSync(join(data, 'config.json'), JSON.stringify({ weight: 200 }))
  const environment = { P2PKV_ZONE: 'fr' }
  const flags = ['--data', data, '--listen', '/ip4/127.0.0.1/tcp/1', '--listen', '/ip4/127.0.0.1/tcp/2', '--probe-interval-ms', '900']
  const { target, exit } = await run(['daemon', ...flags], { environment })
  assert.equal(exit, 0)
  const { weight, zone, listen, probeIntervalMs } = target as Record<string, unknown>
  assert.deepEqual({ weight, zone, listen, probeIntervalMs }, { weight: 200, zone: 'fr', listen: ['/ip4/127.0.0.1/tcp/1', '/ip4/127.0.0.1/tcp/2'], probeIntervalMs: 900 })
  const shown = JSON.parse((await run(['config', 'show', ...flags, '-o', 'json'], { environment })).stdout) as { settings: Array<{ key: string, source: { layer: string } }> }
  const layers = Object.fromEntries(shown.settings.map(({ key, source }) => [key, source.layer]))
  assert.deepEqual([layers.weight, layers.zone, layers.listen, layers.n], ['file', 'environment', 'flag', 'default'])
  assert.match((await run(['config', 'show', ...flags], { environment })).stdout, /^weight +200 .*config\.json +100 +node$/m)
  assert.equal((await run(['daemon', '--weight', '0'])).exit, 2)
  assert.equal((await run(['config', 'shw'])).exit, 2)
})

test('dev refuses what makes no sense before it starts anything', async () => {
  for (const argv of [['dev', '--peers', '0'], ['dev', '--peers', 'x'], ['dev', '--port', '70000'], ['dev', '--port', '65535']]) {
    assert.equal((await run(argv, { homeDirectory: work })).exit, 2, argv.join(' '))
  }
})

test('init prepares a directory for its owner only, and overwrites nothing', async () => {
  const data = join(work, 'fresh')
  const first = await run(['init', '--data', data, '--name', 'par-1', '--cluster', 'prod'])
  assert.equal(first.exit, 0)
  assert.match(first.stdout, /^12D3KooW\w{44}\n$/)
  for (const key of ['root', 'admin', 'identity']) assert.equal(statSync(join(data, `${key}.key`)).mode & 0o777, 0o600)
  assert.match(first.stderr, /cluster prod-[a-z2-7]{20}.*\n {2}next: p2pkv daemon --data /)
  assert.deepEqual(JSON.parse(readFileSync(join(data, 'config.json'), 'utf8')), { cluster: 'prod', name: 'par-1' })
  assert.equal(statSync(data).mode & 0o077, 0)
  const second = await run(['init', '--data', data, '--name', 'other'])
  assert.equal(second.exit, 2)
  assert.match(second.stderr, /already.*nothing was changed/)
  assert.match(readFileSync(join(data, 'config.json'), 'utf8'), /par-1/)
  for (const refused of [['--name', '../x'], ['--cluster', 'a'.repeat(41)]]) {
    assert.equal((await run(['init', '--data', join(work, 'bad'), ...refused])).exit, 2)
    assert.equal(existsSync(join(work, 'bad')), false)
  }
})
