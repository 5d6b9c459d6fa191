/** What the machine gives at best, measured in the same run: the disk's group commit, a request stream of libp2p, a TCP echo. */
import '../../protocols/libp2p/polyfill.js'
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ClassicLevel } from 'classic-level'
import type { RawLimit } from './data.js'
import { median } from '../../cli/bench/median.js'

const BYTES = 1_024
const BATCH = 64
const BATCHES = 100
const ROUNDS = 3
const ECHO_SECONDS = 0.5

interface EchoLine { readonly bodyBytes: number, readonly inFlight: number, readonly perSecond: number, readonly rawPerSecond: number }

/** Synced batches of 64 records of 1 KiB, one after the other. */
async function groupCommit (): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'p2pkv-bench-'))
  const database = new ClassicLevel<Uint8Array, Uint8Array>(directory, { keyEncoding: 'view', valueEncoding: 'view' })
  await database.open()
  try {
    const value = randomBytes(BYTES)
    const rates: number[] = []
    let made = 0
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now()
      for (let batch = 0; batch < BATCHES; batch++) await database.batch(Array.from({ length: BATCH }, () => ({ type: 'put' as const, key: Buffer.from(`key ${made++}`), value })), { sync: true })
      rates.push(BATCH * BATCHES / (performance.now() - start) * 1_000)
    }
    return median(rates)
  } finally {
    await database.close()
    await rm(directory, { recursive: true, force: true })
  }
}

export async function measureRawLimits (): Promise<RawLimit[]> {
  const commit = await groupCommit()
  const { stdout } = spawnSync(process.execPath, [fileURLToPath(new URL('../request-streams.js', import.meta.url)), String(ECHO_SECONDS), String(BYTES)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  const echoes = stdout.trim().split('\n').map(line => JSON.parse(line) as EchoLine)
  return [
    { name: 'group commit', inFlight: BATCH, bytes: BYTES, perSecond: commit },
    ...echoes.map(({ bodyBytes: bytes, inFlight, perSecond }) => ({ name: 'request stream', inFlight, bytes, perSecond })),
    ...echoes.map(({ bodyBytes: bytes, inFlight, rawPerSecond }) => ({ name: 'TCP echo', inFlight, bytes, perSecond: rawPerSecond })),
  ]
}
