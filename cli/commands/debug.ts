import { Command } from 'commander'
import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import type { ClusterStatus, KvClient } from '../../client/index.js'
import { InvalidArgumentError, P2pkvError } from '../../protocols/errors.js'
import { VERSION } from '../../protocols/version.js'
import { EXIT } from '../exit-codes.js'
import { escapeLine, formatBytes } from '../output.js'
import { withClient, withConnection } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'

/** Members that are asked; of a larger cluster the first. */
const ASKED_MAX = 64
const ASK_TIMEOUT_MS = 5_000
const RING_EVENTS_MAX = 100

/** The answer, or why there is none: a bundle is made when things are wrong. */
async function answerOf (request: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  try {
    return await request
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof P2pkvError)) throw error
    return { error: error.code }
  }
}

/** What one peer tells of the cluster and of itself. */
async function askPeer (client: KvClient, signal: AbortSignal): Promise<object> {
  const options = { signal, timeoutMs: ASK_TIMEOUT_MS }
  const questions: ReadonlyArray<readonly [string, Promise<unknown>]> = [
    ['status', client.status(options)], ['ring', client.ring(options)], ['workers', client.workers(options)], ['transfers', client.transfers({ ...options, all: false })],
    ['tombstones', client.tombstones({ ...options, all: false })], ['hints', client.hints(options)], ['repair', client.repair(options)], ['logLevels', client.logLevels(options)],
    ['diagnostics', client.diagnostics(options)],
  ]
  return Object.fromEntries(await Promise.all(questions.map(async ([name, request]) => [name, await answerOf(request, signal)] as const)))
}

async function collect (session: Session, first: KvClient, status: ClusterStatus, operator: string | undefined): Promise<object> {
  const { signal } = session.io
  const asked = status.members.filter(({ peerId, state }) => peerId === status.self || state !== 'left').slice(0, ASKED_MAX)
  const peers = await Promise.all(asked.map(async ({ peerId, name, addresses }) => {
    if (peerId === status.self) return [peerId, { name, ...await askPeer(first, signal) }] as const
    if (addresses.length === 0) return [peerId, { name, error: 'no address is known' }] as const
    const client = await session.connect({ peers: addresses, cluster: status.cluster, ...(operator !== undefined && { operator }), timeoutMs: ASK_TIMEOUT_MS, signal })
    try {
      return [peerId, { name, ...await askPeer(client, signal) }] as const
    } finally { client.close().catch(() => {}) }
  }))
  const options = { signal, timeoutMs: ASK_TIMEOUT_MS }
  return {
    v: 1,
    made: new Date().toISOString(),
    program: { version: VERSION, node: process.versions.node, platform: `${process.platform} ${process.arch}` },
    cluster: status.cluster,
    askedFirst: status.self,
    buckets: await answerOf(first.buckets(options), signal),
    ringHistory: await answerOf(first.ringHistory({ ...options, limit: RING_EVENTS_MAX }), signal),
    peers: Object.fromEntries(peers),
  }
}

async function writeWhole (file: string, text: string): Promise<void> {
  // A name of its own: two bundles to one file at a time would write into each other.
  const partial = `${file}.${randomBytes(4).toString('hex')}.partial`
  try {
    // Addresses and settings are nobody else's business.
    const handle = await open(partial, 'wx', 0o600)
    try { await handle.writeFile(text) } finally { await handle.close() }
    await rename(partial, file)
  } catch (cause) {
    await rm(partial, { force: true })
    throw new InvalidArgumentError(`${file} cannot be written: ${(cause as Error).message}`, { cause })
  }
}

/** As JSON has it: what a client answers may have bytes and bigints in it. */
function plain (_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  return value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value
}

function bundleCommand (session: Session): Command {
  const command = new Command('bundle').summary('write all that helps to find a fault to one file')
    .description('Asks every member of the cluster, and writes to FILE, as JSON: status and ring views as each sees them, workers, hints, transfers, tombstones, settings (secrets hidden), ' +
      'metrics, the newest log lines, and versions. There are no keys or values in it, but names and addresses of machines. What a peer does not answer is marked as such.')
    .argument('<file>', 'where to write; an older file of that name is replaced')
    .action(async (file: string, flags: ConnectionFlags) => {
      await withClient(session, flags, async (client, output, { operator }) => {
        const bundle = await collect(session, client, await client.status({ signal: session.io.signal }), operator)
        const text = `${JSON.stringify(bundle, plain, 1)}\n`
        await writeWhole(file, text)
        const { peers } = bundle as { peers: Record<string, { diagnostics?: { error?: string } }> }
        const silent = Object.values(peers).filter(({ diagnostics }) => diagnostics === undefined || diagnostics.error !== undefined).length
        const told = { file, bytes: Buffer.byteLength(text), peers: Object.keys(peers).length, silent }
        if (output.isText) output.note(`${escapeLine(file)}  ${formatBytes(told.bytes)}, ${told.peers} peers${silent > 0 ? `, ${silent} of them did not tell of themselves: the file says why` : ''}`)
        else output.json(told)
        return EXIT.ok
      })
    })
  return teach(withConnection(command), {
    examples: [{ run: 'p2pkv debug bundle fault.json', why: 'for a report about a fault; look through it before you send it' }],
    exits: REQUEST_EXITS,
    environment: PEER_ENVIRONMENT,
  })
}

export function debugCommand (session: Session): Command {
  return new Command('debug').summary('collect what helps to find a fault').usage('COMMAND [options]').helpCommand(false)
    .description('What helps to find a fault of the cluster.')
    .addCommand(bundleCommand(session))
}
