import { open, readFile, realpath, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { joinCluster } from '../daemon/platform/enrolment.js'
import { loadIdentity } from '../daemon/platform/identity.js'
import { makeDirectory } from '../daemon/platform/make-directory.js'
import { announceUse } from '../daemon/platform/redeem.js'
import type { Genesis } from '../protocols/auth/genesis.js'
import type { Paper } from '../protocols/auth/ticket.js'
import { ConfigError, P2pkvError } from '../protocols/errors.js'

const ASK_TIMEOUT_MS = 5_000

export interface Joined {
  readonly joined: Paper
  readonly genesis: Genesis
  /** Why no peer of the ticket could be told that it was used; undefined: one was, or need not be. */
  readonly untold: string | undefined
}

/**
 * Makes a data directory belong to a cluster, by a ticket or a grant, and tells the cluster of the use of a ticket.
 * Of a peer, the settings that all share, and where the others are, are written to config.json.
 *
 * @param timeoutMs for each peer of the ticket
 * @throws ConfigError, InvalidArgumentError; NotAuthorizedError when the invite is over, used up or revoked
 */
export async function joinDirectory (data: string, text: string, timeoutMs = ASK_TIMEOUT_MS): Promise<Joined> {
  await makeDirectory(data)
  const { joined, genesis } = await joinCluster(data, text, async ({ addresses, chain }) => {
    // First of all: a peer that does not know of others would begin a ring of its own.
    if (chain.role === 'peer') await addSettings(data, { bootstrap: addresses })
  })
  const { role, uses } = joined.chain
  if (uses.length === 0) return { joined, genesis, untold: undefined }
  const identity = await loadIdentity(data, role === 'admin' ? 'admin' : 'identity')
  try {
    if (identity === undefined) throw new ConfigError(`the key in ${data} has gone`)
    const { n, partitions } = await announceUse(identity, joined, timeoutMs)
    if (role === 'peer') await addSettings(data, { n, partitions })
    return { joined, genesis, untold: undefined }
  } catch (error) {
    if (!(error instanceof P2pkvError) || error.code === 'NOT_AUTHORIZED' || error instanceof ConfigError) throw error
    return { joined, genesis, untold: error.message }
  }
}

/** Adds to config.json what is not in it: all of it, or what was there stays. */
async function addSettings (data: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  const name = join(data, 'config.json')
  // Somebody may keep it elsewhere, and let others read it.
  const path = await realpath(name).catch(() => name)
  const before = await stat(path).catch(() => undefined)
  try {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '{}'
      throw error
    })
    const file = await open(`${path}.new`, 'w', 0o600)
    try {
      if (before !== undefined) await file.chmod(before.mode)
      await file.writeFile(`${JSON.stringify({ ...settings, ...JSON.parse(text) as object }, undefined, 2)}\n`)
      await file.sync()
    } finally { await file.close() }
    await rename(`${path}.new`, path)
  } catch (cause) {
    throw new ConfigError(`${path} cannot be written: ${(cause as Error).message}`, { cause })
  }
}
