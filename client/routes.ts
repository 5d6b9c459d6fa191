import { NotReadyError, ProtocolError } from '../protocols/errors.js'
import { partitionOf } from '../protocols/record/key.js'
import { isNodeId, type NodeId } from '../protocols/record/node-id.js'
import type { RecordKey } from '../protocols/record/record.js'
import { NOBODY, ROUTES, type RoutesResponse } from '../protocols/routes/routes.js'
import type { Peer, Transport } from './transport.js'

type View = NonNullable<RoutesResponse['view']>

/** Which peers hold which keys, by one view of the ring. It may be behind: any peer coordinates any request. */
export class Routes {
  readonly view: View
  /** Who is up. */
  readonly peers: readonly Peer[]
  readonly #primaries: ReadonlyArray<readonly NodeId[]>

  private constructor (view: View, peers: readonly Peer[], primaries: ReadonlyArray<readonly NodeId[]>) {
    this.view = view
    this.peers = peers
    this.#primaries = primaries
  }

  /**
   * @param before whose view the peer was told of
   * @returns undefined when the peer knows no ring
   * @throws ProtocolError
   */
  static from (message: RoutesResponse, before: Routes | undefined): Routes | undefined {
    const { view, partitions, replicas, members, primaries } = message
    if (view === undefined) return undefined
    const peers = members.flatMap(({ peerId, addresses }) => isNodeId(peerId) && addresses.length > 0 ? [{ id: peerId, addresses }] : [])
    if (primaries.length === 0 && before?.view.epoch === view.epoch) return new Routes(view, peers, before.#primaries)
    if (partitions < 1 || primaries.length !== 2 * partitions * replicas) throw new ProtocolError('the routes that a peer tells are not whole')
    return new Routes(view, peers, Array.from({ length: partitions }, (_, partition) => Array.from({ length: replicas }, (_place, place) => {
      const at = 2 * (partition * replicas + place)
      const number = (primaries[at] ?? 0) | (primaries[at + 1] ?? 0) << 8
      const id = number === NOBODY ? undefined : members[number]?.peerId
      return id !== undefined && isNodeId(id) ? [id] : []
    }).flat()))
  }

  /** The preferred coordinator first. */
  primariesOf (key: RecordKey): readonly NodeId[] {
    return this.#primaries[partitionOf(key, this.#primaries.length)] ?? []
  }
}

/** Has a peer answer what is small when it knows the view that is `known`. @throws NotReadyError while it knows no ring; as a request does */
export async function meet (transport: Pick<Transport, 'request'>, peer: Peer, known: View | undefined, options: { readonly timeoutMs: number }): Promise<void> {
  const { view } = await transport.request(peer, ROUTES, { known }, options)
  if (view === undefined) throw new NotReadyError('the peer is in no ring yet')
}
