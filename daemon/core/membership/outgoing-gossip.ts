import { Gossip, type SignedBucketSettings, type SignedMemberRecord, type Suspicion } from '../../../protocols/pb/membership.js'
import type { AuthFact } from '../../../protocols/pb/auth.js'
import type { ViewId } from '../../../protocols/pb/replicate.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { Clock } from '../env.js'

/** What changes within this time travels in one message, milliseconds: each goes to everybody several times. */
const GOSSIP_DELAY_MS = 20

/** What is told of each member, suspect and bucket: the newest word. */
interface News {
  readonly members: Map<NodeId, SignedMemberRecord>
  readonly suspicions: Map<string, Suspicion>
  readonly buckets: Map<string, SignedBucketSettings>
  readonly facts: AuthFact[]
}

export interface OutgoingGossipComponents {
  readonly clock: Pick<Clock, 'after'>
  /** Every message tells of the ring view that its sender has when it goes out. */
  readonly viewId: () => ViewId | undefined
  readonly publish: (body: Uint8Array) => void
}

/** Gathers what is to be told to everybody. */
export class OutgoingGossip {
  #next: News | undefined
  #stopped = false

  constructor (private readonly components: OutgoingGossipComponents) {}

  /** What is gathered so far is not told any more. */
  stop (): void { this.#stopped = true }

  /** What the next message will say, for the caller to add to. It goes out soon after it was first asked for, also when nothing was added. */
  next (): News {
    if (this.#next === undefined) {
      this.#next = { members: new Map(), suspicions: new Map(), buckets: new Map(), facts: [] }
      this.components.clock.after(GOSSIP_DELAY_MS, () => { this.#send() })
    }
    return this.#next
  }

  #send (): void {
    const { members, suspicions, buckets, facts } = this.next()
    this.#next = undefined
    if (this.#stopped) return
    const { viewId, publish } = this.components
    publish(Gossip.encode({ members: [...members.values()], suspicions: [...suspicions.values()], view: viewId(), buckets: [...buckets.values()], facts }))
  }
}
