/**
 * Backup, verify and restore of a cluster of real daemons (N=3) that is written to and read from meanwhile,
 * by the program itself: whole time, rate, and the largest memory of program and daemons (Linux: from /proc).
 * The restored cluster has another size and is compared key by key: values, conflicts and deletes.
 *
 *   npm run build && node dist/bench/backup.js [megabytes, default 1000] [bytes of a value, default 262144]
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { KvClient } from '../client/index.js'
import { TestCluster } from '../test/e2e/harness.js'
import { forEachParallel, openClient, waitUntilAgreed, waitUntilSynced } from '../test/e2e/open-client.js'

const MEGABYTES = Number(process.argv[2] ?? 1_000)
const VALUE_BYTES = Number(process.argv[3] ?? 262_144)
const KEYS = Math.max(20, Math.ceil(MEGABYTES * 1e6 / VALUE_BYTES))
const TIMEOUT_MS = 60_000
const FILL_IN_FLIGHT = 16
const PROGRAM = fileURLToPath(new URL('../bundle/p2pkv.js', import.meta.url))
const directory = mkdtempSync(join(tmpdir(), 'p2pkv-backup-'))
const file = join(directory, 'all.p2pkv')
const keyOf = (index: number): string => `k${String(index).padStart(7, '0')}`

function peakMiB (pid: number): number {
  try {
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024)
  } catch { return 0 }
}

/** Different for every key, and none compresses. */
function valueOf (index: number, round = 0): Uint8Array {
  const value = new Uint8Array(VALUE_BYTES)
  let state = (index * 2_654_435_761 + round * 40_503 + 1) >>> 0
  for (let at = 0; at + 4 <= value.length; at += 4) {
    state = Math.imul(state ^ state >>> 15, 0x2c1b3c6d) + 0x9e3779b9 >>> 0
    value[at] = state
    value[at + 1] = state >>> 8
    value[at + 2] = state >>> 16
    value[at + 3] = state >>> 24
  }
  return value
}

/** Milliseconds of processor that processes have used so far; 0 where there is no /proc. Its unit is 1/100 s. */
function processorMs (pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')
      return sum + 10 * (Number(fields[11]) + Number(fields[12]))
    } catch { return sum }
  }, 0)
}

async function program (name: string, data: string, args: readonly string[], daemons: readonly number[] = []): Promise<string> {
  const before = processorMs(daemons)
  const start = performance.now()
  const child = spawn(process.execPath, [PROGRAM, ...args, ...(args[0] === 'verify' ? [] : ['--data', data, '--timeout', '60s'])], { stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString() })
  child.stderr.on('data', (chunk: Buffer) => { said += chunk.toString() })
  let peak = 0
  let own = 0
  const timer = setInterval(() => {
    peak = Math.max(peak, peakMiB(child.pid ?? 0))
    own = Math.max(own, processorMs([child.pid ?? 0]))
  }, 100)
  const exit = await new Promise<number | null>(resolve => { child.once('close', resolve) })
  clearInterval(timer)
  if (exit !== 0) throw new Error(`p2pkv ${args.join(' ')}: exit ${exit}: ${said}`)
  const seconds = (performance.now() - start) / 1_000
  const megabytes = statSync(file).size / 1e6
  console.log(`${name.padEnd(28)}${seconds.toFixed(1).padStart(8)} s${(megabytes / seconds).toFixed(0).padStart(8)} MB/s   program at most ${peak} MiB   processor a MB: ${((processorMs(daemons) - before) / megabytes).toFixed(0)} ms daemons, ${(own / megabytes).toFixed(0)} ms program   ${out.trim().split('\n').at(-1) ?? ''}`)
  return out
}

/** A digest of every record but those of the load: values, conflicts, versions, deletes. Contexts are of one cluster only. */
async function digestOf (kv: KvClient): Promise<string> {
  const digests: string[] = []
  for await (const records of kv.backupPages()) {
    for (const { at, record } of records) {
      const key = Buffer.from(at).toString('latin1')
      if (!key.includes('load')) digests.push(`${key} ${createHash('sha256').update(record).digest('hex')}`)
    }
  }
  return createHash('sha256').update(digests.sort().join('\n')).digest('hex')
}

const done: Array<() => Promise<void> | void> = []
try {
  const context = { after: (fn: () => Promise<void>) => { done.push(fn) } }
  const cluster = new TestCluster(context)
  await cluster.grow(4)
  await waitUntilAgreed(cluster)
  const [first] = cluster.daemons
  if (first === undefined) throw new Error('no daemon')
  await waitUntilSynced(first, 4)
  const kv = await openClient(first, TIMEOUT_MS)
  done.push(async () => { await kv.close() })
  await kv.setBucket('carts', { conflict: 'siblings' })
  let start = performance.now()
  await forEachParallel([...Array(KEYS).keys()], FILL_IN_FLIGHT, async index => { await kv.put(keyOf(index), valueOf(index), { durability: 'buffered' }) })
  // Every tenth key is deleted; some have conflicts.
  await forEachParallel([...Array(Math.ceil(KEYS / 10)).keys()], FILL_IN_FLIGHT, async index => { await kv.delete(keyOf(10 * index)) })
  for (let index = 0; index < 10; index++) for (const value of ['one', 'two']) await kv.put(`cart${index}`, value, { bucket: 'carts', w: 'all' })
  console.log(`${KEYS} keys of ${VALUE_BYTES} bytes, a tenth deleted, 10 conflicts; filled at ${(KEYS * VALUE_BYTES / 1e3 / (performance.now() - start)).toFixed(0)} MB/s`)
  const before = cluster.daemons.map(({ file: { pid } }) => peakMiB(pid))

  // Clients go on meanwhile, with keys of their own.
  let loading = true
  let requests = 0
  let failed = 0
  const load = Promise.all(Array.from({ length: 4 }, async (_, worker) => {
    for (let index = 0; loading; index++) {
      await (index % 5 === 0 ? kv.put(`load${worker}-${index % 100}`, 'x'.repeat(1_000)) : kv.get(`load${worker}-${index % 100}`)).catch(() => { failed++ })
      requests++
    }
  }))
  start = performance.now()
  const pids = cluster.daemons.map(({ file: { pid } }) => pid)
  await program('backup under load', first.data, ['backup', file], pids)
  const loadSeconds = (performance.now() - start) / 1_000
  loading = false
  await load
  console.log(`${statSync(file).size} bytes; clients meanwhile: ${(requests / loadSeconds).toFixed(0)} requests/s, ${failed} failed`)
  await program('verify', first.data, ['verify', file])

  const was = await digestOf(kv)
  const other = new TestCluster(context)
  await other.grow(1)
  await waitUntilAgreed(other)
  const [alone] = other.daemons
  if (alone === undefined) throw new Error('no daemon')
  const copy = await openClient(alone, TIMEOUT_MS)
  done.push(async () => { await copy.close() })
  await copy.setBucket('carts', { conflict: 'siblings' })
  await program('restore, another cluster', alone.data, ['restore', file], [alone.file.pid])
  const isEqual = await digestOf(copy) === was
  console.log(`the restored cluster of another size is ${isEqual ? 'equal: values, conflicts, versions, deletes' : 'DIFFERENT'}`)

  // Into the live one: what was written, deleted and written again since stays.
  for (let index = 0; index < KEYS; index += 7) await kv.put(keyOf(index), 'newer')
  for (let index = 1; index < KEYS; index += 7) await kv.delete(keyOf(index))
  const newer = await digestOf(kv)
  await program('restore, the live cluster', first.data, ['restore', file], pids)
  const isUnchanged = await digestOf(kv) === newer
  console.log(`the live cluster is ${isUnchanged ? 'unchanged' : 'CHANGED'} by the restore`)
  console.log(`daemons, MiB at most: ${before.join(' ')} before, ${cluster.daemons.map(({ file: { pid } }) => peakMiB(pid)).join(' ')} after; restored into: ${peakMiB(alone.file.pid)}`)
  if (!isEqual || !isUnchanged) process.exitCode = 1
} finally {
  for (const fn of done.reverse()) await fn()
  rmSync(directory, { recursive: true, force: true })
}
