/**
 * Scans of a whole cluster: five real daemons (N=3) on this machine, 100,000 keys, read through one client.
 *
 *   npm run build && node dist/bench/scan.js [keys, default 100000] [value bytes, default 64]
 *
 * Prints keys a second for keys alone, with values, at a quorum, while other clients write and read, and with one peer killed; and the largest
 * resident memory of the daemons and of `p2pkv scan` while it runs (Linux only: from /proc).
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { operatorOf } from '../cli/operator.js'
import { devPeerDirectory } from '../cli/peers.js'
import { connect, type KvClient, type ScanOptions } from '../client/index.js'

const KEYS = Number(process.argv[2] ?? 100_000)
const VALUE = new Uint8Array(Number(process.argv[3] ?? 64)).fill(120)
const RUNS = 3
const LOAD_CLIENTS = 8

interface Peer { readonly pid: number, readonly addresses: readonly string[] }

function peakMiB (pid: number): number {
  try {
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024)
  } catch { return 0 }
}

async function load (kv: KvClient): Promise<void> {
  const puts = Array.from({ length: KEYS }, (_, index) => ({ key: `bench:${String(index).padStart(8, '0')}`, value: VALUE }))
  const start = performance.now()
  for (let index = 0; index < puts.length; index += 8192) {
    const failed = (await kv.putMany(puts.slice(index, index + 8192), { durability: 'buffered', timeoutMs: 60_000 })).filter(({ status }) => status === 'rejected')
    if (failed.length > 0) throw new Error(`${failed.length} puts failed`, { cause: failed[0] })
  }
  console.log(`loaded ${KEYS} keys, ${Math.round(KEYS / (performance.now() - start) * 1000)} puts/s`)
}

/** Milliseconds of processor that another process has used so far; undefined when it is gone, or where there is no /proc. Its unit is 1/100 s. */
function processorMs (pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')
    return fields[0] === 'Z' ? undefined : 10 * (Number(fields[11]) + Number(fields[12]))
  } catch { return undefined }
}

async function measure (name: string, kv: KvClient, pids: readonly number[], options: ScanOptions): Promise<void> {
  const rates: number[] = []
  const before = pids.map(processorMs)
  const ownBefore = process.cpuUsage()
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now()
    let count = 0
    let last = ''
    for await (const page of kv.scanPages(options)) {
      for (const { key } of page) {
        const text = Buffer.from(key).toString('latin1')
        if (text <= last) throw new Error(`${text} after ${last}`)
        last = text
        count++
      }
    }
    if (count !== KEYS) throw new Error(`${count} keys instead of ${KEYS}`)
    rates.push(count / (performance.now() - start) * 1000)
  }
  rates.sort((a, b) => a - b)
  const own = process.cpuUsage(ownBefore)
  // Of those that lived all the time.
  const usedMs = pids.reduce((sum, pid, index) => {
    const [from, to] = [before[index], processorMs(pid)]
    return from === undefined || to === undefined ? sum : sum + to - from
  }, 0)
  const perKey = (ms: number): string => (ms * 1_000 / KEYS / RUNS).toFixed(1)
  console.log(`${name.padEnd(24)}${Math.round(rates[RUNS >> 1] ?? 0).toLocaleString('en').padStart(10)} keys/s (median of ${RUNS})   processor a key: ${perKey(usedMs)} µs daemons, ${perKey((own.user + own.system) / 1_000)} µs client`)
}

/** Clients that write and read other keys, of another bucket, until told to stop. @returns requests that they made, when stopped */
function putUnderLoad (kv: KvClient): () => Promise<number> {
  let loading = true
  let requests = 0
  const clients = Array.from({ length: LOAD_CLIENTS }, async (_, client) => {
    for (let index = 0; loading; index++, requests++) {
      const key = `${client}-${index % 100}`
      await (index % 2 === 0 ? kv.put(key, VALUE, { bucket: 'load' }) : kv.get(key, { bucket: 'load' }))
    }
  })
  return async () => {
    loading = false
    await Promise.all(clients)
    return requests
  }
}

async function commandLine (program: string, data: string): Promise<void> {
  const child = spawn(process.execPath, [program, 'scan', '--data', data], { stdio: ['ignore', 'pipe', 'inherit'] })
  let lines = 0
  let peak = 0
  const start = performance.now()
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    for (const byte of chunk) if (byte === 10) lines++
    peak = Math.max(peak, peakMiB(child.pid ?? 0))
  }
  console.log(`${'p2pkv scan | wc -l'.padEnd(24)}${Math.round(lines / (performance.now() - start) * 1000).toLocaleString('en').padStart(10)} keys/s, ${lines} lines, whole process; peak ${peak} MiB`)
}

const data = mkdtempSync(join(tmpdir(), 'p2pkv-bench-'))
const program = fileURLToPath(new URL('../bundle/p2pkv.js', import.meta.url))
const dev = spawn(process.execPath, [program, 'dev', '--peers', '5', '--port', '26400', '--data', data, '-o', 'json'], { stdio: ['ignore', 'pipe', 'inherit'] })
try {
  const ready = await new Promise<{ cluster: string, peers: Peer[] }>((resolve, reject) => {
    createInterface({ input: dev.stdout }).once('line', line => { resolve(JSON.parse(line) as { cluster: string, peers: Peer[] }) })
    dev.once('exit', code => { reject(new Error(`the cluster did not start (exit ${code})`)) })
  })
  const kv = await connect({ ...await operatorOf(devPeerDirectory(data, 1)), peers: ready.peers.flatMap(({ addresses }) => addresses.slice(0, 1)), cluster: ready.cluster, timeoutMs: 30_000 })
  await load(kv)
  const before = ready.peers.map(({ pid }) => peakMiB(pid))
  const pids = ready.peers.map(({ pid }) => pid)
  await measure('keys', kv, pids, {})
  await measure('keys and values', kv, pids, { values: true })
  await measure('keys at a quorum', kv, pids, { r: 'quorum' })
  await commandLine(program, data)
  const stop = putUnderLoad(kv)
  const start = performance.now()
  await measure('keys, under load', kv, pids, {})
  console.log(`clients meanwhile: ${Math.round(await stop() / (performance.now() - start) * 1_000)} requests/s`)
  const victim = ready.peers.at(-1)
  if (victim !== undefined) process.kill(victim.pid, 'SIGKILL')
  await measure('keys, one peer killed', kv, pids, {})
  console.log(`peak memory of the daemons, MiB: ${before.join(' ')} before, ${ready.peers.map(({ pid }) => peakMiB(pid)).join(' ')} after`)
  await kv.close()
} finally {
  const ended = new Promise(resolve => { dev.once('exit', resolve) })
  dev.kill('SIGTERM')
  await ended
  rmSync(data, { recursive: true, force: true })
}
