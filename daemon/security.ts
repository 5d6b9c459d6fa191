/** Which cluster a daemon belongs to, who it is there, and what it knows of rights. */
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ClusterMismatchError, ConfigError } from '../protocols/errors.js'
import { verifyEd25519 } from '../protocols/libp2p/ed25519-signer.js'
import type { Config } from './config/table.js'
import { Access } from './core/auth/access.js'
import { Authority } from './core/auth/authority.js'
import type { Logger, Meter } from './core/env.js'
import { ensureKey, initCluster, loadEnrolment, type Enrolment } from './platform/enrolment.js'
import { loadIdentity, type Identity } from './platform/identity.js'
import { systemClock } from './platform/system-clock.js'

export interface SecurityOptions {
  /** A ticket to join with, if the directory belongs to no cluster yet. */
  readonly join?: string | undefined
  /** Nobody is asked for rights: on loopback only, to try out and to measure. */
  readonly insecure?: boolean | undefined
}

export interface Security {
  readonly identity: Identity
  /** In protocol ids and in all that is signed. */
  readonly cluster: string
  /** Both undefined: insecure. */
  readonly authority: Authority | undefined
  readonly access: Access | undefined
}

const LOOPBACK = /^\/(?:ip4\/127\.|ip6\/::1\/|dns[46]?\/localhost\/)/

/**
 * Opens what the data directory says. An empty one begins a cluster of its own.
 *
 * @throws ConfigError, ClusterMismatchError
 */
export async function openSecurity (config: Config, options: SecurityOptions, components: { log: Logger, meter: Meter }): Promise<Security> {
  const { data } = config
  if (options.insecure === true) return await openInsecure(config, components.log)
  const enrolment = await enrol(config)
  const { genesis, grant } = enrolment
  if (config.cluster !== 'default' && config.cluster !== genesis.name && config.cluster !== genesis.cluster) {
    throw new ClusterMismatchError(`${data} belongs to the cluster ${genesis.cluster}, and the configuration says ${config.cluster}: take that out, or another directory`)
  }
  const identity = await loadIdentity(data)
  if (grant === undefined || grant.chain.role !== 'peer' || identity === undefined) {
    throw new ConfigError(`${data} holds no peer of ${genesis.cluster}, so no daemon can run on it: join it with a ticket of p2pkv invite --role peer`)
  }
  if (grant.chain.subject !== identity.peerId) throw new ConfigError(`the grant in ${data} is for the key ${grant.chain.subject}, and identity.key is ${identity.peerId}: restore that key, or join anew`)
  const { peerId: admin } = await ensureKey(data, 'admin')
  const authority = new Authority({ clock: systemClock, verify: verifyEd25519, log: components.log }, { genesis })
  const access = new Access({ ...components, clock: systemClock, authority }, { credentials: grant.chain.bytes, localAdmins: [admin] })
  return { identity, cluster: genesis.cluster, authority, access }
}

async function enrol ({ data, cluster, bootstrap }: Config): Promise<Enrolment> {
  const known = await loadEnrolment(data)
  if (known !== undefined) return known
  if (await isUsed(data)) {
    throw new ConfigError(`${data} was written by a version without rights, and belongs to no cluster: make a backup with p2pkv daemon --insecure-dev, and restore it into a cluster of p2pkv init`)
  }
  if (bootstrap.length > 0) throw new ConfigError(`${data} belongs to no cluster: run p2pkv invite on a peer of it, and p2pkv join with what that prints here`)
  return await initCluster(data, cluster)
}

async function isUsed (data: string): Promise<boolean> {
  const store = join(data, 'store')
  return existsSync(store) && (await readdir(store)).length > 0
}

async function openInsecure (config: Config, log: Logger): Promise<Security> {
  const open = config.listen.filter(address => !LOOPBACK.test(address))
  if (open.length > 0) throw new ConfigError(`--insecure-dev asks nobody for rights and listens on loopback only; listen says ${open.join(', ')}`)
  if (await loadEnrolment(config.data) !== undefined) throw new ConfigError(`${config.data} belongs to a cluster: --insecure-dev does not open it`)
  log.warn({}, 'INSECURE: every process of this machine may read, write and delete everything, and join (--insecure-dev)')
  return { identity: await ensureKey(config.data, 'identity'), cluster: config.cluster, authority: undefined, access: undefined }
}
