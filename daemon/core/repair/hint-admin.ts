import { InvalidArgumentError } from '../../../protocols/errors.js'
import { HINT_DROP, HINT_FLUSH, HINT_LIST, type HintFlushResponse, type HintListResponse, type HintTarget } from '../../../protocols/hints/hints.js'
import { isNodeId, type NodeId } from '../../../protocols/record/node-id.js'
import type { HintStore } from '../../../storage/hint-store.js'
import type { Env } from '../env.js'
import type { HintedHandoff } from './hinted-handoff.js'

/** Of the time a flush is given, what is kept for the answer to arrive. */
const ANSWER_MS = 500

export interface HintAdminComponents {
  readonly hints: HintStore
  readonly handoff: HintedHandoff
}

/** Answers what operators ask about the hints of this peer. */
export class HintAdmin {
  constructor (private readonly env: Env, private readonly components: HintAdminComponents) {
    env.network.handle(HINT_LIST, async () => await this.#list())
    env.network.handle(HINT_FLUSH, async (_from, { target }, { deadline }) => await this.#flush(target === '' ? undefined : peerId(target), deadline))
    env.network.handle(HINT_DROP, async (_from, { target }) => await components.handoff.drop(peerId(target)))
  }

  async #list (): Promise<HintListResponse> {
    const { hints, handoff } = this.components
    const { hintBytesMax, hintBytesTotalMax, hintAgeMaxMs } = hints.limits
    const stalls = new Map(handoff.stalls().map(stall => [stall.target, stall]))
    const dirty = new Map<NodeId, number>()
    for (const { target } of hints.dirty()) dirty.set(target, (dirty.get(target) ?? 0) + 1)
    const targets = await Promise.all([...new Set([...hints.targets, ...dirty.keys()])].sort().map(async (target): Promise<HintTarget> => {
      const [oldest] = await hints.page(target, undefined, { hintsMax: 1, bytesMax: Infinity })
      const stall = stalls.get(target)
      return {
        peerId: target,
        ...hints.of(target),
        oldestMs: oldest === undefined ? 0 : Math.max(0, Math.trunc(this.env.clock.realtime() - oldest.keptAtMs)),
        dirtyPartitions: dirty.get(target) ?? 0,
        stall: stall?.reason ?? '',
        stallMs: stall?.ageMs ?? 0,
      }
    }))
    return { targets, ...hints.totals(), bytesMax: hintBytesMax, bytesTotalMax: hintBytesTotalMax, ageMaxMs: hintAgeMaxMs }
  }

  async #flush (target: NodeId | undefined, deadline: number): Promise<HintFlushResponse> {
    const { hints, handoff } = this.components
    const { clock } = this.env
    const count = (): number => target === undefined ? hints.totals().hints : hints.of(target).hints
    const before = count()
    const done = await new Promise<boolean>((resolve, reject) => {
      const timer = clock.after(Math.max(0, deadline - clock.monotonic() - ANSWER_MS), () => { resolve(false) })
      handoff.flush(target).then(() => { timer.cancel(); resolve(true) }, reject)
    })
    return { before, left: count(), done }
  }
}

function peerId (text: string): NodeId {
  if (!isNodeId(text)) throw new InvalidArgumentError('hints are kept for peers, named by their ids')
  return text
}
