import { REDEEM } from '../../protocols/auth/hello.js'
import type { Paper } from '../../protocols/auth/ticket.js'
import { P2pkvError, PeerUnreachableError } from '../../protocols/errors.js'
import { createNode } from '../../protocols/libp2p/create-node.js'
import { parseAddress, PeerRequests } from '../../protocols/libp2p/peer-requests.js'
import type { RedeemResponse } from '../../protocols/pb/auth.js'
import type { Identity } from './identity.js'

/**
 * Tells the cluster who has used an invite, through the first peer of the ticket that answers.
 *
 * @returns how a peer of the cluster must be configured
 * @throws NotAuthorizedError when the invite is over, used up or revoked; PeerUnreachableError
 */
export async function announceUse ({ privateKey }: Identity, { genesis, addresses, chain }: Paper, timeoutMs: number): Promise<RedeemResponse> {
  const node = await createNode({ privateKey, listen: [] })
  await node.start()
  const requests = new PeerRequests(node, { cluster: genesis.cluster })
  let failure: P2pkvError = new PeerUnreachableError('the ticket names no peer: ask for one that was made while a daemon ran, or with --address')
  try {
    for (const address of addresses) {
      const { peerId } = parseAddress(address)
      if (peerId === undefined) continue
      requests.learnAddresses(peerId, [address])
      try {
        return await requests.request(peerId, REDEEM, { credentials: chain.bytes }, { deadline: performance.now() + timeoutMs })
      } catch (error) {
        if (!(error instanceof P2pkvError)) throw error
        failure = error
        if (error.code === 'NOT_AUTHORIZED') break
      }
    }
    throw failure
  } finally {
    await requests.close()
    await node.stop()
  }
}
