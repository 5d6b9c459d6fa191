import { InvalidArgumentError } from '../../../protocols/errors.js'
import { REPAIR, WORKER_ACTION, WORKERS, type PairStatus } from '../../../protocols/repair/repair.js'
import type { Clock, Network } from '../env.js'
import { THROTTLE_PERCENT_MAX } from '../worker.js'
import type { Workers } from '../workers.js'
import type { AddedReplicas } from './added-replicas.js'
import type { AntiEntropy, PairState } from './anti-entropy.js'

export interface RepairAdminComponents {
  readonly clock: Clock
  readonly network: Network
  readonly workers: Workers
  readonly antiEntropy: AntiEntropy
  readonly added: Pick<AddedReplicas, 'compareNow'>
}

const DIFFERING_SHOWN_MAX = 1_024

/** Answers what operators ask about background work and about how alike replicas are. */
export class RepairAdmin {
  constructor (private readonly components: RepairAdminComponents) {
    const { clock, network, workers, antiEntropy, added } = components
    network.handle(WORKERS, async (_from, { worker, action, percent }) => {
      if (action !== WORKER_ACTION.list) this.#act(worker, action, percent)
      return {
        workers: workers.all().map(({ status: { name, state, reason, sinceMs, progress, throttlePercent } }) =>
          ({ name, state, reason, stateMs: Math.round(clock.monotonic() - sinceMs), progress, throttlePercent })),
      }
    })
    network.handle(REPAIR, async (_from, { start }) => {
      if (start) {
        antiEntropy.compareNow()
        added.compareNow()
      }
      return { ...antiEntropy.fullyReplicated(), pairs: antiEntropy.pairs.map(pair => this.#pairStatus(pair)) }
    })
  }

  #act (name: string, action: number, percent: number): void {
    const worker = this.components.workers.get(name)
    if (action === WORKER_ACTION.pause) worker.pause()
    else if (action === WORKER_ACTION.resume) worker.resume()
    else if (action === WORKER_ACTION.throttle && percent <= THROTTLE_PERCENT_MAX) worker.throttle(percent)
    else throw new InvalidArgumentError(`a worker is paused, resumed or throttled (by at most ${THROTTLE_PERCENT_MAX} percent)`)
  }

  #pairStatus ({ peer, partitions, agreed, comparedAtMs, pulled, pushed, failure }: PairState): PairStatus {
    const differing = comparedAtMs === undefined ? [] : partitions.filter(partition => !agreed.has(partition)).slice(0, DIFFERING_SHOWN_MAX)
    return {
      peerId: peer,
      partitions: partitions.length,
      agreed: agreed.size,
      ...(comparedAtMs === undefined ? {} : { comparedMsAgo: Math.round(this.components.clock.monotonic() - comparedAtMs) }),
      pulled,
      pushed,
      failure,
      differing,
    }
  }
}
