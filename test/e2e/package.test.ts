/** The package as a user gets it: packed, unpacked in an empty folder, with no more than what it says it depends on. */
import '../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { TestCluster } from './harness.js'
import { waitUntilAgreed } from './open-client.js'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const directory = mkdtempSync(join(tmpdir(), 'p2pkv-package-'))
const app = join(directory, 'app')
const installed = join(app, 'node_modules/p2pkv')
let tarball: Uint8Array
const execute = promisify(execFile)

function linkPackage (name: string): void {
  const link = join(app, 'node_modules', name)
  mkdirSync(dirname(link), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules', name), link)
}

before(async () => {
  // The build is there: the scripts of npm would make it again.
  await execute('npm', ['pack', '--ignore-scripts', '--pack-destination', directory], { cwd: ROOT })
  const file = join(directory, readdirSync(directory).find(name => name.endsWith('.tgz')) ?? '')
  tarball = new Uint8Array(readFileSync(file))
  mkdirSync(installed, { recursive: true })
  await execute('tar', ['-xzf', file, '--strip-components=1', '-C', installed])
  const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }
  for (const name of Object.keys(dependencies)) linkPackage(name)
  writeFileSync(join(app, 'package.json'), '{"private":true,"type":"module"}')
})
after(() => { rmSync(directory, { recursive: true, force: true }) })

/** Runs a program in the folder. */
async function run (file: string, args: readonly string[] = [], environment: Readonly<Record<string, string>> = {}): Promise<{ status: number | null, stdout: string, stderr: string }> {
  const child = spawn(process.execPath, [file, ...args], { cwd: app, env: { PATH: process.env.PATH, HOME: directory, ...environment }, stdio: ['ignore', 'pipe', 'pipe'], timeout: 120_000 })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => { stdout += text })
  child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text })
  const status = await new Promise<number | null>((resolve, reject) => { child.once('error', reject).once('close', resolve) })
  return { status, stdout, stderr }
}

/** The programs that a page prints. */
function programsOf (page: string): string[] {
  return [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code ?? '')
}

/** As printed but for the ports, which a test may not choose for itself. */
function programWith (code: string, name: string, ports: Readonly<Record<string, string>>): string {
  let text = code
  for (const [printed, address] of Object.entries(ports)) {
    assert.ok(text.includes(printed), `the example has ${printed}`)
    text = text.replaceAll(printed, address)
  }
  writeFileSync(join(app, name), text)
  return join(app, name)
}

test('it holds what a user needs and nothing else, and tools agree with its exports and types', async () => {
  for (const path of ['README.md', 'CHANGELOG.md', 'LICENSE-MIT', 'LICENSE-APACHE', 'dist/bundle/p2pkv.js', 'dist/client/index.d.ts', 'dist/daemon/service/index.d.ts']) assert.ok(existsSync(join(installed, path)), path)
  // The command line is its bundle; maps lead to sources that are not there.
  for (const path of ['dist/test', 'dist/bench', 'dist/cli', 'dist/client/index.js.map', 'dist/tsconfig.tsbuildinfo', 'test', 'cli', 'node_modules']) assert.ok(!existsSync(join(installed, path)), path)
  const buffer = tarball.buffer as ArrayBuffer
  const { messages } = await publint({ pack: { tarball: buffer }, strict: true })
  assert.deepEqual(messages, [])
  const analysis = await checkPackage(createPackageFromTarballData(tarball))
  assert.ok(analysis.types !== false)
  // It is for import alone: require() is told so by Node itself, and the resolution of Node 10 knows no exports.
  const problems = analysis.problems.filter(problem => !('resolutionKind' in problem && (problem.resolutionKind === 'node10' || problem.resolutionKind === 'node16-cjs')))
  assert.deepEqual(problems, [])
})

test('the command line runs', async () => {
  const { stdout, status, stderr } = await run(join(installed, 'dist/bundle/p2pkv.js'), ['version'])
  assert.deepEqual([status, stderr], [0, ''])
  assert.match(stdout, /^p2pkv \d+\.\d+\.\d+ /)
})

test('the examples of the README and of docs/library.md run as printed', async context => {
  const cluster = new TestCluster(context)
  await cluster.grow(3)
  await waitUntilAgreed(cluster)
  const address = cluster.daemons[0]?.file.addresses[0] ?? ''
  const [readme] = programsOf('README.md')
  const [client, service] = programsOf('docs/library.md')
  assert.ok(readme !== undefined && client !== undefined && service !== undefined)
  const ports = { '/ip4/127.0.0.1/tcp/4400': address, '${process.env.HOME}/.p2pkv/dev/peer-1': cluster.daemons[0]?.data ?? '' }
  assert.deepEqual(await run(programWith(readme, 'readme.js', ports)), { status: 0, stdout: 'hello\n', stderr: '' })
  const answer = await run(programWith(client, 'client.js', ports))
  assert.deepEqual([answer.status, answer.stderr], [0, ''])
  assert.match(answer.stdout, /^stored as \S+ by [23] replicas\n\{"items":3\}\ncart:42 1\n$/)
  const embedded = await run(programWith(service, 'service.js', { '/ip4/127.0.0.1/tcp/4500': '/ip4/127.0.0.1/tcp/0', 'bootstrap: []': 'bootstrap: [], diskFreeBytesMin: null, diskFreePercentMin: null' }))
  assert.deepEqual(embedded, { status: 0, stdout: 'hello\n', stderr: '' })
})

const TYPED = `import { connect, QuorumNotMetError, type GetResult, type KvClient } from 'p2pkv'

export async function read (key: string): Promise<Uint8Array | undefined> {
  const kv: KvClient = await connect({ peers: ['/ip4/127.0.0.1/tcp/4400'], timeoutMs: 1_000 })
  try {
    const answer: GetResult = await kv.get(key, { r: 'quorum', signal: AbortSignal.timeout(500) })
    for await (const { key, cursor } of kv.scan({ prefix: 'a', limit: 10 })) console.log(key.byteLength, cursor.length)
    return answer.value
  } catch (error) {
    if (error instanceof QuorumNotMetError && error.outcome === 'unknown') return undefined
    throw error
  } finally { await kv.close() }
}

// @ts-expect-error there is no such quorum
void read('a').then(async () => await (await connect({ peers: [] })).get('a', { r: 'most' }))
`

const EMBEDDED = `import { createLibp2p } from 'libp2p'
import { gossipsub } from '@libp2p/gossipsub'
import { identify } from '@libp2p/identify'
import { startDaemon } from 'p2pkv/daemon'
import { p2pkv, privateKeyOf } from 'p2pkv/service'

const data = './data'
export const node = await createLibp2p({ privateKey: await privateKeyOf(data), services: { identify: identify(), pubsub: gossipsub(), p2pkv: p2pkv({ data, n: 3, r: 'one' }) } })
export const value: Uint8Array | undefined = (await node.services.p2pkv.get('a')).value
export const start: typeof startDaemon = startDaemon
// @ts-expect-error where it listens is the node's matter
p2pkv({ data, listen: [] })
`

test('its types serve a strict program, in Node and the client in a browser', async () => {
  const compile = async (name: string, code: string, flags: readonly string[]): Promise<void> => {
    writeFileSync(join(app, name), code)
    const { stdout, status } = await run(join(ROOT, 'node_modules/typescript/bin/tsc'), ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--target', 'es2023', '--skipLibCheck', ...flags, name])
    assert.deepEqual([status, stdout], [0, ''], stdout)
  }
  await compile('browser.ts', TYPED, ['--module', 'esnext', '--moduleResolution', 'bundler', '--lib', 'es2024,dom'])
  linkPackage('@types/node')
  await compile('node.ts', `${EMBEDDED}${TYPED}`, ['--module', 'nodenext', '--lib', 'es2024', '--types', 'node'])
})
