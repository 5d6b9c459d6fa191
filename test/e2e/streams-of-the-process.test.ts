/** Standard streams that fill up or stand still, and the real process between them. */
import assert from 'node:assert/strict'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { BackupWriter } from '../../cli/backup-file.js'
import { eventually, PROGRAM } from './harness.js'

const directory = mkdtempSync(join(tmpdir(), 'p2pkv-streams-'))
after(() => { rmSync(directory, { recursive: true }) })
const withoutFull = { skip: !existsSync('/dev/full') }

function start (args: readonly string[], stdio: ReadonlyArray<'pipe' | 'ignore' | number>): ChildProcess {
  return spawn(process.execPath, [PROGRAM, ...args], { stdio: [...stdio], env: { PATH: process.env.PATH, HOME: directory } })
}

test('who waits for standard input ends when it is interrupted', async () => {
  const child = start(['put', 'key', '-', '-p', '/ip4/127.0.0.1/tcp/1'], ['pipe', 'ignore', 'pipe'])
  // More than a pipe holds: when it is written, it is being read.
  await new Promise(resolve => child.stdin?.write(Buffer.alloc(1024 * 1024), resolve))
  child.kill('SIGTERM')
  assert.deepEqual(await once(child, 'exit'), [130, null])
})

test('notes that nobody can read do not end the work that they are about', withoutFull, async () => {
  const file = join(directory, 'backup')
  const writer = await BackupWriter.create(file, { v: 1, cluster: 'c', origin: 'ab', ringEpoch: 1, startedAt: 1, version: '0' })
  await writer.finish()
  const full = openSync('/dev/full', 'w')
  const child = start(['verify', file, '-o', 'json'], ['ignore', 'pipe', full])
  closeSync(full)
  let said = ''
  child.stdout?.on('data', (chunk: Buffer) => { said += chunk.toString() })
  assert.deepEqual(await once(child, 'close'), [0, null])
  assert.equal((JSON.parse(said) as { ok: boolean }).ok, true)
})

test('an answer that cannot be written is a failure that is told', withoutFull, async () => {
  const full = openSync('/dev/full', 'w')
  const child = start(['completion', 'bash'], ['ignore', full, 'pipe'])
  closeSync(full)
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => { said += chunk.toString() })
  assert.deepEqual(await once(child, 'close'), [1, null])
  assert.match(said, /standard output.*ENOSPC/)
})

test('who waits for a reader that stands still ends when it is interrupted', async () => {
  const child = start(['pipe', '-p', '/ip4/127.0.0.1/tcp/1'], ['pipe', 'pipe', 'ignore'])
  child.stdin?.on('error', () => { /* it ends without reading all */ }).end('no JSON\n'.repeat(100_000))
  await once(child.stdout ?? child, 'readable')
  child.kill('SIGTERM')
  assert.deepEqual(await once(child, 'exit'), [130, null])
})

test('who waits for a pipe into which nobody writes ends when it is interrupted', async context => {
  for (const verb of ['put', 'import']) {
    const pipe = join(directory, `${verb}.pipe`)
    if (spawnSync('mkfifo', [pipe]).status !== 0) return context.skip('there is no mkfifo')
    const child = start([...verb === 'put' ? ['put', 'key', '-f', pipe] : ['import', pipe], '-p', '/ip4/127.0.0.1/tcp/1'], ['ignore', 'ignore', 'ignore'])
    context.after(() => child.kill('SIGKILL'))
    // Can be opened so only when somebody reads it.
    const writer = await eventually('it reads', () => openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK))
    context.after(() => { closeSync(writer) })
    child.kill('SIGTERM')
    await eventually(`${verb} has ended`, () => child.exitCode === null && child.signalCode === null ? undefined : true, 20_000)
    assert.equal(child.exitCode, 130, verb)
  }
})

test('who reads a terminal says so, and ends when it is interrupted', async context => {
  if (spawnSync('script', ['--version']).status !== 0) return context.skip('there is no script')
  for (const source of ['-', '-f /dev/stdin', '-f /dev/tty']) {
    const child = spawn('script', ['-qec', `"${process.execPath}" "${PROGRAM}" put key ${source} -p /ip4/127.0.0.1/tcp/1`, '/dev/null'], { stdio: ['pipe', 'pipe', 'ignore'], env: { PATH: process.env.PATH, HOME: directory } })
    context.after(() => child.kill('SIGKILL'))
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => { said += chunk.toString() })
    await eventually(`${source} says what it waits for`, () => said.includes('Ctrl-D') ? true : undefined, 20_000)
    child.stdin.write('\x03')
    await eventually(`${source} has ended`, () => child.exitCode ?? undefined, 20_000)
    assert.equal(child.exitCode, 130, source)
  }
})

test('a standard input that is closed is no empty value, and no empty list of requests', async () => {
  for (const words of ['put key -', 'import -', 'pipe']) {
    const child = spawn('sh', ['-c', `exec "$0" "$1" ${words} -p /ip4/127.0.0.1/tcp/1 <&-`, process.execPath, PROGRAM], { stdio: ['ignore', 'ignore', 'pipe'], env: { PATH: process.env.PATH, HOME: directory } })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => { said += chunk.toString() })
    assert.deepEqual([words, ...await once(child, 'close') as unknown[]], [words, 2, null])
    assert.match(said, /standard input is closed/)
  }
})
