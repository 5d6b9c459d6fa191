/** Real daemons as a world for the simulator's workload: real time, real client connections, faults from outside. */
import { mkdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Peer, Transport } from '../../../client/transport.js'
import { LOCATE } from '../../../protocols/admin/admin.js'
import { P2pkvError } from '../../../protocols/errors.js'
import { GET, type GetRequest, type GetResponse } from '../../../protocols/get/get.js'
import { PUT, type PutRequest, type PutResponse } from '../../../protocols/put/put.js'
import { utf8Bytes } from '../../../protocols/record/bytes.js'
import { isNodeId, type NodeId } from '../../../protocols/record/node-id.js'
import { REPLICA_READ } from '../../../protocols/replicate/replicate.js'
import type { Rpc } from '../../../protocols/rpc/rpc.js'
import { ClockShim } from '../../fixtures/faults/clock-shim.js'
import { DiskShim } from '../../fixtures/faults/disk-faults.js'
import type { TestNetwork } from '../../fixtures/faults/test-network.js'
import { finalCopy } from '../../sim/final-copy.js'
import type { FinalCopy } from '../../sim/history.js'
import { EMPTY_GET, EMPTY_PUT } from '../../sim/sim-client.js'
import { SimPrng } from '../../sim/sim-prng.js'
import { BUCKET } from '../../sim/workload.js'
import type { Answer, World } from '../../sim/world.js'
import { eventually, TestCluster, type DaemonProcess, type Launch } from '../harness.js'
import { openClient, openPeerTransport } from '../open-client.js'
import type { TwinConfig } from './twin-config.js'

const CLUSTER = 'twin'
const PARTITIONS = 64
/** Often: what a peer missed while it was away must reach it within the patience of a test. */
const EXCHANGE_INTERVAL_MS = 2_000
const LOOK_TIMEOUT_MS = 5_000
const STORY_LINES_MAX = 200_000

/** What can be done to one daemon here; undefined: not on this machine. */
interface Shims { readonly host: number, readonly clock: ClockShim | undefined, readonly disk: DiskShim | undefined }

export interface TwinPeer extends Shims {
  readonly id: NodeId
  readonly name: string
  readonly daemon: DaemonProcess
  readonly address: Peer
  /** Nobody has told it to end. */
  up: boolean
  aheadMs: number
}

export class TwinCluster implements World<TwinPeer> {
  get cluster (): string { return this.daemons.daemons[0]?.file.cluster ?? CLUSTER }
  readonly prng: SimPrng
  readonly peers: TwinPeer[] = []
  readonly story: string[] = []
  readonly daemons: TestCluster
  /** Why a kind of fault is not possible here. */
  readonly missing = new Set<string>()
  onForwarded: ((requestId: Uint8Array) => void) | undefined
  readonly #shims: Shims[] = []
  readonly #startedAt = performance.now()
  #transport: Transport | undefined

  /** @param network undefined: all on loopback, without netsplits */
  constructor (context: { after: (fn: () => Promise<void>) => void }, private readonly config: TwinConfig, readonly network: TestNetwork | undefined) {
    this.prng = new SimPrng(config.seed)
    this.daemons = new TestCluster(context, ['--cluster', CLUSTER, '--partitions', String(PARTITIONS), '--exchange-interval-ms', String(EXCHANGE_INTERVAL_MS)], data => this.#launch(data))
    context.after(async () => { await this.#transport?.close() })
  }

  #launch (data: string): Launch {
    const work = `${data}-faults`
    mkdirSync(work, { mode: 0o700 })
    const usable = <T extends object>(shim: T | string): T | undefined => {
      if (typeof shim !== 'string') return shim
      this.missing.add(shim)
      return undefined
    }
    const clock = usable(ClockShim.make(work))
    const disk = usable(DiskShim.make(work, data))
    const host = this.network?.addHost()
    this.#shims.push({ host: host?.number ?? -1, clock, disk })
    const preload = [clock, disk].flatMap(shim => shim === undefined ? [] : [shim.environment['LD_PRELOAD'] ?? ''])
    return {
      command: host?.command ?? [],
      host: host?.address ?? '127.0.0.1',
      environment: { ...clock?.environment, ...disk?.environment, ...(preload.length > 0 && { LD_PRELOAD: preload.join(':') }) },
    }
  }

  /** Starts all daemons, and gives the bucket its properties on all of them. */
  async form (): Promise<void> {
    await this.daemons.grow(this.config.peers)
    for (const [index, daemon] of this.daemons.daemons.entries()) {
      const shims = this.#shims[index]
      if (shims === undefined) continue
      const id = daemon.file.peerId
      if (!isNodeId(id)) throw new Error(`${daemon.name} says that it is ${id}`)
      this.peers.push({ ...shims, id, name: daemon.name, daemon, address: { id, addresses: daemon.file.addresses }, up: true, aheadMs: 0 })
    }
    const [first] = this.daemons.daemons
    if (first !== undefined) this.#transport = await openPeerTransport(first)
  }

  async setBucket (): Promise<void> {
    const { n, r, w, conflict } = this.config
    const clients = await Promise.all(this.daemons.daemons.map(daemon => openClient(daemon)))
    try {
      const set = await clients[0]?.setBucket(BUCKET, { n, r, w, conflict })
      await eventually('all know the bucket', async () => {
        const known = await Promise.all(clients.map(async client => (await client.buckets()).find(({ name }) => name === BUCKET)?.version))
        return known.every(version => version === set?.version) ? true : undefined
      })
    } finally { await Promise.all(clients.map(client => client.close())) }
  }

  nowMs (): number { return performance.now() - this.#startedAt }
  async pause (delayMs: number): Promise<void> { await sleep(delayMs) }
  isUp ({ up }: TwinPeer): boolean { return up }
  realtime ({ aheadMs }: TwinPeer): number { return Date.now() + aheadMs }

  event (text: string): void {
    if (this.story.length < STORY_LINES_MAX) this.story.push(`${(this.nowMs() / 1000).toFixed(3).padStart(9)}  ${text}`)
  }

  async put (via: TwinPeer, request: Partial<PutRequest>, timeoutMs: number): Promise<Answer<PutResponse>> {
    const whole = { ...EMPTY_PUT, ...request }
    const answer = await this.#ask(via, PUT, whole, timeoutMs)
    // Whoever hands a put on may do so again when the first does not answer, and a daemon that was
    // paused may run late what its client has given up.
    if (!('ok' in answer) || answer.ok.coordinator !== via.id) this.onForwarded?.(whole.requestId)
    return answer
  }

  async get (via: TwinPeer, request: Partial<GetRequest>, timeoutMs: number): Promise<Answer<GetResponse>> {
    return await this.#ask(via, GET, { ...EMPTY_GET, ...request }, timeoutMs)
  }

  async #ask<Q, R> (via: TwinPeer, rpc: Rpc<Q, R>, request: Q, timeoutMs: number): Promise<Answer<R>> {
    try {
      return { ok: await this.#request(via, rpc, request, timeoutMs) }
    } catch (error) {
      if (!(error instanceof P2pkvError)) return { error: 'UNEXPECTED', outcome: 'unknown', unexpected: error }
      return { error: error.code, outcome: error.outcome === 'none' ? 'none' : 'unknown' }
    }
  }

  async #request<Q, R> (via: TwinPeer, rpc: Rpc<Q, R>, request: Q, timeoutMs: number): Promise<R> {
    if (this.#transport === undefined) throw new Error('the cluster was not formed')
    return await this.#transport.request(via.address, rpc, request, { timeoutMs })
  }

  /** What every primary of `key` holds, asked one by one. */
  async look (key: string): Promise<FinalCopy[]> {
    const [first] = this.peers
    if (first === undefined) return []
    const request = { bucket: BUCKET, key: utf8Bytes(key) }
    const { owners, replicas } = await eventually(`${key} is located`, async () => await this.#request(first, LOCATE, request, LOOK_TIMEOUT_MS))
    return await Promise.all(owners.slice(0, replicas).map(async ({ peerId }) => {
      const peer = this.peers.find(({ id }) => id === peerId)
      return await finalCopy(peer?.name ?? peerId, async () => {
        if (peer === undefined) throw new Error('a primary that is no daemon of this run')
        return (await this.#request(peer, REPLICA_READ, { ...request, view: undefined }, LOOK_TIMEOUT_MS)).record
      })
    }))
  }
}
