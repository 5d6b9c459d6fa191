/** What the API answers, as JSON Schema; the types are in protocols/web/documents.ts. A test holds real answers against these. */
import { PARTITION_STATE } from '../../protocols/web/documents.js'

export interface Schema {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean
  readonly items?: Schema
  readonly enum?: readonly (string | number)[]
  readonly oneOf?: readonly Schema[]
  readonly $ref?: string
}

const text: Schema = { type: 'string' }
const integer: Schema = { type: 'integer' }
const number: Schema = { type: 'number' }
const flag: Schema = { type: 'boolean' }
const list = (items: Schema): Schema => ({ type: 'array', items })
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })

/** Names that end in `?` may be missing. */
function object (properties: Readonly<Record<string, Schema>>, description?: string): Schema {
  const names = Object.keys(properties)
  return {
    type: 'object',
    ...(description !== undefined && { description }),
    properties: Object.fromEntries(names.map(name => [name.replace('?', ''), properties[name] ?? {}])),
    required: names.filter(name => !name.endsWith('?')),
    additionalProperties: false,
  }
}

function document (properties: Readonly<Record<string, Schema>>, description?: string): Schema {
  return object({ v: { type: 'integer', enum: [1], description: 'Version of the documents.' }, ...properties }, description)
}

const stall = object({ peerId: text, why: text, ageMs: integer })
const hop = object({ peer: text, kind: text, startMs: number, elapsedMs: number, outcome: text })
const latency: Schema = { oneOf: [object({ p50: number, p95: number, p99: number }, 'Milliseconds.'), { type: 'null' }] }

const member = object({
  peerId: text, name: text, zone: text,
  state: { type: 'string', enum: ['up', 'suspect', 'down', 'joining', 'leaving', 'left', 'unknown'] },
  stateMs: integer, partitions: integer, weight: integer, keys: integer,
  diskFreeBytes: integer, diskTotalBytes: integer, storeState: text, hintsOut: integer, hintsIn: integer,
  pull: object({ done: integer, total: integer, leftMs: integer }),
  version: text, seenMsAgo: integer, clockOffsetMs: integer, roundTripMs: { oneOf: [number, { type: 'null' }] }, incarnation: integer, addresses: list(text),
})

export const SCHEMAS = {
  Bytes: { oneOf: [object({ utf8: text }), object({ base64: text })], description: 'Bytes: text where they are UTF-8.' },
  Member: member,
  Advice: object({ severity: { type: 'string', enum: ['critical', 'warning', 'info'] }, 'peerId?': text, text, command: { type: 'string', description: 'What to run next.' } }),
  Error: document({
    error: object({ code: text, message: text, 'hint?': text, 'outcome?': { type: 'string', enum: ['none', 'applied', 'unknown'] }, retryable: flag }),
  }, 'Every answer that is not a success.'),
  Access: document({ self: text, cluster: text, version: text, data: { type: 'boolean', description: 'The token that came with the request is right: keys may be read and written.' } }),
  Status: document({
    cluster: text, ringEpoch: integer, self: text, partitions: integer, partitionsWithQuorum: integer, fullyReplicated: integer, replicas: integer,
    members: list(ref('Member')), advice: list(ref('Advice')),
  }),
  Members: document({ members: list(ref('Member')) }),
  Ring: document({
    epoch: integer, version: text, partitions: integer, replicas: integer, live: list(integer), readFrom: integer,
    waiting: list(object({ epoch: integer, what: text, peers: list(text) })), heldBack: list(text), removed: flag,
    members: list(object({
      peerId: text, name: text, zone: text, weight: integer, partitions: integer, partitionsBefore: integer, ack: integer, sync: integer, syncAck: integer,
      liveness: { type: 'string', enum: ['alive', 'suspect', 'dead', 'unknown'] },
    })),
    owners: { ...list(list(integer)), description: 'For each partition its primaries, the preferred first, as places in members.' },
    states: { type: 'string', description: `One letter a partition: ${Object.entries(PARTITION_STATE).map(([name, letter]) => `${letter} ${name}`).join(', ')}.` },
  }),
  History: document({
    events: list(object({ epoch: integer, version: text, issuedAt: integer, issuer: text, reason: text, members: integer, changes: list(object({ what: text, peerId: text })) })),
  }),
  Transfers: document({
    peers: list(object({
      peerId: text, epoch: integer, partitionsDone: integer, partitionsTotal: integer, bytesDone: integer, bytesTotal: integer, bytesPerSecond: integer, leftMs: integer,
      stalls: list(stall), strayPartitions: integer, strayStalls: list(stall), bytesServed: integer,
    })),
    silent: list(text),
  }),
  Hints: document({
    peerId: text, hints: integer, bytes: integer, limits: object({ bytesMax: integer, bytesTotalMax: integer, ageMaxMs: integer }),
    targets: list(object({ peerId: text, name: text, hints: integer, bytes: integer, oldestMs: integer, dirtyPartitions: integer, 'stall?': object({ reason: text, ageMs: integer }) })),
  }),
  Workers: document({ workers: list(object({ name: text, state: text, reason: text, stateMs: integer, progress: text, throttlePercent: integer })) }),
  Repair: document({
    partitions: integer, fullyReplicated: integer,
    pairs: list(object({ peerId: text, partitions: integer, agreed: integer, 'comparedMsAgo?': integer, pulled: integer, pushed: integer, failure: text, differing: list(integer) })),
  }),
  Tombstones: document({
    peers: list(object({
      peerId: text, tombstones: integer, due: integer, oldestMs: integer, reaped: integer, graceMs: { type: ['integer', 'null'] },
      holds: list(object({ why: text, ageMs: integer, partitions: integer })), more: flag,
    })),
    silent: list(text),
  }),
  Traffic: document({
    stepMs: integer,
    samples: list(object({ reads: integer, writes: integer, hinted: integer, failed: integer, refused: integer, readRepairs: integer, hintsBrought: integer, exchanged: integer, getMs: latency, putMs: latency })),
    peers: list(object({ peerId: text, reads: integer, writes: integer, failed: integer })),
    silent: list(text),
  }),
  Buckets: document({ buckets: list(object({ name: text, version: integer, n: integer, conflict: text, ttlMs: { type: ['integer', 'null'] } })) }),
  Location: document({
    partition: integer, ringEpoch: integer, replicas: integer,
    owners: list(object({
      peerId: text, name: text, role: { type: 'string', enum: ['primary', 'fallback'] },
      state: { type: 'string', enum: ['present', 'absent', 'noAnswer', 'notAsked', 'unknown'] }, versions: list(text), tombstone: flag,
    })),
  }),
  Get: document({
    bucket: text, key: ref('Bytes'), found: flag,
    siblings: list(object({ version: text, writtenAt: integer, 'expiresAt?': integer, bytes: integer, value: ref('Bytes'), truncated: flag })),
    context: text,
    replicas: object({ asked: integer, answered: integer, fallbacks: integer, agreed: flag, stale: integer, repaired: integer }),
    elapsedMs: number, coordinator: text, 'hops?': list(hop),
  }),
  Put: document({
    version: text, context: text, acks: object({ primary: integer, hinted: integer, synced: integer }), primaries: integer, need: integer,
    hintedFor: list(text), siblings: integer, 'expiresAt?': integer, elapsedMs: number, coordinator: text, 'hops?': list(hop),
  }),
  OpenApi: { type: 'object', description: 'OpenAPI 3.1.' },
} as const satisfies Record<string, Schema>

export type SchemaName = keyof typeof SCHEMAS
