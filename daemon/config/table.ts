/**
 * Every setting of a daemon, declared once: the type `Config`, the parser, flags, environment names,
 * `config show` and docs/reference/config.md come from this table.
 *
 * `null` means off; zero never does.
 */

/** `cluster`: the same on every peer, checked when peers meet. `node`: each peer its own. */
export type Scope = 'cluster' | 'node'

interface Common {
  readonly scope: Scope
  /** One sentence: what it decides, and why one would change it. */
  readonly why: string
  /** `null` is allowed and means off. */
  readonly nullable?: true
  /** Never shown, not even in an error. */
  readonly secret?: true
}

/** Units that a number may be written in, as text: `8 MiB`, `30s`. */
export type Unit = 'bytes' | 'milliseconds' | 'percent' | 'count'

export interface IntegerDeclaration extends Common {
  readonly type: 'integer'
  readonly default: number | null
  readonly unit: Unit
  readonly min: number
  readonly max: number
  readonly powerOfTwo?: true
}

export interface TextDeclaration extends Common {
  readonly type: 'text'
  readonly default: string | null
  readonly pattern: RegExp
  /** The pattern in words. */
  readonly rule: string
}

export interface ListDeclaration extends Common {
  readonly type: 'list'
  readonly default: readonly string[]
  /** What each item must match, and that in words. */
  readonly pattern: RegExp
  readonly rule: string
  readonly itemsMin: number
  readonly itemsMax: number
}

export interface ChoiceDeclaration extends Common {
  readonly type: 'choice'
  readonly default: string
  readonly choices: readonly string[]
}

/** How many replicas: `one`, `quorum` (more than half of N), `all`, or a number from 1 to N. */
export interface QuorumDeclaration extends Common {
  readonly type: 'quorum'
  readonly default: QuorumSetting
}

export type QuorumSetting = 'one' | 'quorum' | 'all' | number

export type Declaration = IntegerDeclaration | TextDeclaration | ListDeclaration | ChoiceDeclaration | QuorumDeclaration

const KiB = 1024
const MiB = 1024 * KiB
const GiB = 1024 * MiB
const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

const ADDRESS_AND_PORT = '(?:[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|\\[[0-9a-fA-F:.]+\\]):(?:[0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])'
const HOST = '(?:ip4/[0-9.]+|ip6/[0-9a-fA-F:.]+|dns[46]?/[A-Za-z0-9.-]+)'
const ADDRESS = new RegExp(`^/${HOST}/tcp/[0-9]{1,5}(?:/p2p/[1-9A-HJ-NP-Za-km-z]{40,64})?$`)

export const CONFIG_TABLE = {
  data: {
    scope: 'node', type: 'text', default: '~/.p2pkv', pattern: /^[^\0]{1,4096}$/, rule: 'a path',
    why: 'The directory of everything that this peer keeps: identity, store, config.json, daemon.json. One daemon a directory.',
  },
  cluster: {
    scope: 'cluster', type: 'text', default: 'default', pattern: /^[a-z0-9][a-z0-9.-]{0,39}(?:-[a-z2-7]{20})?$/, rule: '1 to 40 characters of a-z 0-9 . -, the first a letter or digit; or the id of the cluster that the directory belongs to',
    why: 'Name that a new cluster gets; its id is this and a hash of how it began. A directory that belongs to a cluster of another name is refused.',
  },
  name: {
    scope: 'node', type: 'text', nullable: true, default: null, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, rule: '1 to 63 characters of A-Z a-z 0-9 . _ -, the first a letter or digit',
    why: 'What people call this peer, in status and as a short form of its id; off: only its id.',
  },
  listen: {
    scope: 'node', type: 'list', default: ['/ip4/127.0.0.1/tcp/4400'], pattern: ADDRESS, rule: 'a TCP multiaddr such as /ip4/0.0.0.0/tcp/4400', itemsMin: 1, itemsMax: 16,
    why: 'Where this peer listens; loopback by default.',
  },
  announce: {
    scope: 'node', type: 'list', default: [], pattern: ADDRESS, rule: 'a TCP multiaddr such as /ip4/203.0.113.7/tcp/4400', itemsMin: 0, itemsMax: 16,
    why: 'Where other peers are told to reach this one, where that is not where it listens: behind a port mapping, in a container. Empty: where it listens.',
  },
  bootstrap: {
    scope: 'node', type: 'list', default: [], pattern: ADDRESS, rule: 'a TCP multiaddr such as /ip4/10.0.0.1/tcp/4400/p2p/12D3…', itemsMin: 0, itemsMax: 64,
    why: 'Peers to find the cluster through; p2pkv join writes those of the ticket to config.json. With a peer id at the end, only that peer is accepted there.',
  },
  discovery: {
    scope: 'node', type: 'choice', default: 'bootstrap', choices: ['bootstrap', 'mdns'],
    why: 'How this peer finds others: through its bootstrap addresses alone, or (mdns) on the local network as well, by multicast DNS, whatever their addresses are now. That says where somebody may be; who may join is a matter of rights, as always.',
  },
  zone: {
    scope: 'node', type: 'text', default: 'default', pattern: /^[a-z0-9][a-z0-9._-]{0,62}$/, rule: '1 to 63 characters of a-z 0-9 . _ -, the first a letter or digit',
    why: 'What fails together with this peer (a rack, a site). Replicas are spread over zones while there are enough.',
  },
  weight: {
    scope: 'node', type: 'integer', default: 100, unit: 'count', min: 1, max: 1000,
    why: 'Share of the data relative to the other peers; twice the weight, twice the partitions.',
  },
  n: {
    scope: 'cluster', type: 'integer', default: 3, unit: 'count', min: 1, max: 7,
    why: 'Replicas of each key. With fewer members than this, every member is a replica.',
  },
  partitions: {
    scope: 'cluster', type: 'integer', default: 1024, unit: 'count', min: 8, max: 16_384, powerOfTwo: true,
    why: 'Equal segments that the ring is cut into. Fixed for the life of the cluster: some ten for each member it may ever have.',
  },
  r: {
    scope: 'node', type: 'quorum', default: 'quorum',
    why: 'Replicas that must answer a get which does not say itself.',
  },
  w: {
    scope: 'node', type: 'quorum', default: 'quorum',
    why: 'Replicas that must have stored a put or delete which does not say itself. With r + w > n a read sees the last acknowledged write.',
  },
  valueBytesMax: {
    scope: 'node', type: 'integer', default: 8 * MiB, unit: 'bytes', min: 1 * KiB, max: 64 * MiB,
    why: 'Largest value taken. A value is held in memory whole, several times under load.',
  },
  probeIntervalMs: {
    scope: 'node', type: 'integer', default: 1 * SECOND, unit: 'milliseconds', min: 50, max: 1 * MINUTE,
    why: 'Time between two liveness probes by this peer. Shorter finds failures sooner and costs more.',
  },
  exchangeIntervalMs: {
    scope: 'node', type: 'integer', default: 30 * SECOND, unit: 'milliseconds', min: 100, max: 1 * HOUR,
    why: 'Time between two exchanges of the whole member table with a random member; heals what gossip lost.',
  },
  storeCacheBytes: {
    scope: 'node', type: 'integer', default: 8 * MiB, unit: 'bytes', min: 1 * MiB, max: 64 * GiB,
    why: 'Memory for blocks read from the store. The operating system caches its files besides.',
  },
  hotRecordsBytesMax: {
    scope: 'node', type: 'integer', nullable: true, default: 32 * MiB, unit: 'bytes', min: 1 * KiB, max: 1 * GiB,
    why: 'Memory for records that were read or written last, which are then not looked for on the disk. Off: none are kept.',
  },
  knownVersionsBytesMax: {
    scope: 'node', type: 'integer', nullable: true, default: 64 * MiB, unit: 'bytes', min: 1 * KiB, max: 1 * GiB,
    why: 'Memory for which versions the keys that were written last have, which are then not read before they are written again. A table takes a quarter of it besides. Off: none are kept.',
  },
  connectionsMax: {
    scope: 'node', type: 'integer', default: 128, unit: 'count', min: 4, max: 65_536,
    why: 'Most connections at a time, peers and clients together; clients fill three quarters of it at most. Raise it with the size of the cluster.',
  },
  inboundConnectionsPerSecondMax: {
    scope: 'node', type: 'integer', default: 100, unit: 'count', min: 1, max: 65_536,
    why: 'New connections a second taken from one host; more wait. Several peers and clients on one machine share it.',
  },
  pendingConnectionsMax: {
    scope: 'node', type: 'integer', default: 64, unit: 'count', min: 1, max: 65_536,
    why: 'Inbound connections that may be in their handshake at a time; one more ends the oldest of them.',
  },
  replaceDeadAfterMs: {
    scope: 'node', type: 'integer', nullable: true, default: 30 * MINUTE, unit: 'milliseconds', min: 1 * SECOND, max: 365 * 24 * HOUR,
    why: 'A member that is down for longer is taken out of the ring, if a majority is in sight and enough members are left; others take over its partitions.',
  },
  streamsPerConnectionMax: {
    scope: 'node', type: 'integer', default: 64, unit: 'count', min: 8, max: 1024,
    why: 'Streams that the other side may hold open on one connection.',
  },
  inFlightRequestsMax: {
    scope: 'node', type: 'integer', default: 1024, unit: 'count', min: 1, max: 1_000_000,
    why: 'Reads, and writes, of clients in work at a time, at most: how many it is now is learnt from how long they take. More are answered busy at once.',
  },
  scrubIntervalMs: {
    scope: 'node', type: 'integer', nullable: true, default: 30 * 24 * HOUR, unit: 'milliseconds', min: 1 * HOUR, max: 365 * 24 * HOUR,
    why: 'Time between two passes that verify the checksum of every stored record; damaged ones are mended from other replicas.',
  },
  antiEntropyIntervalMs: {
    scope: 'node', type: 'integer', nullable: true, default: 10 * MINUTE, unit: 'milliseconds', min: 1 * SECOND, max: 30 * 24 * HOUR,
    why: 'At least this often each partition is compared with every other replica of it, by hash trees; what differs is exchanged. Off: only when asked for (p2pkv repair start); replicas that a bucket has more than the ring are filled nevertheless.',
  },
  hintBytesMax: {
    scope: 'node', type: 'integer', default: 1 * GiB, unit: 'bytes', min: 1 * MiB, max: 1024 * GiB,
    why: 'Writes kept for one other peer while it is away. When it is reached, another peer is asked to keep them.',
  },
  hintBytesTotalMax: {
    scope: 'node', type: 'integer', default: 4 * GiB, unit: 'bytes', min: 1 * MiB, max: 4096 * GiB,
    why: 'Writes kept for all other peers together.',
  },
  hintAgeMaxMs: {
    scope: 'node', type: 'integer', default: 3 * 24 * HOUR, unit: 'milliseconds', min: 1 * MINUTE, max: 30 * 24 * HOUR,
    why: 'How long a write is kept for another peer. After that it is dropped, and anti-entropy brings the peer what it missed.',
  },
  hintBytesPerSecondMax: {
    scope: 'node', type: 'integer', nullable: true, default: 16 * MiB, unit: 'bytes', min: 64 * KiB, max: 64 * GiB,
    why: 'What is sent a second of the writes that were kept for others, so that a peer that is back is not flooded.',
  },
  tombstoneGraceMs: {
    scope: 'node', type: 'integer', nullable: true, default: 4 * 24 * HOUR, unit: 'milliseconds', min: 2 * MINUTE, max: 365 * 24 * HOUR,
    why: 'How long a deleted or expired key is kept, at least, before it is removed for good, which also takes the proof that no peer can bring it back. Each owner counts its own, by its own clock: the longest decides. Off: for ever, also on the other owners.',
  },
  transferBytesPerSecondMax: {
    scope: 'node', type: 'integer', nullable: true, default: null, unit: 'bytes', min: 64 * KiB, max: 64 * GiB,
    why: 'Bytes a second at which this peer pulls data that becomes its own. Without a limit it still steps back while requests of clients are slowed.',
  },
  maxClockDriftMs: {
    scope: 'node', type: 'integer', default: 5 * SECOND, unit: 'milliseconds', min: 1, max: 1 * HOUR,
    why: 'A version stamped further in the future than this is refused where it enters.',
  },
  siblingsMax: {
    scope: 'node', type: 'integer', default: 128, unit: 'count', min: 1, max: 1024,
    why: 'Concurrent versions kept of a key; one more is refused, none is ever dropped.',
  },
  diskFreeBytesMin: {
    scope: 'node', type: 'integer', nullable: true, default: 1 * GiB, unit: 'bytes', min: 1 * MiB, max: 1024 * GiB,
    why: 'With less free space than this, new client writes are refused; deletes and repairs are still taken.',
  },
  diskFreePercentMin: {
    scope: 'node', type: 'integer', nullable: true, default: 5, unit: 'percent', min: 1, max: 90,
    why: 'The same, as a part of the file system. The stricter of both counts.',
  },
  metricsListen: {
    scope: 'node', type: 'text', nullable: true, default: null, pattern: new RegExp(`^${ADDRESS_AND_PORT}$`), rule: 'an address and port such as 127.0.0.1:9464',
    why: 'Where /metrics (Prometheus), /health (quorum) and /ready (in sync) are served over HTTP, to anybody who can reach it: best on loopback. Off: nowhere.',
  },
  webListen: {
    scope: 'node', type: 'text', nullable: true, default: 'on', pattern: new RegExp(`^(?:on|${ADDRESS_AND_PORT})$`), rule: 'on, or an address and port such as 127.0.0.1:4480',
    why: 'Where the web page and the JSON API are served. On: on loopback, at the first free port from 4480; p2pkv web prints the address. Keys take a token; on any other address than loopback everything does, and nothing is encrypted.',
  },
  logLevel: {
    scope: 'node', type: 'choice', default: 'info', choices: ['debug', 'info', 'warn', 'error'],
    why: 'The least severe line that is logged.',
  },
} as const satisfies Record<string, Declaration>

export type ConfigKey = keyof typeof CONFIG_TABLE

type Item<D> =
  D extends { type: 'integer' } ? number :
    D extends { type: 'text' } ? string :
      D extends { type: 'list' } ? readonly string[] :
        D extends { type: 'choice', choices: readonly (infer C)[] } ? C :
          D extends { type: 'quorum' } ? QuorumSetting : never

/** What a daemon runs with: every key of the table, checked. */
export type Config = {
  readonly [K in ConfigKey]: Item<typeof CONFIG_TABLE[K]> | (typeof CONFIG_TABLE[K] extends { nullable: true } ? null : never)
}

export type ConfigValue = Config[ConfigKey]

export const CONFIG_KEYS = Object.keys(CONFIG_TABLE) as readonly ConfigKey[]

/** The declaration of a key, without its literal types. */
export function declarationOf (key: ConfigKey): Declaration { return CONFIG_TABLE[key] }

const words = (key: ConfigKey): string => key.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)

/** `probeIntervalMs` is the flag `--probe-interval-ms`. */
export function flagOf (key: ConfigKey): string { return `--${words(key)}` }

/** `probeIntervalMs` is the environment variable `P2PKV_PROBE_INTERVAL_MS`. */
export function environmentOf (key: ConfigKey): string { return `P2PKV_${words(key).replaceAll('-', '_').toUpperCase()}` }
