/**
 * Mutated frames and messages: decoders say no with an error of ours, or take what is well formed; they never fail
 * otherwise, and keep no memory. P2PKV_HOSTILE_FRAMES=1000000 tries more.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HELLO, REDEEM } from '../../../protocols/auth/hello.js'
import { P2pkvError } from '../../../protocols/errors.js'
import { GET } from '../../../protocols/get/get.js'
import { EXCHANGE, FETCH_VIEWS, JOIN } from '../../../protocols/membership/membership.js'
import { PROBE } from '../../../protocols/probe/probe.js'
import { PUT } from '../../../protocols/put/put.js'
import { utf8Bytes } from '../../../protocols/record/bytes.js'
import { decodeRecord } from '../../../protocols/record/record-codec.js'
import { REPLICA_READ, REPLICA_STORE, REPLICA_STORES, REPLICA_VERSIONS } from '../../../protocols/replicate/replicate.js'
import { FrameReader, FrameWriter } from '../../../protocols/rpc/frame-codec.js'
import type { Rpc } from '../../../protocols/rpc/rpc.js'
import { SCAN } from '../../../protocols/scan/scan.js'
import { SimPrng } from '../../sim/sim-prng.js'

const FRAMES = Number(process.env.P2PKV_HOSTILE_FRAMES ?? 30_000)
const SEED = Number(process.env.P2PKV_HOSTILE_SEED ?? 1)
const GROWTH_BYTES_MAX = 64 * 1024 * 1024
const FRAME_BYTES_MAX = 64 * 1024
const NONE = new Uint8Array(0)
const KEY = { bucket: 'default', key: utf8Bytes('app/k') }
const view = { epoch: 7, hash: new Uint8Array(32).fill(9) }

type AnyRpc = Rpc<unknown, unknown>
const sample = (rpc: unknown, request: object): readonly [AnyRpc, Uint8Array] => [rpc as AnyRpc, (rpc as AnyRpc).request.encode(request)]

const SAMPLES: ReadonlyArray<readonly [AnyRpc, Uint8Array]> = [
  sample(GET, { ...KEY, strict: true, notBefore: utf8Bytes('x'), r: { kind: 3, count: 0 } }),
  sample(PUT, { ...KEY, value: utf8Bytes('value'), strict: false, context: utf8Bytes('context'), ttlMs: 1_000, condition: 1, requestId: new Uint8Array(16), forwarded: false, durability: 0, returnPrevious: true, neverExpires: false }),
  sample(SCAN, { bucket: 'b', prefix: utf8Bytes('p'), after: NONE, limit: 3, bytesMax: 4, form: 1, scanId: new Uint8Array(16) }),
  sample(REPLICA_READ, { ...KEY, view }),
  sample(REPLICA_VERSIONS, { keys: [KEY, { bucket: 'other', key: utf8Bytes('app/l') }], view }),
  sample(REPLICA_STORE, { ...KEY, record: new Uint8Array(60), view, durability: 0, hintFor: '', hintAgeMs: 0 }),
  sample(REPLICA_STORES, { items: [{ ...KEY, record: new Uint8Array(60) }, { ...KEY, record: new Uint8Array(9) }], view, durability: 1 }),
  sample(PROBE, { target: '12D3KooW', incarnation: 3, opinion: 2, view }),
  sample(EXCHANGE, { members: [{ body: new Uint8Array(80), signature: new Uint8Array(64) }], view, buckets: [], digest: new Uint8Array(512), authDigest: new Uint8Array(512), facts: [{ redeemed: new Uint8Array(40) }] }),
  sample(FETCH_VIEWS, { afterEpoch: 3, limit: 4 }),
  sample(JOIN, { member: { body: new Uint8Array(80), signature: new Uint8Array(64) } }),
  sample(HELLO, { credentials: new Uint8Array(300) }),
  sample(REDEEM, { credentials: new Uint8Array(300) }),
]

/** Numbers that decoders stumble over. */
const BYTES = [0, 1, 0x7f, 0x80, 0xff, 0x08, 0x0a, 0x12, 0x2a, 0xfe]

function mutate (source: Uint8Array, prng: SimPrng): Uint8Array {
  let bytes = Uint8Array.from(source)
  for (let count = 1 + prng.below(4); count > 0; count--) {
    const at = prng.below(Math.max(1, bytes.length))
    switch (prng.below(6)) {
      case 0: bytes[at] = BYTES[prng.below(BYTES.length)] ?? 0; break
      case 1: bytes[at] = (bytes[at] ?? 0) ^ (1 << prng.below(8)); break
      case 2: bytes = bytes.slice(0, at); break
      case 3: bytes = Uint8Array.of(...bytes.subarray(0, at), BYTES[prng.below(BYTES.length)] ?? 0, ...bytes.subarray(at)); break
      case 4: bytes = Uint8Array.of(...bytes.subarray(0, at), ...bytes.subarray(at + 1 + prng.below(4))); break
      default: bytes = Uint8Array.of(...bytes, ...bytes.subarray(at, at + 16)); break
    }
  }
  return bytes
}

test(`${FRAMES} mutated frames and messages: no fault, and no memory`, () => {
  const prng = new SimPrng(SEED)
  const frames = SAMPLES.map(([rpc, body]) => {
    const writer = new FrameWriter()
    writer.request(1, rpc.method, 1_000, body)
    return Buffer.concat(writer.take())
  })
  let taken = 0
  let refused = 0
  const attempt = (fn: () => unknown): void => {
    try {
      fn()
      taken++
    } catch (error) {
      if (!(error instanceof P2pkvError)) throw error
      refused++
    }
  }
  const before = process.memoryUsage()
  for (let index = 0; index < FRAMES; index++) {
    const [rpc, body] = SAMPLES[index % SAMPLES.length] ?? [undefined, NONE]
    if (rpc === undefined) continue
    const received: Uint8Array[] = []
    const reader = new FrameReader(FRAME_BYTES_MAX, (_id, _method, _remainingMs, _status, bytes) => { received.push(bytes) })
    const frame = mutate(frames[index % frames.length] ?? NONE, prng)
    const cut = prng.below(frame.length + 1)
    attempt(() => {
      reader.push(frame.subarray(0, cut))
      reader.push(frame.subarray(cut))
    })
    for (const bytes of received) attempt(() => rpc.request.decode(bytes))
    const mutated = mutate(body, prng)
    attempt(() => rpc.request.decode(mutated))
    attempt(() => rpc.response.decode(mutated))
    if (index % 4 === 0) attempt(() => decodeRecord(mutated))
  }
  const now = process.memoryUsage()
  assert.ok(taken > 0 && refused > 0, `${taken} taken, ${refused} refused`)
  assert.ok(now.heapUsed + now.arrayBuffers - before.heapUsed - before.arrayBuffers < GROWTH_BYTES_MAX, `memory grew: ${JSON.stringify({ before, now })}`)
})
