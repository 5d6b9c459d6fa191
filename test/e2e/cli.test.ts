/** The command line as a person uses it: the real bundle, a real dev cluster, real pipes. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { ClusterStatus, PutResult } from '../../client/index.js'
import type { DevFile } from '../../cli/peers.js'
import { loadProgram } from '../../cli/load-program.js'
import { isProcessAlive } from '../../cli/peers.js'

const bundle = fileURLToPath(new URL('../../bundle/p2pkv.js', import.meta.url))
const data = mkdtempSync(join(tmpdir(), 'p2pkv-e2e-'))
// Nothing of whoever runs the tests may reach the program.
const environment = { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('P2PKV_'))), HOME: data, P2PKV_DATA: data }

interface Answer { readonly exit: number | null, readonly stdout: Buffer, readonly stderr: string }

async function run (argv: readonly string[], stdin?: Uint8Array): Promise<Answer> {
  const child = spawn(process.execPath, [bundle, ...argv], { env: environment, stdio: 'pipe' })
  const out: Buffer[] = []
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => { out.push(chunk) })
  child.stderr.on('data', (chunk: Buffer) => { stderr += chunk.toString() })
  child.stdin.on('error', () => { /* it may end without reading */ })
  child.stdin.end(stdin ?? '')
  const [exit] = await once(child, 'close') as [number | null]
  return { exit, stdout: Buffer.concat(out), stderr }
}

async function json<T> (argv: readonly string[]): Promise<T & { exit: number | null }> {
  const { exit, stdout } = await run([...argv, '-o', 'json'])
  return { ...JSON.parse(stdout.toString()) as T, exit }
}

let dev: ChildProcess | undefined

/** Starts the dev cluster and resolves with what it prints when it is ready. */
async function startDev (): Promise<DevFile> {
  const child = spawn(process.execPath, [bundle, 'dev', '--peers', '3', '--port', '25400', '-o', 'json'], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
  dev = child
  let text = ''
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    text += chunk.toString()
    if (text.endsWith('\n')) break
  }
  const document = JSON.parse(text === '' ? '{"ok":false}' : text) as DevFile & { ok: boolean }
  assert.equal(document.ok, true, text)
  return document
}

async function stopDev (): Promise<number | null> {
  const child = dev
  dev = undefined
  if (child === undefined || child.exitCode !== null) return child?.exitCode ?? null
  const closed = once(child, 'exit')
  child.kill('SIGTERM')
  return (await closed)[0] as number | null
}

let cluster: DevFile

before(async () => { cluster = await startDev() })
after(async () => {
  await stopDev()
  rmSync(data, { recursive: true, force: true })
})

test('the program starts from the code that the build compiled', () => {
  const { script } = loadProgram(fileURLToPath(new URL('../../bundle/program.cjs', import.meta.url)))
  assert.equal(script.cachedDataRejected, false)
})

test('V8 is told how its heap may grow, and only when it has taken the code that the build compiled', async () => {
  const probe = join(data, 'probe.cjs')
  writeFileSync(probe, `const [v8, vm] = [require('node:v8'), require('node:vm')]
    const { setFlagsFromString } = v8
    const { Script } = vm
    const done = []
    vm.Script = class extends Script { constructor (...init) { super(...init); done.push('cache ' + !this.cachedDataRejected) } }
    v8.setFlagsFromString = flags => { done.push(flags); setFlagsFromString(flags) }
    process.on('exit', () => { process.stderr.write(done.join()) })`)
  const child = spawn(process.execPath, ['--require', probe, bundle, '--version'], { env: environment, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', text => { said += text })
  await once(child, 'close')
  assert.equal(said, 'cache true,--heap-growing-percent=300')
})

test('what is put through one peer is got through every other', async () => {
  const put = await run(['put', 'greeting', 'hello'])
  assert.match(put.stderr, /^ok {2}v=\S+ {2}acks [23]\/3 primary {2}synced=[23] {2}\d+ m?s\n$/)
  assert.equal(put.exit, 0)
  for (const peer of cluster.peers) {
    const got = await run(['get', 'greeting', '-p', peer.addresses[0] ?? ''])
    assert.deepEqual([got.exit, got.stdout.toString(), got.stderr], [0, 'hello', ''])
  }
})

test('bytes come back exactly, from standard input and from a file', async () => {
  const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 31) % 256))
  const path = join(data, 'bytes')
  writeFileSync(path, bytes)
  assert.equal((await run(['put', 'piped', '-'], bytes)).exit, 0)
  assert.equal((await run(['put', 'filed', '-f', path, '-w', 'all'])).exit, 0)
  for (const key of ['piped', 'filed']) assert.ok((await run(['get', key, '-r', 'all'])).stdout.equals(bytes))
})

test('an absent key is exit 3, and a deleted one is absent', async () => {
  assert.equal((await run(['get', 'nothing'])).exit, 3)
  await run(['put', 'short', 'x'])
  assert.equal((await run(['exists', 'short'])).exit, 0)
  assert.equal((await run(['del', 'short'])).exit, 0)
  assert.equal((await run(['exists', 'short'])).exit, 3)
})

test('conditions and contexts do what they say', async () => {
  const first = await json<PutResult>(['put', 'lock', 'one', '--if-absent'])
  assert.equal(first.exit, 0)
  assert.equal((await run(['put', 'lock', 'two', '--if-absent'])).exit, 4)
  assert.equal((await run(['put', 'lock', 'two', '--if-match', first.context])).exit, 0)
  assert.equal((await run(['put', 'lock', 'three', '--if-match', first.context])).exit, 4)
  assert.equal((await run(['get', 'lock'])).stdout.toString(), 'two')
  assert.equal((await run(['put', 'lock', 'x', '--context', 'AAAA'])).exit, 2)
})

test('status, members and locate agree on who is there', async () => {
  const ids = cluster.peers.map(({ peerId }) => peerId).sort()
  const status = await json<ClusterStatus>(['status'])
  assert.deepEqual(status.members.map(({ peerId }) => peerId).sort(), ids)
  assert.match(status.cluster, /^dev-[a-z2-7]{20}$/)
  const lines = (await run(['members', '-o', 'ndjson'])).stdout.toString().trimEnd().split('\n')
  assert.equal(lines.length, 3)
  const location = await json<{ owners: Array<{ peerId: string }> }>(['locate', 'greeting'])
  assert.deepEqual(location.owners.map(({ peerId }) => peerId).sort(), ids)
})

test('a peer of another cluster, and no peer at all, are told apart', async () => {
  const none = await json<{ error: { code: string } }>(['get', 'k', '-p', '/ip4/127.0.0.1/tcp/1'])
  assert.deepEqual([none.exit, none.error.code], [8, 'PEER_UNREACHABLE'])
})

test('an unreachable peer in the list is passed over', async () => {
  const peers = ['/ip4/127.0.0.1/tcp/1', cluster.peers[1]?.addresses[0] ?? '']
  assert.equal((await run(['get', 'greeting', '-p', peers.join(',')])).stdout.toString(), 'hello')
})

test('a second dev on the same data says that one is running', async () => {
  const second = await run(['dev'])
  assert.equal(second.exit, 10)
  assert.match(second.stderr, /already/)
})

test('dev stops its peers, what was written stays, and the next dev serves it', async () => {
  assert.equal(await stopDev(), 0)
  assert.deepEqual(cluster.peers.map(({ pid }) => isProcessAlive(pid)), [false, false, false])
  const stopped = await run(['get', 'greeting'])
  assert.equal(stopped.exit, 8)
  assert.match(stopped.stderr, /p2pkv dev/)
  cluster = await startDev()
  assert.equal((await run(['get', 'greeting'])).stdout.toString(), 'hello')
  assert.match(readFileSync(join(data, 'dev', 'peer-1.log'), 'utf8'), /./)
})
