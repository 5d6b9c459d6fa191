import { FETCH_VIEWS } from '../../../protocols/membership/membership.js'
import type { FetchViewsResponse, SignedRingView } from '../../../protocols/pb/membership.js'
import type { ViewId } from '../../../protocols/pb/replicate.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { MEMBERSHIP_BYTES_MAX } from '../../../protocols/rpc/limits.js'
import type { Env } from '../env.js'
import type { RingHistory } from './ring-history.js'

/** Views of one FetchViews answer at most; a joining peer asks on until it has all. */
const VIEWS_PER_FETCH = 64
/** Of their bodies; what else is in the answer is less than the other half. */
const VIEWS_BYTES_PER_FETCH = MEMBERSHIP_BYTES_MAX / 2
/** The longest history that is fetched from one peer in one go. */
const VIEWS_FETCHED_MAX = 100_000

export interface ViewSyncComponents {
  readonly history: RingHistory
  /** Called when views of that peer were fetched and looked at. */
  readonly fetched: (from: NodeId) => void
}

/** Brings this peer's history of the ring up to that of others, and gives others what they lack of its own. */
export class ViewSync {
  readonly #syncing = new Set<NodeId>()
  #stopped = false

  constructor (private readonly env: Env, private readonly components: ViewSyncComponents) {
    env.network.handle(FETCH_VIEWS, async (_from, request): Promise<FetchViewsResponse> => {
      const viewsMax = Math.min(Math.max(request.limit, 1), VIEWS_PER_FETCH)
      const { views, more } = components.history.page(request.afterEpoch, { viewsMax, bytesMax: VIEWS_BYTES_PER_FETCH })
      return { views: views.map(({ body, signature }) => ({ body, signature })), more }
    })
  }

  stop (): void { this.#stopped = true }

  /** A message carried the sender's ring view: fetched in the background if it beats ours. */
  heard (from: NodeId, view: ViewId | undefined): void {
    if (!this.components.history.isBehind(view) || this.#syncing.has(from) || this.#stopped) return
    this.#syncing.add(from)
    this.sync(from, view).catch((error: unknown) => {
      this.env.log.warn({ peer: from, error }, 'ring views could not be fetched; the next exchange tries again')
    }).finally(() => { this.#syncing.delete(from) })
  }

  /** Fetches what `peer` has beyond our history; if the histories part further back, all of it. Rejects as requests and RingHistory.offer do. */
  async sync (peer: NodeId, theirs: ViewId | undefined): Promise<void> {
    const { history, fetched } = this.components
    if (!history.isBehind(theirs)) return
    const result = await history.offer(await this.#fetch(peer, history.head?.view.epoch ?? 0))
    if (result === 'earlier' || history.isBehind(theirs)) await history.offer(await this.#fetch(peer, 0))
    fetched(peer)
  }

  async #fetch (peer: NodeId, afterEpoch: number): Promise<SignedRingView[]> {
    const { clock, network } = this.env
    const views: SignedRingView[] = []
    while (views.length < VIEWS_FETCHED_MAX) {
      const answer = await network.request(peer, FETCH_VIEWS, { afterEpoch: afterEpoch + views.length, limit: VIEWS_PER_FETCH }, { deadline: clock.monotonic() + FETCH_VIEWS.timeoutMs })
      views.push(...answer.views)
      if (!answer.more || answer.views.length === 0) break
    }
    return views
  }
}
