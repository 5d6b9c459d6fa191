/** How a data directory comes to belong to a cluster, and what is in it then: keys, and `cluster.json`. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys'
import { issueGrant, redeemInvite, SERIAL_BYTES, type Chain, type GrantWish } from '../../protocols/auth/credentials.js'
import { GENESIS_NONCE_BYTES, makeGenesis, type Genesis } from '../../protocols/auth/genesis.js'
import type { Role } from '../../protocols/auth/rights.js'
import { formatGrant, formatTicket, parsePaper, SEED_BYTES, type Paper } from '../../protocols/auth/ticket.js'
import { ConfigError, InvalidArgumentError } from '../../protocols/errors.js'
import { Ed25519Signer, verifyEd25519 } from '../../protocols/libp2p/ed25519-signer.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import { createIdentity, loadIdentity, type Identity, type KeyName } from './identity.js'

/** Nothing in it is secret: the keys are beside it. */
interface ClusterFile {
  readonly v: 1
  readonly cluster: string
  /** What the keys here are. */
  readonly roles: readonly Role[]
  /** What the identity key holds, as `p2pkv grant` prints it. */
  readonly grant?: string
  /** What the admin key holds; absent: it is an admin at this peer alone. */
  readonly admin?: string
}

export interface Enrolment {
  readonly genesis: Genesis
  readonly grant: Paper | undefined
  readonly admin: Paper | undefined
}

const clusterPath = (data: string): string => join(data, 'cluster.json')

/** @returns undefined when the directory belongs to no cluster. @throws ConfigError */
export async function loadEnrolment (data: string): Promise<Enrolment | undefined> {
  const path = clusterPath(data)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new ConfigError(`${path} cannot be read: ${(cause as Error).message}`, { cause })
  }
  try {
    const file = JSON.parse(text) as ClusterFile
    const [grant, admin] = [file.grant, file.admin].map(paper => paper === undefined ? undefined : parsePaper(paper, verifyEd25519))
    const genesis = (grant ?? admin)?.genesis
    if (file.v !== 1 || genesis === undefined) throw new ConfigError('it names no cluster')
    return { genesis, grant, admin }
  } catch (cause) {
    throw new ConfigError(`${path} is damaged: restore it from a backup, or join the cluster anew (${(cause as Error).message})`, { cause })
  }
}

/**
 * Begins a cluster: its root key, an admin's and the first peer's, each readable by its owner only.
 *
 * @throws ConfigError when the directory belongs to a cluster, InvalidArgumentError for the name
 */
export async function initCluster (data: string, name: string): Promise<Enrolment> {
  if (await loadEnrolment(data) !== undefined) throw new ConfigError(`${data} belongs to a cluster already; nothing was changed`)
  const [root, admin, peer] = await Promise.all((['root', 'admin', 'identity'] as const).map(async key => await ensureKey(data, key)))
  if (root === undefined || admin === undefined || peer === undefined) throw new ConfigError(`${data} cannot hold keys`)
  const rootKey = new Ed25519Signer(root.privateKey)
  const genesis = makeGenesis(name, randomBytes(GENESIS_NONCE_BYTES), rootKey)
  const adminChain = issueGrant(genesis, rootKey, undefined, newGrant(admin.peerId, { role: 'admin' }))
  const peerChain = issueGrant(genesis, new Ed25519Signer(admin.privateKey), adminChain, newGrant(peer.peerId, { role: 'peer' }))
  return await save(data, genesis, { grant: { genesis, addresses: [], chain: peerChain }, admin: { genesis, addresses: [], chain: adminChain } })
}

/**
 * Makes this directory's key a member of the cluster of a ticket, or takes a grant that was made for it. Nobody is
 * asked: the ticket is all that it takes.
 *
 * @param text what `p2pkv invite` or `p2pkv grant` printed
 * @param prepare what must be done for the directory to belong to the cluster; when it fails, it does not
 * @throws InvalidArgumentError for a ticket that is damaged, or a grant for another key; ConfigError when the
 *   directory belongs to another cluster
 */
export async function joinCluster (data: string, text: string, prepare: (joined: Paper) => Promise<void> = async () => {}): Promise<Enrolment & { readonly joined: Paper }> {
  const paper = parsePaper(text, verifyEd25519)
  const { genesis, addresses, chain } = paper
  const before = await loadEnrolment(data)
  if (before !== undefined && before.genesis.cluster !== genesis.cluster) {
    throw new ConfigError(`${data} belongs to the cluster ${before.genesis.cluster}; this ticket is for ${genesis.cluster}: take another directory (--data)`)
  }
  if (before?.grant?.chain.role === 'peer' && chain.role === 'client') throw new ConfigError(`${data} is a peer's: take another directory (--data) for a client`)
  const name: KeyName = chain.role === 'admin' ? 'admin' : 'identity'
  const key = await ensureKey(data, name)
  let held: Chain
  if ('seed' in paper) {
    const inviteKey = new Ed25519Signer(await generateKeyPairFromSeed('Ed25519', paper.seed))
    held = redeemInvite(genesis, chain, inviteKey, new Ed25519Signer(key.privateKey))
  } else {
    if (chain.subject !== key.peerId) throw new InvalidArgumentError(`this grant is for the key ${chain.subject}; the key in ${data} is ${key.peerId}: ask for a grant for that`)
    held = chain
  }
  // Whoever can read the directory of a peer operates it.
  if (chain.role === 'peer') await ensureKey(data, 'admin')
  const joined = { genesis, addresses, chain: held }
  await prepare(joined)
  return { joined, ...await save(data, genesis, { grant: before?.grant, admin: before?.admin, [name === 'admin' ? 'admin' : 'grant']: joined }) }
}

export interface Invitation extends Pick<GrantWish, 'role' | 'rules' | 'notAfter'> {
  readonly uses: number
  /** Milliseconds since 1970. */
  readonly redeemBy: number
  readonly addresses: readonly string[]
}

/** A line that lets others join. @throws ConfigError when this directory has no right to make one */
export async function makeTicket (data: string, { uses, redeemBy, addresses, ...wish }: Invitation): Promise<{ ticket: string, chain: Chain }> {
  const { genesis, key, chain: held } = await loadIssuer(data)
  const seed = randomBytes(SEED_BYTES)
  const inviteKey = new Ed25519Signer(await generateKeyPairFromSeed('Ed25519', seed))
  const chain = issueGrant(genesis, key, held, newGrant(inviteKey.id, { ...wish, invite: { uses, redeemBy } }))
  return { ticket: formatTicket({ genesis, addresses, chain, seed }), chain }
}

/** A line that gives one key its rights. @throws ConfigError when this directory has no right to make one */
export async function makeGrant (data: string, wish: Pick<GrantWish, 'subject' | 'role' | 'rules' | 'notAfter'>, addresses: readonly string[]): Promise<{ grant: string, chain: Chain }> {
  const { genesis, key, chain: held } = await loadIssuer(data)
  const chain = issueGrant(genesis, key, held, newGrant(wish.subject, wish))
  return { grant: formatGrant({ genesis, addresses, chain }), chain }
}

/** Who makes grants here: the admin key, with a grant that everybody believes. @throws ConfigError */
export async function loadIssuer (data: string): Promise<{ genesis: Genesis, key: Ed25519Signer, chain: Chain }> {
  const enrolment = await loadEnrolment(data)
  const admin = await loadIdentity(data, 'admin')
  if (enrolment?.admin === undefined || admin === undefined) {
    throw new ConfigError(`${data} has no admin key that the whole cluster believes: run this where p2pkv init was run, or join with a ticket of p2pkv invite --role admin`)
  }
  return { genesis: enrolment.genesis, key: new Ed25519Signer(admin.privateKey), chain: enrolment.admin.chain }
}

/** Whom a command acts as on this directory: its admin, else its client; undefined: nobody. @throws ConfigError */
export async function loadOperator (data: string): Promise<{ identity: Identity, paper: Paper | undefined, enrolment: Enrolment } | undefined> {
  const enrolment = await loadEnrolment(data)
  if (enrolment === undefined) return undefined
  const admin = await loadIdentity(data, 'admin')
  if (admin !== undefined) return { identity: admin, paper: enrolment.admin, enrolment }
  const identity = await loadIdentity(data)
  return identity === undefined ? undefined : { identity, paper: enrolment.grant, enrolment }
}

export async function ensureKey (data: string, name: KeyName): Promise<Identity> {
  return await loadIdentity(data, name) ?? await createIdentity(data, name)
}

function newGrant (subject: NodeId, wish: Pick<GrantWish, 'role'> & Partial<GrantWish>): GrantWish {
  return { rules: [], notBefore: Date.now(), notAfter: undefined, serial: randomBytes(SERIAL_BYTES), ...wish, subject }
}

async function save (data: string, genesis: Genesis, { grant, admin }: Pick<Enrolment, 'grant' | 'admin'>): Promise<Enrolment> {
  const file: ClusterFile = {
    v: 1, cluster: genesis.cluster, roles: [grant, admin].flatMap(paper => paper?.chain.role ?? []), ...(grant !== undefined && { grant: formatGrant(grant) }), ...(admin !== undefined && { admin: formatGrant(admin) }),
  }
  const path = clusterPath(data)
  try {
    const handle = await open(`${path}.new`, 'w', 0o600)
    try {
      await handle.writeFile(`${JSON.stringify(file, undefined, 2)}\n`)
      await handle.sync()
    } finally { await handle.close() }
    await rename(`${path}.new`, path)
  } catch (cause) {
    throw new ConfigError(`${path} cannot be written: ${(cause as Error).message}`, { cause })
  }
  return { genesis, grant, admin }
}
