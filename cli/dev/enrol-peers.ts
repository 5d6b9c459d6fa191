/** What `p2pkv invite` and `p2pkv join` do, for peers on one machine. */
import { existsSync } from 'node:fs'
import { joinCluster, makeTicket } from '../../daemon/platform/enrolment.js'
import { clusterFilePath } from '../peers.js'

const HOUR_MS = 3_600_000

/**
 * @param issuer a data directory with an admin's key
 * @param directories those that belong to a cluster already are left as they are
 */
export async function enrolPeers (issuer: string, { addresses }: { readonly addresses: readonly string[] }, directories: readonly string[]): Promise<void> {
  for (const directory of directories) {
    if (existsSync(clusterFilePath(directory))) continue
    const { ticket } = await makeTicket(issuer, { role: 'peer', rules: [], notAfter: undefined, uses: 1, redeemBy: Date.now() + HOUR_MS, addresses })
    await joinCluster(directory, ticket)
  }
}
