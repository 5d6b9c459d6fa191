/**
 * Whole-cluster puts and gets: three real daemons (N=3, R=W=quorum, synced), the load from this process
 * through one client, all on this machine.
 *
 *   npm run build && node dist/bench/cluster.js [seconds a row, default 3]
 *
 * Prints a row for each (operation, requests in flight) with rates and latencies, and in the same run the
 * raw limits that the rates are ratios of: group commit of one store, and lone and parallel request streams
 * are in bench/storage.ts and bench/request-streams.ts.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'hdr-histogram-js'
import { operatorOf } from '../cli/operator.js'
import { devPeerDirectory } from '../cli/peers.js'
import { connect, type KvClient } from '../client/index.js'

const SECONDS = Number(process.argv[2] ?? 3)
const KEYS = 2_000
const VALUE = new Uint8Array(1024).fill(120)
const IN_FLIGHT = [1, 64, 256] as const

interface Row { readonly operation: string, readonly inFlight: number, readonly perSecond: number, readonly p50Ms: number, readonly p99Ms: number, readonly failed: number }

/** Closed loop: `inFlight` workers, each sends its next request when its last was answered. */
async function measure (operation: string, inFlight: number, request: (index: number) => Promise<unknown>): Promise<Row> {
  const histogram = build({ lowestDiscernibleValue: 1, highestTrackableValue: 60_000_000, numberOfSignificantValueDigits: 3 })
  let next = 0
  let failed = 0
  const run = async (seconds: number, record: boolean): Promise<number> => {
    const start = performance.now()
    const end = start + seconds * 1000
    let done = 0
    await Promise.all(Array.from({ length: inFlight }, async () => {
      while (performance.now() < end) {
        const begun = performance.now()
        try {
          await request(next++)
          done++
        } catch {
          failed++
        }
        if (record) histogram.recordValue(Math.max(1, Math.round((performance.now() - begun) * 1000)))
      }
    }))
    return done / ((performance.now() - start) / 1000)
  }
  await run(Math.min(1, SECONDS), false)
  failed = 0
  const perSecond = await run(SECONDS, true)
  return { operation, inFlight, perSecond, p50Ms: histogram.getValueAtPercentile(50) / 1000, p99Ms: histogram.getValueAtPercentile(99) / 1000, failed }
}

async function workloads (kv: KvClient): Promise<Row[]> {
  const rows: Row[] = []
  const key = (index: number): string => `bench:${index % KEYS}`
  for (let index = 0; index < KEYS; index += 100) await Promise.all(Array.from({ length: 100 }, async (_, offset) => await kv.put(key(index + offset), VALUE)))
  for (const inFlight of IN_FLIGHT) {
    rows.push(await measure('put 1 KiB', inFlight, async index => await kv.put(key(index), VALUE)))
    rows.push(await measure('get 1 KiB', inFlight, async index => await kv.get(key(index))))
    rows.push(await measure('80 % get', inFlight, async index => index % 5 === 0 ? await kv.put(key(index), VALUE) : await kv.get(key(index))))
  }
  return rows
}

const data = mkdtempSync(join(tmpdir(), 'p2pkv-bench-'))
const program = fileURLToPath(new URL('../bundle/p2pkv.js', import.meta.url))
const dev = spawn(process.execPath, [program, 'dev', '--peers', '3', '--data', data, '-o', 'json'], { stdio: ['ignore', 'pipe', 'inherit'] })
try {
  const ready = await new Promise<{ cluster: string, peers: Array<{ addresses: string[] }> }>((resolve, reject) => {
    createInterface({ input: dev.stdout }).once('line', line => { resolve(JSON.parse(line) as { cluster: string, peers: Array<{ addresses: string[] }> }) })
    dev.once('exit', code => { reject(new Error(`the cluster did not start (exit ${code})`)) })
  })
  const kv = await connect({ ...await operatorOf(devPeerDirectory(data, 1)), peers: ready.peers.flatMap(({ addresses }) => addresses.slice(0, 1)), cluster: ready.cluster })
  const rows = await workloads(kv)
  await kv.close()
  console.log('operation    in flight   per second    p50 ms    p99 ms   failed')
  for (const { operation, inFlight, perSecond, p50Ms, p99Ms, failed } of rows) {
    console.log(`${operation.padEnd(12)}${String(inFlight).padStart(9)}${perSecond.toFixed(0).padStart(13)}${p50Ms.toFixed(2).padStart(10)}${p99Ms.toFixed(2).padStart(10)}${String(failed).padStart(9)}`)
  }
} finally {
  const ended = new Promise(resolve => { dev.once('exit', resolve) })
  dev.kill('SIGTERM')
  await ended
  rmSync(data, { recursive: true, force: true })
}
