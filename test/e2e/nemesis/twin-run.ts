/** One run over real daemons: faults and clients (safety), then healed (liveness), then the simulator's checkers. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { TestNetwork } from '../../fixtures/faults/test-network.js'
import { judge } from '../../sim/checkers/index.js'
import { isWrite, type FinalCopy, type Op, type RunRecord } from '../../sim/history.js'
import { keyName, Workload } from '../../sim/workload.js'
import { eventually } from '../harness.js'
import { waitUntilAgreed } from '../open-client.js'
import { TwinCluster, type TwinPeer } from './twin-cluster.js'
import type { TwinConfig } from './twin-config.js'
import { TwinNemesis } from './twin-nemesis.js'

/** Generous: a machine that is slow must not decide. Only ends what hangs. */
const CALL_MS = 10_000

export interface TwinResult {
  readonly violations: readonly string[]
  /** What was done, in one line. */
  readonly summary: string
  readonly missing: readonly string[]
  /** Where the history is, if something is wrong. */
  readonly savedIn: string | undefined
}

export async function runTwin (config: TwinConfig, options: { readonly netsplits: boolean }): Promise<TwinResult> {
  const cleanUps: Array<() => Promise<void>> = []
  const network = options.netsplits ? TestNetwork.make() : undefined
  try {
    const cluster = new TwinCluster({ after: fn => { cleanUps.push(fn) } }, config, network)
    const workload = new Workload(cluster, config)
    cluster.onForwarded = requestId => { workload.noteForwarded(requestId, 2) }
    const nemesis = new TwinNemesis(cluster, config.faults)
    const violations: string[] = []
    let final: Map<string, FinalCopy[]> | undefined
    try {
      await cluster.form()
      await waitUntilAgreed(cluster.daemons)
      await cluster.setBucket()
      nemesis.start()
      workload.start()
      await sleep(config.safetyMs)
      workload.stop()
      await nemesis.heal()
      final = await recover(cluster, workload, config)
    } catch (error) {
      violations.push(`liveness: ${String(error)}`)
    }
    workload.markRepeated()
    const record: RunRecord = { config, ops: workload.ops, final, wipes: 0, rotted: new Map(), powerCuts: nemesis.powerCuts, storesLose: nemesis.storesLose }
    violations.push(...judge(record), ...workload.surprises.map(text => `errors: ${text}`), ...nemesis.surprises.map(text => `exits: ${text}`))
    const savedIn = violations.length === 0 ? undefined : save(config, cluster, record, violations)
    return { violations, summary: `${counts(workload.ops)}; ${[...nemesis.struck].map(([kind, count]) => `${kind}×${count}`).join(' ') || 'no faults'}`, missing: [...cluster.missing], savedIn }
  } finally {
    for (const cleanUp of cleanUps.reverse()) await cleanUp()
    network?.close()
  }
}

/** The liveness phase: one view, every key readable from all its primaries, every peer takes a put and a get. */
async function recover (cluster: TwinCluster, workload: Workload<TwinPeer>, config: TwinConfig): Promise<Map<string, FinalCopy[]>> {
  await waitUntilAgreed(cluster.daemons)
  await eventually('every operation has ended', () => workload.running === 0 ? true : undefined)
  const keys = Array.from({ length: config.keys }, (_, index) => keyName(index))
  const readAll = async (): Promise<void> => {
    for (const [index, key] of keys.entries()) {
      let attempt = 0
      await eventually(`all primaries of ${key} agree`, async () => {
        const via = cluster.peers[(index + attempt++) % cluster.peers.length]
        if (via === undefined) return undefined
        const { error, agreed } = await workload.read(via, key, { timeoutMs: CALL_MS, r: 'all' })
        if (error !== '') throw new Error(error)
        return agreed ? true : undefined
      })
    }
  }
  await readAll()
  for (const [index, via] of cluster.peers.entries()) {
    const key = keys[index % keys.length] ?? ''
    await eventually(`${via.name} takes a put`, async () => (await workload.write(via, key, false, {}, CALL_MS)).outcome === 'ok' ? true : undefined)
    await eventually(`${via.name} takes a get`, async () => (await workload.read(via, key, { timeoutMs: CALL_MS })).outcome === 'ok' ? true : undefined)
  }
  await readAll()
  const final = new Map<string, FinalCopy[]>()
  for (const key of keys) final.set(key, await cluster.look(key))
  return final
}

function counts (ops: readonly Op[]): string {
  const of = (kind: (op: Op) => boolean, outcome: Op['outcome']): number => ops.filter(op => kind(op) && op.outcome === outcome).length
  const isRead = (op: Op): boolean => !isWrite(op)
  return `${of(isWrite, 'ok')} writes acknowledged, ${of(isWrite, 'unknown')} unknown, ${of(isWrite, 'none')} not applied; ${of(isRead, 'ok')} reads answered, ${ops.filter(isRead).length - of(isRead, 'ok')} failed`
}

function save (config: TwinConfig, cluster: TwinCluster, record: RunRecord, violations: readonly string[]): string {
  const directory = mkdtempSync(join(tmpdir(), 'p2pkv-nemesis-'))
  const text = (value: unknown): string => JSON.stringify(value, (_key, part: unknown) => part instanceof Map ? [...part as Map<unknown, unknown>] : typeof part === 'bigint' ? String(part) : part)
  writeFileSync(join(directory, 'config.json'), text(config))
  writeFileSync(join(directory, 'violations.txt'), violations.join('\n'))
  writeFileSync(join(directory, 'history.jsonl'), record.ops.map(text).join('\n'))
  writeFileSync(join(directory, 'final.json'), text(record.final ?? null))
  writeFileSync(join(directory, 'story.txt'), cluster.story.join('\n'))
  for (const { name, log } of cluster.daemons.daemons) writeFileSync(join(directory, `${name}.log`), log)
  return directory
}
