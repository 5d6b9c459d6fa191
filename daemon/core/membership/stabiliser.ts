import type { NodeId } from '../../../protocols/record/node-id.js'
import type { Clock, Logger, Prng } from '../env.js'
import { changeRisks } from '../ring/change-risks.js'
import type { RingChange } from '../ring/next-view.js'
import type { Placement } from '../ring/placement.js'
import type { RingView } from '../ring/ring-view.js'
import { Worker } from '../worker.js'
import type { Opinion } from './failure-detector.js'

type Standing = Pick<Placement, 'head' | 'readFrom'>

export interface StabiliserComponents {
  readonly clock: Clock
  readonly prng: Prng
  readonly log: Logger
  readonly self: NodeId
  /** Also of a member that does not coordinate yet: perhaps it waits for the very one that is to go, and all others for it to act. */
  readonly standing: () => Standing | undefined
  readonly opinionOf: (peer: NodeId) => Opinion
  /** Makes the change soon, with others, if `isWanted` then. */
  readonly request: (change: RingChange, isWanted: () => boolean) => void
}

export interface StabiliserInit {
  /** How long a member may be down before its place is given to others, milliseconds; null: for ever. */
  readonly replaceDeadAfterMs: number | null
}

const LOOKS_PER_WAIT = 10
const LOOK_MS_MIN = 1_000
const LOOK_MS_MAX = 30_000
/** Looks that fail to come before this process must have stood still. */
const LOOKS_MISSED = 2

/** Takes the long dead out of the ring, so that others take over their partitions. */
export class Stabiliser {
  readonly #worker: Worker | undefined
  readonly #standstillMs: number = Infinity
  #lookedAtMs: number
  /** Since when this process has not stood still. */
  #awakeSinceMs = -Infinity

  constructor (private readonly components: StabiliserComponents, init: StabiliserInit) {
    const { replaceDeadAfterMs } = init
    this.#lookedAtMs = components.clock.monotonic()
    if (replaceDeadAfterMs === null) return
    const intervalMs = Math.min(LOOK_MS_MAX, Math.max(LOOK_MS_MIN, replaceDeadAfterMs / LOOKS_PER_WAIT))
    this.#standstillMs = LOOKS_MISSED * intervalMs
    this.#worker = new Worker(components, { name: 'stabilise', intervalMs }, async () => { this.look(replaceDeadAfterMs) })
  }

  start (): void { this.#worker?.start() }
  stop (): void { this.#worker?.stop() }

  /** Asks for a view without the long dead, if it may be made. */
  look (replaceDeadAfterMs: number): void {
    const { log, request } = this.components
    const { dead, why } = this.#longDead(replaceDeadAfterMs)
    if (dead.length === 0) return
    if (why !== undefined) {
      log.warn({ dead, why }, 'members that are down for long stay in the ring. If they are gone for good: p2pkv member remove')
      return
    }
    // Changes are gathered for a while, and a view may have to be issued anew: by then it may be back.
    for (const peer of dead) {
      request({ remove: peer }, () => {
        const now = this.#longDead(replaceDeadAfterMs)
        return now.why === undefined && now.dead.includes(peer)
      })
    }
  }

  /** Whom this peer would take out now, and why it may not. */
  #longDead (replaceDeadAfterMs: number): { readonly dead: readonly NodeId[], readonly why?: string | undefined } {
    const { clock, standing, opinionOf, self } = this.components
    const now = standing()
    const nowMs = clock.monotonic()
    // Of what it thinks of others nothing is newer than that: who was dead may be back for long.
    if (this.stoodStill(nowMs - this.#lookedAtMs)) this.#awakeSinceMs = nowMs
    this.#lookedAtMs = nowMs
    if (now === undefined) return { dead: [] }
    const members = now.head.members.map(({ peerId }) => peerId)
    // One of those that are well does it: two at once would make two views of one epoch.
    if (members.find(peer => this.#isWell(peer)) !== self) return { dead: [] }
    const dead = members.filter(peer => {
      const { state, sinceMs } = opinionOf(peer)
      return peer !== self && state === 'dead' && nowMs - Math.max(sinceMs, this.#awakeSinceMs) >= replaceDeadAfterMs
    })
    return dead.length === 0 ? { dead } : { dead, why: this.whyNot(now, dead) }
  }

  /** Why the dead stay where they are; undefined: they may go. */
  protected whyNot ({ head, readFrom }: Standing, dead: readonly NodeId[]): string | undefined {
    const { partitions, replicas, members } = head.view
    const stays = members.filter(({ peerId }) => !dead.includes(peerId))
    const after: Pick<RingView, 'members'> = { members: stays }
    const risks = changeRisks(readFrom, head.view, { ...head.view, ...after }, peer => this.#isWell(peer))
    if (risks.noMajority) return 'no majority of the members is in sight'
    if (risks.lastCopies.length > 0) return `${risks.lastCopies.length} of ${partitions} partitions would be left without a copy`
    if (risks.belowReplicas) return `fewer than ${replicas} members would be left`
    return undefined
  }

  /** @param sinceMs since the last look */
  protected stoodStill (sinceMs: number): boolean { return sinceMs > this.#standstillMs }

  #isWell (peer: NodeId): boolean {
    return peer === this.components.self || this.components.opinionOf(peer).state === 'alive'
  }
}
