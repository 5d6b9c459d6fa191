import { multiaddr } from '@multiformats/multiaddr'
import { InvalidArgumentError } from '../protocols/errors.js'
import { isNodeId } from '../protocols/record/node-id.js'
import type { Peer } from './transport.js'

const PEER_ID = /\/p2p\/([^/]+)$/

/**
 * Peers from multiaddrs like `/ip4/192.0.2.7/tcp/4400/p2p/12D3…`, in their order; addresses of one
 * peer id become one peer. Without `/p2p/…` whoever answers there is trusted to be meant.
 *
 * @throws InvalidArgumentError
 */
export function parsePeers (addresses: readonly string[]): Peer[] {
  const byId = new Map<string, { id?: Peer['id'], addresses: string[] }>()
  for (const address of addresses) {
    try {
      multiaddr(address)
    } catch (cause) {
      throw new InvalidArgumentError(`${JSON.stringify(address)} is no multiaddr; one looks like /ip4/127.0.0.1/tcp/4400`, { cause })
    }
    const id = PEER_ID.exec(address)?.[1]
    const known = byId.get(id ?? address)
    if (known !== undefined) known.addresses.push(address)
    else byId.set(id ?? address, { ...(id !== undefined && isNodeId(id) && { id }), addresses: [address] })
  }
  if (byId.size === 0) throw new InvalidArgumentError('peers must name at least one peer')
  return [...byId.values()]
}
