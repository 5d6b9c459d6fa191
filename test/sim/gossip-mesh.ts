/**
 * Gossipsub as far as its cost and delay go: each peer keeps a mesh of about 6 others, sends what it
 * publishes to them, and forwards what it sees for the first time to all but who it came from.
 * (Vyzovitis et al., "GossipSub" (2020), section 3; degrees as in @libp2p/gossipsub.) Control traffic
 * (heartbeats with IHAVE for what was published in the last 3 s) is not modelled.
 */
import type { NodeId } from '../../protocols/record/node-id.js'
import type { SimPrng } from './sim-prng.js'

const DEGREE = 6
const DEGREE_MIN = 4
const DEGREE_MAX = 12
/** Envelope of a message: sender, sequence number, signature, key, topic. */
const OVERHEAD_BYTES = 200
/** Ids remembered by each peer, so that a copy is not forwarded again. */
const SEEN_MAX = 4_096

/** What carries its messages: the fabric. */
interface Carrier {
  deliver: (delivery: { from: NodeId, to: NodeId, bytes: number, what: string }, fn: () => void) => void
  count: (what: string, bytes: number) => void
  find: (peer: NodeId) => { receive: (topic: string, from: NodeId, body: Uint8Array) => void } | undefined
}

interface Member { readonly neighbours: Set<NodeId>, seen: Set<number>, seenBefore: Set<number> }

export class GossipMesh {
  readonly #members = new Map<NodeId, Member>()
  #ids: NodeId[] = []
  #messages = 0

  constructor (private readonly carrier: Carrier, private readonly prng: SimPrng) {}

  join (peer: NodeId): void {
    this.#members.set(peer, { neighbours: new Set(), seen: new Set(), seenBefore: new Set() })
    this.#ids = [...this.#members.keys()]
    this.#graft(peer)
  }

  leave (peer: NodeId): void {
    const gone = this.#members.get(peer)
    this.#members.delete(peer)
    this.#ids = [...this.#members.keys()]
    for (const neighbour of gone?.neighbours ?? []) {
      const member = this.#members.get(neighbour)
      member?.neighbours.delete(peer)
      if (member !== undefined && member.neighbours.size < DEGREE_MIN) this.#graft(neighbour)
    }
  }

  #graft (peer: NodeId): void {
    const member = this.#members.get(peer)
    if (member === undefined) return
    // Bounded tries: near the end most are neighbours already, or full.
    for (let tries = 0; tries < 50 && member.neighbours.size < Math.min(DEGREE, this.#ids.length - 1); tries++) {
      const other = this.#ids[this.prng.below(this.#ids.length)]
      const chosen = other === undefined ? undefined : this.#members.get(other)
      if (other === undefined || chosen === undefined || other === peer || chosen.neighbours.size >= DEGREE_MAX) continue
      member.neighbours.add(other)
      chosen.neighbours.add(peer)
    }
  }

  publish (from: NodeId, topic: string, body: Uint8Array): void {
    const id = this.#messages++
    this.#see(from, id)
    this.#forward(from, from, from, topic, body, id)
  }

  #forward (peer: NodeId, cameFrom: NodeId, author: NodeId, topic: string, body: Uint8Array, id: number): void {
    const { carrier } = this
    for (const to of this.#members.get(peer)?.neighbours ?? []) {
      if (to === cameFrom || to === author) continue
      if (this.#hasSeen(to, id)) {
        // Sent all the same, and thrown away there: no event is needed for that.
        carrier.count('gossip', body.byteLength + OVERHEAD_BYTES)
        continue
      }
      carrier.deliver({ from: peer, to, bytes: body.byteLength + OVERHEAD_BYTES, what: 'gossip' }, () => {
        if (!this.#see(to, id)) return
        carrier.find(to)?.receive(topic, author, body)
        this.#forward(to, peer, author, topic, body, id)
      })
    }
  }

  #hasSeen (peer: NodeId, id: number): boolean {
    const member = this.#members.get(peer)
    return member === undefined || member.seen.has(id) || member.seenBefore.has(id)
  }

  /** Whether it is new to the peer. */
  #see (peer: NodeId, id: number): boolean {
    const member = this.#members.get(peer)
    if (member === undefined || this.#hasSeen(peer, id)) return false
    if (member.seen.size >= SEEN_MAX) {
      member.seenBefore = member.seen
      member.seen = new Set()
    }
    member.seen.add(id)
    return true
  }
}
