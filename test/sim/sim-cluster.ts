import { sha256 } from '@noble/hashes/sha2.js'
import type { BucketProperties } from '../../daemon/core/bucket.js'
import type { Clock, Env, Logger, Meter, Signer } from '../../daemon/core/env.js'
import { KvNode } from '../../daemon/core/kv-node.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import { MemoryStore } from '../../storage/memory.js'
import { RecordStore } from '../../storage/record-store.js'
import { Scheduler } from './scheduler.js'
import { SimFabric, SimNetwork } from './sim-network.js'
import { SimPrng } from './sim-prng.js'

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
/** 2026-01-01: where every simulated wall clock starts. */
const REALTIME_START_MS = 1_767_225_600_000

const SILENT: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => SILENT }
const NO_METER: Meter = { count: () => {}, observe: () => {} }

/** Signs with a digest that only holds up among peers that follow the rules: quick, and refuses what was altered. */
class SimSigner implements Signer {
  constructor (private readonly self: NodeId) {}
  sign (bytes: Uint8Array): Uint8Array { return digest(this.self, bytes) }
  verify (signer: NodeId, bytes: Uint8Array, signature: Uint8Array): boolean {
    return Buffer.compare(digest(signer, bytes), signature) === 0
  }
}

function digest (signer: NodeId, bytes: Uint8Array): Uint8Array {
  return sha256.create().update(Buffer.from(signer)).update(bytes).digest()
}

export interface SimPeer {
  readonly id: NodeId
  /** Lives through crashes. */
  readonly store: MemoryStore
  /** Milliseconds that this peer's wall clock is ahead. */
  clockOffsetMs: number
  /** The run that is up; undefined while the peer is down. */
  run: { readonly node: KvNode, readonly env: Env, readonly network: SimNetwork, readonly clock: { stopped: boolean } } | undefined
}

export interface SimClusterInit {
  readonly seed: number
  readonly partitions?: number
  readonly defaults?: Partial<BucketProperties>
  readonly log?: (peer: NodeId) => Logger
}

const DEFAULTS: BucketProperties = { n: 3, r: 'quorum', w: 'quorum', conflict: 'lww', ttlMs: null }

/** A whole cluster in one process, on virtual time. */
export class SimCluster {
  readonly scheduler = new Scheduler()
  readonly prng: SimPrng
  readonly fabric: SimFabric
  readonly peers: SimPeer[] = []

  constructor (private readonly init: SimClusterInit) {
    this.prng = new SimPrng(init.seed)
    this.fabric = new SimFabric(this.scheduler, this.prng.fork('fabric'))
  }

  addPeer (): SimPeer {
    const prng = this.prng.fork(`id ${this.peers.length}`)
    const id = `12D3KooW${Array.from({ length: 44 }, () => ALPHABET[prng.below(ALPHABET.length)] ?? '1').join('')}` as NodeId
    const peer: SimPeer = { id, store: new MemoryStore(), clockOffsetMs: 0, run: undefined }
    this.peers.push(peer)
    return peer
  }

  /** Starts a peer on what its store holds. The first one begins the ring; others bootstrap through it. */
  async start (peer: SimPeer): Promise<void> {
    const stopped = { stopped: false }
    const clock: Clock = {
      monotonic: () => this.scheduler.nowMs,
      realtime: () => Math.floor(REALTIME_START_MS + this.scheduler.nowMs + peer.clockOffsetMs),
      after: (delayMs, fn) => this.scheduler.after(delayMs, () => { if (!stopped.stopped) fn() }),
    }
    const network = new SimNetwork(this.fabric, peer.id, () => clock.monotonic())
    const prng = this.prng.fork(`${peer.id} ${this.scheduler.nowMs}`)
    const log = this.init.log?.(peer.id) ?? SILENT
    const env: Env = { clock, prng, network, signer: new SimSigner(peer.id), log, meter: NO_METER, fault: { hit: () => {} } }
    const partitions = this.init.partitions ?? 64
    const records = await RecordStore.open({ store: peer.store, clock, random: length => prng.bytes(length), log }, { partitions })
    const first = this.peers[0]
    const node = await KvNode.open(env, { store: peer.store, records }, {
      cluster: 'sim',
      name: `peer-${this.peers.indexOf(peer) + 1}`,
      zone: 'default',
      weight: 100,
      version: '0.0.0',
      partitions,
      bootstrap: () => first === undefined || first === peer ? [] : [first.id],
      begins: first === peer,
      defaults: { ...DEFAULTS, ...this.init.defaults },
      valueBytesMax: 1024 * 1024,
      probeIntervalMs: 1000,
      exchangeIntervalMs: 30_000,
    })
    peer.run = { node, env, network, clock: stopped }
    await node.start()
  }

  /** kill -9: what was handed to the store stays, all else is gone. */
  crash (peer: SimPeer): void {
    const { run } = peer
    if (run === undefined) return
    run.clock.stopped = true
    run.network.crash()
    run.node.stop()
    peer.run = undefined
  }

  /** Starts `count` peers and runs until all agree on a ring of all of them. */
  async form (count: number): Promise<void> {
    for (let index = 0; index < count; index++) {
      await this.start(this.addPeer())
      await this.scheduler.runFor(1)
    }
    await this.scheduler.runUntil(() => this.agreed(count), 60_000, `${count} peers agree on a ring`)
  }

  /** Whether every peer that is up has the same view, of `count` members. */
  agreed (count: number): boolean {
    const ids = this.peers.flatMap(({ run }) => run === undefined ? [] : [run.node.history.id])
    const first = ids[0]
    return first !== undefined && ids.every(id => id !== undefined && id.epoch === first.epoch && Buffer.compare(id.hash, first.hash) === 0) &&
      this.peers.every(({ run }) => run === undefined || run.node.history.ring?.members.length === count)
  }
}
