import type { FaultPoints, Prng } from '../../../daemon/core/env.js'
import { Ring } from '../../../daemon/core/ring/ring.js'
import { firstView, nextView, type RingChange } from '../../../daemon/core/ring/next-view.js'
import { signRingView, type SignedRingView } from '../../../daemon/core/ring/ring-view.js'
import type { Network } from '../../../daemon/core/env.js'
import { utf8Bytes } from '../../../protocols/record/bytes.js'
import { partitionOf } from '../../../protocols/record/key.js'
import type { RecordKey } from '../../../protocols/record/record.js'
import type { Rpc } from '../../../protocols/rpc/rpc.js'
import { MemoryStore } from '../../../storage/memory.js'
import { RecordStore } from '../../../storage/record-store.js'
import { fakeSigner, memberOf, peerIdOf } from '../../fixtures/ring.js'
import { Scheduler } from '../../sim/scheduler.js'
import { SimClock, WallClock } from '../../sim/sim-clock.js'
import { SimPrng } from '../../sim/sim-prng.js'

export const PARTITIONS = 16
const issue = { issuer: peerIdOf(1), reason: 'test', issuedAt: 0 }
const signer = fakeSigner(peerIdOf(1))

/** Virtual time, and what else the classes under test are given. */
export class Rig {
  readonly scheduler = new Scheduler()
  readonly clock = new SimClock(this.scheduler, new WallClock(this.scheduler))
  readonly prng: Prng = new SimPrng(1)
  readonly fault: FaultPoints = { hit: () => {} }

  async settle<T> (promise: Promise<T>): Promise<T> { return await this.scheduler.settle(promise, 600_000, 'it settles') }
}

/** A ring of the first `count` members, signed. */
export function viewOf (count: number, replicas = 3, partitions = PARTITIONS): SignedRingView {
  return signRingView(firstView({ cluster: 'c', partitions, replicas, members: Array.from({ length: count }, (_, index) => memberOf(index + 1)), ...issue }), signer)
}

export function after (previous: SignedRingView, ...changes: RingChange[]): SignedRingView {
  return signRingView(nextView(previous, changes, issue), signer)
}

export function ringOf ({ view }: SignedRingView): Ring { return new Ring(view) }

/** A store in memory with `count` records of `bytes` each. */
export async function storeWith (rig: Rig, count: number, bytes: number, bucket = 'default'): Promise<{ store: MemoryStore, records: RecordStore, keys: RecordKey[] }> {
  const store = new MemoryStore()
  const random = (length: number): Uint8Array => rig.prng.bytes(length)
  const records = await RecordStore.open({ store, clock: rig.clock, random }, { partitions: PARTITIONS })
  const keys: RecordKey[] = []
  for (let index = 0; index < count; index++) {
    const key = { bucket, key: utf8Bytes(`key-${String(index).padStart(4, '0')}`) }
    await (await records.write(key, { value: new Uint8Array(bytes).fill(index), policy: 'lww' }, 'synced')).committed
    keys.push(key)
  }
  return { store, records, keys }
}

/** Those of `keys` in a partition. */
export function inPartition (keys: readonly RecordKey[], partition: number): RecordKey[] {
  return keys.filter(key => partitionOf(key, PARTITIONS) === partition)
}

/** Answers every request by what handle() was given, through the codecs. */
export class Wire {
  readonly requests: unknown[] = []
  readonly #handlers = new Map<string, (body: Uint8Array) => Promise<Uint8Array>>()

  readonly network = {
    handle: <Q, R>(rpc: Rpc<Q, R>, fn: (from: { id: ReturnType<typeof peerIdOf> }, body: Q, options: { deadline: number }) => Promise<R>): void => {
      this.#handlers.set(rpc.name, async body => rpc.response.encode(await fn({ id: peerIdOf(9) }, rpc.request.decode(body), { deadline: Infinity })))
    },
    request: async <Q, R>(_to: unknown, rpc: Rpc<Q, R>, body: Q): Promise<R> => {
      this.requests.push(body)
      const answer = await this.#handlers.get(rpc.name)?.(rpc.request.encode(body))
      return rpc.response.decode(answer ?? new Uint8Array())
    },
  } as unknown as Network
}
