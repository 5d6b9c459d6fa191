import { RESTORE, type RestoreRequest, type RestoreResponse } from '../../protocols/backup/backup.js'
import { P2pkvError } from '../../protocols/errors.js'
import { GET, type GetRequest, type GetResponse } from '../../protocols/get/get.js'
import { PUT, type PutRequest, type PutResponse } from '../../protocols/put/put.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import type { Rpc } from '../../protocols/rpc/rpc.js'
import { SCAN, type ScanRequest, type ScanResponse } from '../../protocols/scan/scan.js'
import { fromStatus } from '../../protocols/rpc/status.js'
import type { Op } from './history.js'
import { SIM_CLUSTER, type SimCluster, type SimPeer } from './sim-cluster.js'
import type { SimPrng } from './sim-prng.js'
import type { Answer, World } from './world.js'

const CLIENT = '12D3KooWCLient11111111111111111111111111111111111111' as NodeId
/** Beyond its deadline a peer must have answered; a client that waits longer gives up. */
const GRACE_MS = 200

export const EMPTY_PUT: PutRequest = { bucket: 'default', key: new Uint8Array(), value: undefined, w: undefined, strict: false, context: new Uint8Array(), ttlMs: 0, condition: 0, requestId: new Uint8Array(), forwarded: false, durability: 0, returnPrevious: false, neverExpires: false }
export const EMPTY_GET: GetRequest = { bucket: 'default', key: new Uint8Array(), r: undefined, strict: false, notBefore: new Uint8Array() }

/** A client on the same machine as the peer it asks: nothing is lost on the way, but the peer may die. */
export class SimClient {
  constructor (private readonly cluster: SimCluster) {}

  async put (via: SimPeer, request: Partial<PutRequest>, timeoutMs: number): Promise<Answer<PutResponse>> {
    return await this.#ask(via, PUT, { ...EMPTY_PUT, ...request }, timeoutMs)
  }

  async get (via: SimPeer, request: Partial<GetRequest>, timeoutMs: number): Promise<Answer<GetResponse>> {
    return await this.#ask(via, GET, { ...EMPTY_GET, ...request }, timeoutMs)
  }

  async scan (via: SimPeer, request: ScanRequest, timeoutMs: number): Promise<Answer<ScanResponse>> {
    return await this.#ask(via, SCAN, request, timeoutMs)
  }

  async restore (via: SimPeer, request: RestoreRequest, timeoutMs: number): Promise<Answer<RestoreResponse>> {
    return await this.#ask(via, RESTORE, request, timeoutMs)
  }

  async #ask<Q, R> (via: SimPeer, rpc: Rpc<Q, R>, request: Q, timeoutMs: number): Promise<Answer<R>> {
    const { run } = via
    if (run?.node === undefined) return { error: 'DOWN', outcome: 'none' }
    return await new Promise(resolve => {
      const timer = this.cluster.scheduler.after(timeoutMs + GRACE_MS, () => { resolve({ error: run.network.alive ? 'SILENT' : 'DIED', outcome: 'unknown' }) })
      void run.network.serve(CLIENT, rpc, rpc.request.encode(request), timeoutMs).then(({ status, body }) => {
        if (!run.network.alive) return
        timer.cancel()
        if (status === 0) {
          resolve({ ok: rpc.response.decode(body) })
          return
        }
        const error = fromStatus(status, body)
        if (error instanceof P2pkvError) resolve({ error: error.code, outcome: error.outcome === 'none' ? 'none' : 'unknown' })
        else resolve({ error: 'UNEXPECTED', outcome: 'unknown', unexpected: error })
      })
    })
  }
}

/** The simulator, for a workload. */
export class SimWorld implements World<SimPeer> {
  readonly cluster = SIM_CLUSTER
  readonly #client: SimClient

  constructor (private readonly sim: SimCluster, readonly ended: (op: Op) => void = () => {}) { this.#client = new SimClient(sim) }

  get prng (): SimPrng { return this.sim.prng }
  get peers (): readonly SimPeer[] { return this.sim.peers }
  nowMs (): number { return this.sim.scheduler.nowMs }
  async pause (delayMs: number): Promise<void> { await new Promise<void>(resolve => { this.sim.scheduler.after(delayMs, resolve) }) }
  isUp ({ run }: SimPeer): boolean { return run?.node !== undefined }
  realtime ({ wall }: SimPeer): number { return wall.now() }
  async put (via: SimPeer, request: Partial<PutRequest>, timeoutMs: number): Promise<Answer<PutResponse>> { return await this.#client.put(via, request, timeoutMs) }
  async get (via: SimPeer, request: Partial<GetRequest>, timeoutMs: number): Promise<Answer<GetResponse>> { return await this.#client.get(via, request, timeoutMs) }
  event (text: string): void { this.sim.trace.event(text) }
}
