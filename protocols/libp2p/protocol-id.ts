import type { ProtocolName } from '../rpc/rpc.js'

/** Whoever joins does not belong to the cluster yet. */
const JOIN_ID = '/p2pkv/join/1.0.0'

/** The libp2p protocol of one kind of requests in one cluster: peers of another never negotiate it. */
export function protocolId (cluster: string, name: ProtocolName): string {
  return name === 'join' ? JOIN_ID : `/p2pkv/${cluster}/${name}/1.0.0`
}

const PROTOCOL_ID = /^\/p2pkv\/([^/]+)\/[a-z]+\/1\.0\.0$/

/** The cluster that a peer serves, from the protocols it says it speaks. */
export function clusterOf (protocols: readonly string[]): string | undefined {
  for (const protocol of protocols) {
    const cluster = PROTOCOL_ID.exec(protocol)?.[1]
    if (cluster !== undefined) return cluster
  }
  return undefined
}
