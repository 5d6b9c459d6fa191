import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import type { ClusterStatus, KvClient, Member, RingStatus } from '../../../client/index.js'
import { diagnose } from '../../../cli/diagnose.js'
import { formatRing, formatWaiting } from '../../../cli/format-ring.js'
import { formatStatus } from '../../../cli/format-status.js'
import { completionScript } from '../../../cli/completion.js'
import { documentedProgram } from '../../../cli/reference.js'
import { PromMeter } from '../../../daemon/platform/prom-meter.js'
import { MetricsServer } from '../../../daemon/platform/metrics-server.js'
import { createLogger } from '../../../daemon/platform/pino-logger.js'
import { ConfigError, InvalidArgumentError, NotAuthorizedError, PeerUnreachableError } from '../../../protocols/errors.js'
import { run } from './fake-io.js'

const member = (name: string, rest: Partial<Member> = {}): Member => ({
  peerId: `12D3${name}`, name, zone: '', state: 'up', partitions: 8, weight: 100, diskFreeBytes: 90, diskTotalBytes: 100, version: '1', seenMsAgo: 0,
  addresses: ['/ip4/127.0.0.1/tcp/1'], clockOffsetMs: 0, roundTripMs: null, incarnation: 1, keys: 0, storeState: 'open', hintsOut: 0, hintsIn: 0, pull: { done: 0, total: 0, leftMs: 0 }, stateMs: 0, ...rest,
})
const status = (rest: Partial<ClusterStatus> = {}): ClusterStatus => ({
  cluster: 'c', self: '12D3a', ringEpoch: 4, partitions: 8, partitionsWithQuorum: 8, fullyReplicated: 8, replicas: 3, members: [member('a'), member('b'), member('c')], ...rest,
})

test('health is 0 with a quorum of every partition and 10 without', async () => {
  assert.equal((await run(['health'], { client: { status: async () => status() } })).exit, 0)
  const ill = await run(['health'], { client: { status: async () => status({ partitionsWithQuorum: 7 }) } })
  assert.deepEqual([ill.exit, ill.stdout], [10, 'UNHEALTHY  quorum 7/8 partitions  3 of 3 members up\n'])
  assert.match(ill.stderr, /next: p2pkv doctor/)
})

test('doctor finds nothing where all is well, and each fault with what to do next', async () => {
  const bad = (views: ClusterStatus[], unreachable: Member[] = []): string[] => diagnose(views, unreachable).filter(({ ok }) => !ok).map(({ check, next }) => { assert.ok(next !== undefined); return check })
  assert.deepEqual(bad([status()]), [])
  assert.deepEqual(bad([status({ partitionsWithQuorum: 1 })]), ['quorum'])
  assert.deepEqual(bad([status({ members: [member('a'), member('b', { state: 'down' }), member('c')] })]), ['members'])
  assert.deepEqual(bad([status({ members: [member('a')] })]), ['replicas'])
  assert.deepEqual(bad([status(), status({ self: '12D3b', ringEpoch: 5 })]), ['ring view'])
  assert.deepEqual(bad([status({ members: [member('a', { storeState: 'fenced', diskFreeBytes: 1 }), member('b'), member('c', { clockOffsetMs: -3_000, version: '2' })] })]), ['stores', 'disks', 'clocks', 'versions'])
  assert.deepEqual(bad([status()], [member('b')]), ['reachable from here'])
  assert.deepEqual(bad([status({ members: [member('a'), member('b'), member('c'), member('d', { state: 'joining' })] })]), ['data'])
  const well: Partial<KvClient> = { status: async () => status() }
  assert.equal((await run(['doctor'], { client: well })).exit, 0)
  const ill = await run(['doctor', '-o', 'json'], { client: { status: async () => status({ partitionsWithQuorum: 1 }) } })
  assert.deepEqual([ill.exit, (JSON.parse(ill.stdout) as { healthy: boolean }).healthy], [10, false])
})

test('who is told to start more peers, or to start a removed one anew, is told how they come to belong to the cluster', () => {
  const next = diagnose([status({ members: [member('a')] })], []).find(({ check }) => check === 'replicas')?.next ?? ''
  const removed: RingStatus = { epoch: 2, version: '2-0', partitions: 8, replicas: 3, live: [2], readFrom: 2, members: [], waiting: [], heldBack: [], removed: true }
  for (const text of [next, formatRing(removed).join('\n')]) {
    assert.match(text, /p2pkv invite.*p2pkv join TICKET.*p2pkv daemon/)
    assert.doesNotMatch(text, /--bootstrap/)
  }
})

test('doctor does not say of members that refuse to tell the key of this machine about themselves that they are not reachable', async () => {
  const members = [member('a'), member('b', { storeState: 'fenced' }), member('c', { diskFreeBytes: 1 })]
  const doctor = async (error: Error, asked: Member[]): Promise<{ exit: number, found: Array<{ check: string, ok: boolean, detail: string }> }> => {
    let asks = 0
    const client: Partial<KvClient> = { status: async () => { if (asks++ > 0) throw error; return status({ members: asked }) } }
    const { exit, stdout } = await run(['doctor', '-o', 'json'], { client })
    return { exit, found: (JSON.parse(stdout) as { findings: Array<{ check: string, ok: boolean, detail: string }> }).findings }
  }
  const well = await doctor(new NotAuthorizedError('no'), [member('a'), member('b'), member('c')])
  assert.equal(well.exit, 0)
  assert.match(well.found.find(({ check }) => check === 'reachable from here')?.detail ?? '', /^every member that is up; b, c .*p2pkv whoami/)
  const ill = await doctor(new NotAuthorizedError('no'), members)
  assert.deepEqual([ill.exit, ill.found.filter(({ ok }) => !ok).map(({ check }) => check)], [10, ['stores', 'disks']], 'as the peer knows it that did answer')
  const silent = await doctor(new PeerUnreachableError('gone'), [member('a'), member('b'), member('c')])
  assert.deepEqual([silent.exit, silent.found.filter(({ ok }) => !ok).map(({ check }) => check)], [10, ['reachable from here']])
})

test('what a member refuses to tell is not told as silence', async () => {
  const refuse = async (): Promise<never> => { throw new NotAuthorizedError('no') }
  const place = { peerId: '12D3b', ringEpoch: 4, isMember: true, first: [], other: [], neighbours: [] }
  const shown = await run(['members', 'show', 'b'], { client: { status: async () => status(), memberPlace: async () => place, diagnostics: refuse } })
  assert.equal(shown.exit, 0)
  assert.match(shown.stdout, /^settings +it does not tell them to this key: p2pkv whoami$/m)
  const silent = await run(['members', 'show', 'b'], { client: { status: async () => status(), memberPlace: async () => place, diagnostics: async () => { throw new PeerUnreachableError('gone') } } })
  assert.match(silent.stdout, /^settings +it does not answer$/m)
})

test('the exit codes of what scripts ask are those that the help names', async () => {
  const refuse = async (): Promise<never> => { throw new NotAuthorizedError('no') }
  const refused: Partial<KvClient> = { status: refuse, ring: refuse }
  for (const name of ['health', 'doctor', 'status']) {
    const { exit } = await run([name], { client: refused })
    assert.match((await run([name, '--help'])).stdout, new RegExp(`^ +${exit} `, 'm'), `${name} ends with ${exit}`)
  }
})

test('a member that refuses writes for want of space is named, however much of its disk is free', () => {
  // 12 % of 8 GB is less than the 1 GiB that it keeps.
  const full = status({ members: [member('a'), member('b', { storeState: 'full', diskFreeBytes: 960_000_000, diskTotalBytes: 8_000_000_000 }), member('c')] })
  assert.deepEqual(diagnose([full], []).filter(({ ok }) => !ok),
    [{ check: 'disks', ok: false, detail: 'b 960 MB free: it refuses new writes', next: 'make room there, or add a peer: docs/operating/full-disk.md' }])
  assert.deepEqual(formatStatus(full).filter(line => line.startsWith('!')), ['! b disk 960 MB (12 %) free: too little, it refuses new writes. Make room on its machine, then: p2pkv status -p /ip4/127.0.0.1/tcp/1'])
})

test('a peer that was taken out of the ring is not waited for: doctor and status say so, and what to do', () => {
  const out = status({ members: [member('b'), member('c'), member('d'), member('a', { state: 'left' })] })
  assert.deepEqual(diagnose([out], []).filter(({ ok }) => !ok), [{
    check: 'members', ok: false, detail: 'a, which answers, was taken out of the ring and does not serve', next: 'To join again, as a new peer: p2pkv invite on a member, then here p2pkv join TICKET --data NEW and p2pkv daemon --data NEW',
  }])
  const ring: RingStatus = { epoch: 4, version: '4-0', partitions: 8, replicas: 3, live: [4], readFrom: 4, members: [], waiting: [], heldBack: [], removed: true }
  assert.deepEqual(formatStatus(out, ring).filter(line => line.startsWith('!')),
    ['! the peer that answers was taken out of the ring and does not serve. To join again, as a new peer: p2pkv invite on a member, then here p2pkv join TICKET --data NEW and p2pkv daemon --data NEW'])
})

test('of a peer that is in no ring yet every command says so', async () => {
  const none = status({ ringEpoch: 0, partitions: 0, partitionsWithQuorum: 0, replicas: 0, members: [member('a', { state: 'joining' })] })
  const ring: RingStatus = { epoch: 0, version: '', partitions: 0, replicas: 0, live: [], readFrom: 0, members: [], waiting: [], heldBack: [], removed: false }
  assert.deepEqual(formatStatus(none, ring).filter(line => line.startsWith('!')), ['! the peer that answers is in no ring yet and serves nothing: it is joining, through the peers that it was given as bootstrap. Watch: p2pkv wait --synced'])
  assert.deepEqual(diagnose([none], []).filter(({ ok }) => !ok).map(({ check, detail }) => `${check}: ${detail}`), ['quorum: a is in no ring yet', 'data: a is joining'])
  const { exit, stderr } = await run(['wait', '--synced', '--for', '1ms'], { client: { ring: async () => ring } })
  assert.equal(exit, 10)
  assert.match(stderr, /not within 1ms \(--for\): the peer that is asked is in no ring yet$/m)
})

test('a member of which no address is known yet does not keep doctor from telling of the others', async () => {
  const { exit, stdout } = await run(['doctor'], { client: { status: async () => status({ members: [member('a'), member('b', { addresses: [] }), member('c')] }) } })
  assert.equal(exit, 10)
  assert.match(stdout, /^! {3}reachable from here +b do not answer this machine$/m)
})

test('of a peer whose own clock is wrong it is not said that all others are', () => {
  const off = (clockOffsetMs: number): Partial<Member> => ({ clockOffsetMs })
  const clocks = (asked: ClusterStatus): string | undefined => diagnose([asked], []).find(({ check, ok }) => check === 'clocks' && !ok)?.detail
  const warned = (asked: ClusterStatus): string[] => formatStatus(asked).filter(line => line.includes(' clock '))
  const own = status({ members: [member('a'), member('b', off(5_000)), member('c', off(5_050))] })
  assert.equal(clocks(own), 'a -5000 ms', 'against what most show')
  assert.deepEqual(warned(own), ['! a clock -5 s: on its machine: timedatectl status'])
  const other = status({ members: [member('a'), member('b', off(5_000)), member('c', off(10))] })
  assert.equal(clocks(other), 'b 5000 ms')
  assert.deepEqual(warned(other), ['! b clock +5 s: on its machine: timedatectl status'])
  // Of two nobody can say which is wrong.
  assert.equal(clocks(status({ replicas: 2, members: [member('a'), member('b', off(5_000))] })), 'b 5000 ms')
})

test('who was never heard of is not shown as seen now', () => {
  const seen = (rest: Partial<Member>): string | undefined => formatStatus(status({ members: [member('a'), member('b', rest)] }))[3]?.split(/ {2,}/).at(-1)
  assert.equal(seen({ seenMsAgo: 0 }), 'now')
  assert.equal(seen({ seenMsAgo: 4_000 }), '4 s')
  for (const state of ['down', 'left', 'leaving', 'joining'] as const) assert.equal(seen({ state, seenMsAgo: 0 }), '-', state)
  assert.equal(seen({ state: 'down', seenMsAgo: 60_000 }), '1 min')
})

test('doctor is not content while a member fetches its data, and says how far that is, as the member itself knows it', () => {
  const filling = (done: number): ClusterStatus['members'] => [member('a'), member('b', { pull: { done, total: 64, leftMs: 120_000 } }), member('c', { pull: { done: 64, total: 64, leftMs: 0 } })]
  const found = (views: ClusterStatus[]): unknown => diagnose(views, []).find(({ check }) => check === 'data')
  assert.deepEqual(found([status({ members: filling(1) }), status({ self: '12D3b', members: filling(16) })]),
    { check: 'data', ok: false, detail: 'b fetches its data: 16 of 64 partitions, 2 min left', next: 'it ends by itself: p2pkv wait --synced; how fast, and what it waits for: p2pkv transfers' })
  assert.deepEqual(found([status({ members: filling(1) }), status({ self: '12D3b', members: filling(64) })]), { check: 'data', ok: true, detail: 'every member has its own' })
})

test('config explain tells of one setting; a wrong one is refused with the names that are near', async () => {
  const { stdout, exit } = await run(['config', 'explain', 'metricsListen'])
  assert.equal(exit, 0)
  assert.match(stdout, /\/metrics[^]*value {4}off \(from default\)[^]*--metrics-listen, P2PKV_METRICS_LISTEN/)
  assert.match((await run(['config', 'explain', 'metrics'])).stderr, /did you mean metricsListen/)
  assert.equal((await run(['config', 'explain'])).exit, 2)
  assert.equal((await run(['config', 'show', 'data'])).exit, 2)
})

test('log-level shows and sets', async () => {
  const asked: unknown[] = []
  const client: Partial<KvClient> = { logLevels: async options => { asked.push(options?.set); return [{ scope: 'daemon', level: 'info' }, { scope: 'network', level: 'debug' }] } }
  assert.match((await run(['log-level'], { client })).stdout, /network {2}debug/)
  assert.equal((await run(['log-level', 'debug', '--scope', 'network'], { client })).stdout.split('\n').length, 3)
  assert.deepEqual(asked, [undefined, { scope: 'network', level: 'debug' }])
})

test('levels of a logger are set by scope, of children made later too where they are of that scope', () => {
  const logger = createLogger('error')
  logger.child('network')
  logger.levels.set('network', 'debug')
  assert.deepEqual(logger.levels.all(), [{ scope: 'daemon', level: 'error' }, { scope: 'network', level: 'debug' }])
  logger.levels.set('*', 'warn')
  assert.deepEqual(logger.levels.all().map(({ level }) => level), ['warn', 'warn'])
  assert.throws(() => { logger.levels.set('nowhere', 'info') }, InvalidArgumentError)
  assert.throws(() => { logger.levels.set('network', 'loud') }, InvalidArgumentError)
})

test('completion scripts name every verb, and bash takes its own', context => {
  const program = documentedProgram()
  for (const shell of ['bash', 'zsh', 'fish'] as const) for (const command of program.commands) assert.ok(completionScript(program, shell).includes(command.name()))
  const script = `${completionScript(program, 'bash')}\nCOMP_WORDS=(p2pkv bucket se); COMP_CWORD=2; _p2pkv; printf '%s,' "\${COMPREPLY[@]}"; COMP_WORDS=(p2pkv scan --li); COMP_CWORD=2; _p2pkv; printf '%s' "\${COMPREPLY[@]}"`
  const ran = spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8' })
  if (ran.error !== undefined) return context.skip('there is no bash')
  assert.equal(ran.stdout, 'set,--limit')
})

const ring: RingStatus = { epoch: 1, version: `1-${'a'.repeat(64)}`, partitions: 8, replicas: 3, live: [1], readFrom: 1, members: [], waiting: [], heldBack: [], removed: false }

test('status --watch shows it again until it is interrupted', async () => {
  const interrupt = new AbortController()
  const { exit, stdout } = await run(['status', '--watch', '-o', 'ndjson'], { client: { status: async () => status(), ring: async () => { interrupt.abort(); return ring } }, signal: interrupt.signal })
  assert.deepEqual([exit, stdout.split('\n').length], [0, 2])
})

test('status --watch goes on when the peer does not answer for a while', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const interrupt = new AbortController()
  let looks = 0
  const ended = run(['status', '--watch'], {
    signal: interrupt.signal,
    client: {
      status: async () => {
        if (++looks === 2) throw new PeerUnreachableError('nobody answers')
        if (looks === 3) interrupt.abort()
        return status()
      },
      ring: async () => ring,
    },
  })
  let isOver = false
  void ended.then(() => { isOver = true })
  while (!isOver) {
    await new Promise(resolve => { setImmediate(resolve) })
    t.mock.timers.tick(2_000)
  }
  const { exit, stdout, stderr } = await ended
  assert.deepEqual([exit, stdout.split('\n').filter(line => line.startsWith('cluster')).length], [0, 2])
  assert.match(stderr, /nobody answers/)
  const never = await run(['status', '--watch'], { client: { status: async () => { throw new PeerUnreachableError('nobody answers') }, ring: async () => ring } })
  assert.equal(never.exit, 8)
})

test('status --watch looks again only when what it said has been read', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const interrupt = new AbortController()
  const reads: Array<() => void> = []
  let looks = 0
  const ended = run(['status', '--watch'], {
    signal: interrupt.signal, write: async () => { await new Promise<void>(resolve => { reads.push(resolve) }) },
    client: { status: async () => { looks++; return status() }, ring: async () => ring },
  })
  const settle = async (): Promise<void> => { for (let turn = 0; turn < 20; turn++) await new Promise(resolve => { setImmediate(resolve) }) }
  for (let expected = 1; expected <= 3; expected++) {
    for (let times = 0; times < 3; times++) {
      await settle()
      t.mock.timers.tick(2_000)
    }
    assert.deepEqual([looks, reads.length], [expected, expected])
    reads.at(-1)?.()
  }
  interrupt.abort()
  assert.equal((await ended).exit, 0)
})

test('metrics, health and readiness over HTTP', async context => {
  const meter = new PromMeter({ process: false })
  meter.count('reads_total', 2, { agreed: 'true' })
  meter.observe('request_milliseconds', 3, { request: 'get.get', outcome: 'ok' })
  let well = true
  const verdict = () => ({ ok: well, detail: { partitions: 8 } })
  const server = await MetricsServer.start({ meter, readings: () => [{ name: 'keys', help: 'Keys', value: 7 }, { name: 'members', help: 'Members', value: { label: 'state', values: { up: 3 } } }], health: verdict, ready: verdict }, '127.0.0.1:0')
  context.after(async () => { await server.stop() })
  const get = async (path: string): Promise<[number, string]> => { const response = await fetch(server.url + path); return [response.status, await response.text()] }
  const [, text] = await get('/metrics')
  for (const line of ['p2pkv_reads_total{agreed="true"} 2', 'p2pkv_keys 7', 'p2pkv_members{state="up"} 3', 'p2pkv_request_milliseconds_bucket{le="5",request="get.get",outcome="ok"} 1']) assert.ok(text.includes(line), `${line}\n${text}`)
  assert.deepEqual([(await get('/health'))[0], (await get('/ready'))[0], (await get('/else'))[0]], [200, 200, 404])
  well = false
  assert.deepEqual(await get('/health'), [503, '{"v":1,"ok":false,"partitions":8}\n'])
  assert.equal((await fetch(`${server.url}/metrics`, { method: 'POST' })).status, 405)
  await assert.rejects(MetricsServer.start({ meter, readings: () => [], health: verdict, ready: verdict }, server.url.slice(7)), ConfigError)
})

test('series of metrics are bounded', async () => {
  const meter = new PromMeter({ process: false })
  for (let index = 0; index < 3_000; index++) meter.count('x_total', 1, { label: String(index) })
  assert.equal(Object.keys(await meter.snapshot()).length, 2_000)
})

test('a wait ends when its time is over, also when the clock is set back meanwhile', async t => {
  let realtime = Date.now()
  t.mock.method(Date, 'now', () => realtime -= 3_600_000)
  const stop = new AbortController()
  let looks = 0
  const client: Partial<KvClient> = {
    ring: async () => {
      if (++looks === 10) stop.abort()
      return { members: [], live: [], waiting: [], heldBack: [] } as unknown as RingStatus
    },
  }
  const { exit, stderr } = await run(['wait', '--synced', '--for', '1ms'], { client, signal: stop.signal })
  assert.equal(exit, 10)
  assert.match(stderr, /not within 1ms/)
})

test('of a view that waits for who is down, status names what the ring lets be done about it', () => {
  const placed = (name: string, rest: Partial<RingStatus['members'][number]> = {}): RingStatus['members'][number] => ({
    peerId: `12D3${name}`, name, zone: '', weight: 100, partitions: 8, partitionsBefore: 8, ack: 4, sync: 4, syncAck: 4, liveness: 'alive', livenessMs: 0, ...rest,
  })
  const waiting = (members: RingStatus['members']): string[] => formatWaiting({
    epoch: 5, version: '5-0', partitions: 8, replicas: 3, live: [5, 4], readFrom: 4, members, waiting: [{ epoch: 5, what: 'write', peers: ['12D3c'] }], heldBack: [], removed: false,
  })
  const dead = placed('c', { liveness: 'dead', livenessMs: 90_000 })
  assert.match(waiting([placed('a'), placed('b'), dead])[0] ?? '', /gone for good: start another peer, then: p2pkv member replace 12D3c NEW; if it comes back late: p2pkv ring plan --skip-dead$/)
  assert.match(waiting([placed('a'), placed('b'), dead, placed('d')])[0] ?? '', /gone for good: p2pkv member remove 12D3c; if it comes back late: p2pkv ring plan --skip-dead$/)
})
