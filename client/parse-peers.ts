import { InvalidArgumentError } from '../protocols/errors.js'
import { parseAddress } from '../protocols/libp2p/peer-requests.js'
import type { Peer } from './transport.js'

/**
 * Peers from multiaddrs like `/ip4/192.0.2.7/tcp/4400/p2p/12D3…`, in their order; addresses of one
 * peer id become one peer. Without `/p2p/…` whoever answers there is trusted to be meant.
 *
 * @throws InvalidArgumentError
 */
export function parsePeers (addresses: readonly string[]): Peer[] {
  const byId = new Map<string, { id?: Peer['id'], addresses: string[] }>()
  for (const address of addresses) {
    const { peerId: id } = parseAddress(address)
    const known = byId.get(id ?? address)
    if (known !== undefined) known.addresses.push(address)
    else byId.set(id ?? address, { ...(id !== undefined && { id }), addresses: [address] })
  }
  if (byId.size === 0) throw new InvalidArgumentError('peers must name at least one peer')
  return [...byId.values()]
}
