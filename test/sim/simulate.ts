/** One run: a cluster under faults (safety), then healed and judged (liveness). */
import { PUT } from '../../protocols/put/put.js'
import { utf8Bytes } from '../../protocols/record/bytes.js'
import { partitionOf } from '../../protocols/record/key.js'
import { judge } from './checkers/index.js'
import { finalCopy } from './final-copy.js'
import type { FinalCopy, Op, RunRecord } from './history.js'
import { Monitor } from './monitor.js'
import { Nemesis } from './nemesis.js'
import { Promptness } from './promptness.js'
import { SimWorld } from './sim-client.js'
import { SimCluster, type SimBugs, type SimPeer } from './sim-cluster.js'
import { strays } from './strays.js'
import { isRingFault, paceOf, type FaultKind, type SwarmConfig } from './swarm.js'
import { PREFIX } from '../../storage/keyspace.js'
import { Tally } from './tally.js'
import { treeProblems } from '../fixtures/tree-recount.js'
import { differingRoots, rootsAgree } from './tree-roots.js'
import { BUCKET, keyName, Workload } from './workload.js'

/** Virtual milliseconds within which a healed cluster must be whole again. */
const HEAL_MS_MAX = 60_000
const READS_MAX = 5
/** Between two tries: time for the repair that the first set off. */
const RETRY_MS = 50
const PROGRESS_MS = 2_000
/** How often a healed cluster is looked at, of virtual time, for what is not over after the next event. */
const LOOK_MS = 2
const LOOK_REAPED_MS = 20
/** Within this a write that W of its replicas have is with all, when nothing fails. */
const SPREAD_MS = 50
/** How often all may be whole for a moment and then not. */
const HEAL_ROUNDS_MAX = 20
/** Faults after which a store may not have what others have of it. */
const STORES_LOSE: ReadonlySet<FaultKind> = new Set(['kill', 'power-cut', 'power-cut-all', 'disk-full', 'rot', 'wipe', 'fault-point', 'reap-point', 'queue'])

/** Each run encodes and decodes thousands of small messages: with Node's pool of 8 KiB a sixth of the time went into making pools. */
Buffer.poolSize = 512 * 1024

export interface SimResult {
  /** `checker: sentence` */
  readonly violations: readonly string[]
  readonly hash: string
  readonly story: readonly string[]
  readonly ops: readonly Op[]
  readonly virtualMs: number
  readonly events: number
  /** What happened how often. */
  readonly tally: Tally
}

export async function simulate (config: SwarmConfig, options: { readonly tells?: boolean, readonly bugs?: SimBugs } = {}): Promise<SimResult> {
  const rejections: string[] = []
  const onRejection = (error: unknown): void => { rejections.push(`unhandled: ${error instanceof Error ? error.stack ?? error.message : String(error)}`) }
  process.on('unhandledRejection', onRejection)
  try {
    const simulation = new Simulation(config, options, rejections)
    if (runs++ % KEEP_EVERY === 0) kept[runs / KEEP_EVERY % KEPT | 0] = simulation
    return await simulation.run()
  } finally {
    process.off('unhandledRejection', onRejection)
  }
}

/**
 * The engine forgets the shapes of objects of which none is left, and all that it had compiled for them: a run
 * that stays keeps them. Another takes its place now and then, for what not every run has.
 */
const KEPT = 4
const KEEP_EVERY = 64
const kept: Simulation[] = []
let runs = 0

class Simulation {
  readonly #cluster: SimCluster
  readonly #workload: Workload<SimPeer>
  readonly #nemesis: Nemesis
  readonly #monitor: Monitor
  readonly #promptness: Promptness
  readonly #violations: string[] = []
  #reaped: RunRecord['reaped']

  constructor (private readonly config: SwarmConfig, options: { readonly tells?: boolean, readonly bugs?: SimBugs }, private readonly rejections: string[]) {
    const { seed, partitions, n, r, w, conflict, gossip, epochBlock, hotRecordsBytesMax = 0, knownVersionsBytesMax = 0, soonMs = 0, antiEntropyIntervalMs = null, tombstoneGraceMs = null, probeIntervalMs, replaceDeadAfterMs = null, stopMs = 0, hintAgeMaxMs, tickMs, gatherMs } = config
    const { reapIntervalMs, reapQuietMs, hintIntervalMs, strayIntervalMs } = paceOf(config)
    // Without comparisons the marks of dropped hints stay.
    const dropped = hintAgeMaxMs === undefined || antiEntropyIntervalMs === null ? {} : { hintAgeMaxMs }
    const reaping = { graceMs: tombstoneGraceMs, intervalMs: reapIntervalMs, quietMs: reapQuietMs }
    this.#cluster = new SimCluster({ seed, partitions, gossip, epochBlock, hotRecordsBytesMax, knownVersionsBytesMax, soonMs, tickMs, gatherMs, antiEntropyIntervalMs, ...(replaceDeadAfterMs === null ? {} : { replaceDeadAfterMs }), probeIntervalMs, defaults: { n, r, w, conflict }, reaping, hints: { intervalMs: hintIntervalMs, ...dropped }, strayIntervalMs, stopMs, ...options })
    this.#promptness = new Promptness(this.#cluster, config)
    // While the ring changes who is needed does, too.
    this.#workload = new Workload(new SimWorld(this.#cluster, this.#ringChanges ? undefined : op => { this.#promptness.look(op) }), config)
    this.#cluster.fabric.onRequest = (rpc, request) => { if (rpc === PUT.name) this.#workload.noteForwarded(PUT.request.decode(request).requestId) }
    this.#nemesis = new Nemesis(this.#cluster, config)
    this.#monitor = new Monitor(this.#cluster)
  }

  async run (): Promise<SimResult> {
    const { scheduler, trace } = this.#cluster
    await this.#cluster.assemble(this.config.peers)
    this.#monitor.start()
    this.#nemesis.start()
    this.#workload.start()
    await scheduler.runFor(this.config.safetyMs)
    this.#workload.stop()
    this.#nemesis.heal()
    const final = await this.#recover()
    this.#monitor.stop()
    this.#monitor.look()
    this.#workload.markRepeated()
    const { ops } = this.#workload
    const record = { config: this.config, ops, final, reaped: this.#reaped, trees: final === undefined ? [] : await this.#treeProblems(), wipes: this.#nemesis.wipes, wipesAtOnce: this.#nemesis.wipesAtOnce, deaths: this.#nemesis.deaths, ringChanges: this.#ringChanges, powerCuts: this.#nemesis.powerCuts, rotted: this.#nemesis.rotted, storesLose: this.config.faults.some(({ kind }) => STORES_LOSE.has(kind)) }
    this.#violations.push(...judge(record), ...this.#monitor.violations, ...this.#promptness.violations.map(text => `promptness: ${text}`), ...this.#workload.surprises.map(text => `errors: ${text}`), ...this.rejections)
    for (const violation of this.#violations) trace.event(`VIOLATION ${violation}`)
    const tally = this.#tally()
    for (const peer of this.#cluster.peers) this.#cluster.kill(peer)
    return { violations: this.#violations, hash: trace.hash, story: trace.lines, ops, virtualMs: scheduler.nowMs, events: scheduler.events, tally }
  }

  #tally (): Tally {
    const { tally, peers, scheduler } = this.#cluster
    for (const { kind, outcome } of this.#workload.ops) tally.add(`${kind} ${outcome}`)
    const nodes = peers.flatMap(({ run }) => run?.node ?? [])
    // The first view and what made it is in every run.
    tally.add('views made', Math.max(1, ...nodes.map(({ history }) => history.id?.epoch ?? 0)) - 1)
    tally.add('views retired', Math.max(1, ...nodes.map(({ views }) => views.published.retired.epoch)) - 1)
    tally.add('peers', peers.length)
    tally.add('events', scheduler.events)
    tally.add('virtual ms', Math.round(scheduler.nowMs))
    return tally
  }

  get #handedOver (): boolean { return this.#cluster.up.every(({ disk }) => disk.count(PREFIX.hint) === 0) }
  get #ringChanges (): boolean { return this.config.faults.some(({ kind }) => isRingFault(kind)) }
  /** Who shall be in the ring at the end. */
  get #members (): SimPeer[] { return this.#cluster.peers.filter(({ gone }) => !gone) }

  /** The liveness phase. */
  async #recover (): Promise<Map<string, FinalCopy[]> | undefined> {
    const { scheduler } = this.#cluster
    const clocksSettledAtMs = scheduler.nowMs + this.#nemesis.aheadMs
    const within = async (ms: number, what: () => string, done: () => boolean): Promise<boolean> => {
      try {
        await scheduler.runUntil(done, ms, 'healing', LOOK_MS)
        return true
      } catch {
        this.#violations.push(`liveness: ${what()}: not so ${ms} ms after all was healed`)
        return false
      }
    }
    // All at once: what holds at one moment may end with a change that was on its way.
    const steps: Array<[string, () => boolean]> = [
      ['all peers are up and agree on one view', () => this.#members.every(({ run }) => run?.node?.membership.joined === true && !run.stopping) && this.#cluster.agreed(this.#members.length)],
      ['no change of the ring is on its way', () => !this.#nemesis.changesRing && this.#cluster.up.every(({ run }) => run?.node?.membership.heldBack.length === 0)],
      ['every peer knows that all others know of it, and coordinates', () => this.#members.every(({ run }) => run?.node?.views.placement() !== undefined)],
      ['all peers think each other alive', () => this.#members.every(({ run }) => this.#members.every(({ id }) => run?.node?.membership.detector.stateOf(id) === 'alive'))],
      ['all stores are open', () => this.#members.every(({ run }) => run?.store.health().state === 'open')],
      // One that comes after all is read may bring a write that nobody else has any more.
      ['every hint is handed over, and no mark of a dropped one is left', () => this.#handedOver],
      // A write that is still under way from when the network was bad is of that time: with it the copies differ anew.
      ['what was sent over bad links has arrived', () => scheduler.nowMs > this.#cluster.fabric.lateUntilMs],
      ['every operation has ended', () => this.#workload.running === 0],
      ['nobody keeps what it does not own', () => !this.#ringChanges || strays(this.#cluster).length === 0],
    ]
    const lacking = (): string | undefined => steps.find(([, holds]) => !holds())?.[0]
    // A hint that is on the wire is nobody's yet: where no trees are compared, nothing would bring it to the others when all has been read.
    for (let round = 1; ; round++) {
      const whole = await within(HEAL_MS_MAX, () => lacking() ?? 'all at once', () => lacking() === undefined)
      if (!whole) return undefined
      await scheduler.runFor(SPREAD_MS)
      const again = lacking()
      if (again === undefined) break
      if (round < HEAL_ROUNDS_MAX) continue
      this.#violations.push(`liveness: ${again}: on and off after all was healed`)
      return undefined
    }
    await scheduler.runFor(Math.max(0, clocksSettledAtMs - scheduler.nowMs))
    // Looked for once a minute, a little more or less.
    await within(2 * HEAL_MS_MAX, () => 'nothing is kept aside until its time comes', () => this.#members.every(({ disk }) => disk.count(PREFIX.quarantine) === 0))
    if (typeof this.config.antiEntropyIntervalMs === 'number' && !await within(HEAL_MS_MAX, () => 'all trees agree', () => rootsAgree(this.#cluster))) {
      this.#violations.push(...differingRoots(this.#cluster).slice(0, 3).map(text => `liveness: ${text}`))
    }
    const { tombstoneGraceMs = null, antiEntropyIntervalMs = null } = this.config
    // What is deleted can only go when all copies are alike: that needs reads where no trees are compared, or where they do not show what has rotted.
    if (tombstoneGraceMs === null || antiEntropyIntervalMs === null || this.#nemesis.rotted.size > 0) await this.#readAll()
    if (tombstoneGraceMs !== null) await this.#reapAll(tombstoneGraceMs)
    for (const [index, peer] of this.#members.entries()) await this.#progress(peer, keyName(index % this.config.keys))
    for (const { run } of this.#cluster.peers) run?.node?.reaper.worker.pause()
    // Keys that are made again after they were reaped come together as all others do.
    if (tombstoneGraceMs !== null) await this.#readAll()
    // A rumour that was still on its way may have sent one of these writes to a stand-in.
    await within(HEAL_MS_MAX, () => 'every hint is handed over, at the end', () => this.#handedOver)
    await scheduler.runFor(SPREAD_MS)
    return this.#final()
  }

  /** Runs until nothing that is deleted is left anywhere. */
  async #reapAll (graceMs: number): Promise<void> {
    const { scheduler, peers } = this.#cluster
    const left = (): string[] => peers.flatMap(({ name, disk }) => [...disk.entries.values()].filter(({ key }) => key[0] === PREFIX.deleted).map(({ key }) => `${name} ${Buffer.from(key.subarray(4)).toString()}`))
    try {
      await scheduler.runUntil(() => peers.every(({ disk }) => disk.count(PREFIX.deleted) === 0), HEAL_MS_MAX + graceMs, 'all that was deleted is reaped', LOOK_REAPED_MS)
    } catch {
      this.#violations.push(`liveness: not reaped ${HEAL_MS_MAX} ms after all was healed: ${left().slice(0, 3).join(', ')}`)
    }
    this.#reaped = { atMs: scheduler.nowMs, copies: await this.#final() }
  }

  /** Reads every key from all of its primaries until they agree: read repair brings them together. */
  async #readAll (): Promise<void> {
    const { scheduler } = this.#cluster
    const peers = this.#members
    // There is no scrub here, which is who finds what rotted while a copy in memory was read in its place.
    for (const key of this.#nemesis.rotted.keys()) for (const { run } of peers) run?.records?.doubt({ bucket: BUCKET, key: utf8Bytes(key) })
    for (let index = 0; index < this.config.keys; index++) {
      const key = keyName(index)
      let error = 'nobody asked'
      for (let attempt = 0; attempt < READS_MAX && error !== ''; attempt++) {
        const via = peers[(index + attempt) % peers.length]
        if (via === undefined) continue
        const op = await scheduler.settle(this.#workload.read(via, key, { timeoutMs: PROGRESS_MS, r: 'all', strict: true }), 2 * PROGRESS_MS, `a read of ${key}`)
        error = op.error !== '' ? op.error : op.agreed ? '' : 'they differ'
        if (error !== '') await scheduler.runFor(RETRY_MS)
      }
      if (error !== '') this.#violations.push(`liveness: ${key} cannot be read from all of its primaries after all was healed (${error})`)
    }
  }

  /** After healing every peer takes a put and a get at once. */
  async #progress (via: SimPeer, key: string): Promise<void> {
    const { scheduler } = this.#cluster
    const write = await scheduler.settle(this.#workload.write(via, key, false, {}, PROGRESS_MS), 2 * PROGRESS_MS, `a put of ${key}`)
    const read = await scheduler.settle(this.#workload.read(via, key, { timeoutMs: PROGRESS_MS }), 2 * PROGRESS_MS, `a get of ${key}`)
    if (write.outcome !== 'ok') this.#violations.push(`liveness: ${via.name} cannot put ${key} after all was healed`)
    if (read.outcome !== 'ok') this.#violations.push(`liveness: ${via.name} cannot get ${key} after all was healed`)
  }

  async #treeProblems (): Promise<string[]> {
    const problems = differingRoots(this.#cluster)
    for (const { name, run } of this.#cluster.up) {
      if (run?.records === undefined) continue
      problems.push(...(await treeProblems(run.store, run.records.indexes)).map(text => `${name}: ${text}`))
    }
    return problems
  }

  async #final (): Promise<Map<string, FinalCopy[]>> {
    const final = new Map<string, FinalCopy[]>()
    const { peers, partitions } = this.#cluster
    const ring = this.#cluster.up[0]?.run?.node?.history.ring
    for (let index = 0; index < this.config.keys; index++) {
      const key = keyName(index)
      const recordKey = { bucket: BUCKET, key: utf8Bytes(key) }
      const primaries = ring?.primariesFor(partitionOf(recordKey, partitions), this.config.n) ?? []
      const copies: FinalCopy[] = []
      for (const id of primaries) {
        const peer = peers.find(one => one.id === id)
        copies.push(await finalCopy(peer?.name ?? id, async () => await peer?.run?.records?.readEncoded(recordKey)))
      }
      final.set(key, copies)
    }
    return final
  }
}
