import { VITALS } from '../../protocols/admin/admin.js'
import type { HintsHeld, VitalsResponse } from '../../protocols/pb/vitals.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import type { HintStore } from '../../storage/hint-store.js'
import type { RecordStore } from '../../storage/record-store.js'
import type { Store } from '../../storage/store.js'
import type { Clock, Network } from './env.js'
import type { Liveness } from './membership/failure-detector.js'
import type { AntiEntropy } from './repair/anti-entropy.js'
import type { Transfers } from './repair/transfers.js'

export interface VitalsComponents {
  readonly clock: Clock
  readonly network: Network
  readonly store: Store
  readonly records: RecordStore
  readonly hints: HintStore
  readonly antiEntropy: Pick<AntiEntropy, 'ledAlike'>
  readonly transfers: Pick<Transfers, 'status'>
  readonly livenessOf: (peer: NodeId) => Liveness
}

/** Members that are asked for one answer; of a larger cluster the first ones tell. */
const MEMBERS_ASKED_MAX = 64
/** Kept back from the time of a request, so that the answer still arrives when a member is silent. */
const ANSWER_MS = 300

/** What each peer alone knows of itself, for who asks one of them about all. */
export class Vitals {
  constructor (private readonly components: VitalsComponents) {
    components.network.handle(VITALS, async () => this.own())
  }

  own (): VitalsResponse {
    const { store, records, hints, antiEntropy, transfers } = this.components
    const { state, disk, clientWritesRefused } = store.health()
    const pull = transfers.status()
    return {
      diskFreeBytes: disk?.freeBytes ?? 0,
      diskTotalBytes: disk?.totalBytes ?? 0,
      keys: records.keys,
      storeState: state === 'open' && clientWritesRefused !== undefined ? 'full' : state,
      hints: hints.targets.map((peerId): HintsHeld => ({ peerId, hints: hints.of(peerId).hints })),
      alike: antiEntropy.ledAlike(),
      pulled: pull.partitionsDone,
      toPull: pull.partitionsTotal,
      pullLeftMs: pull.leftMs,
    }
  }

  /** This peer's, and those of the others that answer before `deadline`. */
  async of (members: readonly NodeId[], deadline: number): Promise<Map<NodeId, VitalsResponse>> {
    const { clock, network, livenessOf } = this.components
    const answers = new Map([[network.self, this.own()]])
    const until = Math.min(deadline - ANSWER_MS, clock.monotonic() + VITALS.timeoutMs)
    const asked = members.filter(peer => peer !== network.self && livenessOf(peer) === 'alive').slice(0, MEMBERS_ASKED_MAX)
    await Promise.all(asked.map(async peer => {
      try {
        answers.set(peer, await network.request(peer, VITALS, {}, { deadline: until }))
      } catch { /* its columns stay empty */ }
    }))
    return answers
  }
}
