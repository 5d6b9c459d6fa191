import type { NodeId } from '../../../protocols/record/node-id.js'
import { TRAFFIC, type PeerTraffic, type TrafficResponse } from '../../../protocols/traffic/traffic.js'
import type { Env } from '../env.js'
import type { Liveness } from '../membership/failure-detector.js'
import { TRAFFIC_STEP_MS, type TrafficLog } from './traffic-log.js'

export interface TrafficServerComponents extends Pick<Env, 'network'> {
  readonly traffic: TrafficLog
  readonly others: () => readonly NodeId[]
  readonly livenessOf: (peer: NodeId) => Liveness
}

/** Members that are asked for one answer; of a larger cluster the first ones tell. */
const MEMBERS_ASKED_MAX = 64
/** Kept back from the time of a request, so that the answer still arrives when a member is silent. */
const ANSWER_MS = 300

/** Tells what this peer did in the last minutes, and what the others did. */
export class TrafficServer {
  constructor (private readonly components: TrafficServerComponents) {
    components.network.handle(TRAFFIC, async (_from, { all }, { deadline }) => all ? await this.#everybody(deadline - ANSWER_MS) : { peers: [this.#own()], silent: [] })
  }

  #own (): PeerTraffic {
    return { peerId: this.components.network.self, stepMs: TRAFFIC_STEP_MS, samples: this.components.traffic.samples() }
  }

  async #everybody (deadline: number): Promise<TrafficResponse> {
    const { network, others, livenessOf } = this.components
    const silent: string[] = []
    const asked = others().filter(peer => peer !== network.self).slice(0, MEMBERS_ASKED_MAX)
    const answers = await Promise.all(asked.map(async peer => {
      try {
        // Whoever is down answers nothing: the others need not wait for it.
        if (livenessOf(peer) === 'alive') return (await network.request(peer, TRAFFIC, { all: false }, { deadline })).peers.slice(0, 1)
      } catch { /* told as silent */ }
      silent.push(peer)
      return []
    }))
    return { peers: [this.#own(), ...answers.flat()], silent }
  }
}
