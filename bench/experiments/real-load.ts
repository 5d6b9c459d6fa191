/** What runExperiment does under the simulator, done to real daemons: the same keys, values and choices. */
import { setTimeout as sleep } from 'node:timers/promises'
import { keyChooser } from '../../cli/bench/key-chooser.js'
import type { KvClient } from '../../client/index.js'
import { P2pkvError } from '../../protocols/errors.js'
import { keyBytes, latencies, rounded, versionBytes, versionOf, type Outcome } from './run-experiment.js'

/** The rate is left out: it is that of the pauses. */
export type RealOutcome = Pick<Outcome, 'get' | 'put' | 'failedShare' | 'staleShare'>

/** What came of one load; several of the same kind make one outcome. */
export interface Tally { readonly gets: number[], readonly puts: number[], failed: number, stale: number }

export function outcomeOf (tallies: readonly Tally[]): RealOutcome {
  const gets = tallies.flatMap(tally => tally.gets)
  const puts = tallies.flatMap(tally => tally.puts)
  const [failed, stale] = [tallies.reduce((sum, tally) => sum + tally.failed, 0), tallies.reduce((sum, tally) => sum + tally.stale, 0)]
  return {
    get: latencies(gets),
    put: latencies(puts),
    failedShare: rounded(failed / Math.max(1, gets.length + puts.length + failed)),
    staleShare: rounded(stale / Math.max(1, gets.length)),
  }
}

/** Of a worker after each request: the processors are shared by all, and what waits for them is not what is compared. */
const THINK_MS = 40
/** So many keys at a time, through every client once each. */
const DECK_KEYS = 10

export interface Load {
  readonly r: number
  readonly w: number
  /** One request at a time each, through any of the clients. */
  readonly workers: number
  readonly requests: number
  readonly getsPercent: number
}

/** Keys and their versions; those grow over all loads. */
export class RealLoad {
  readonly #written: Uint32Array
  readonly #acknowledged: Uint32Array
  readonly #busy = new Set<number>()
  readonly #choose: () => number

  constructor (private readonly clients: () => readonly KvClient[], private readonly keys: number) {
    this.#written = new Uint32Array(keys)
    this.#acknowledged = new Uint32Array(keys)
    this.#choose = keyChooser('uniform', keys, Math.random)
  }

  async fill (w: number): Promise<void> {
    for (let index = 0; index < this.keys; index++) await this.clients()[0]?.put(keyBytes(index), versionBytes(0), { w })
  }

  async run ({ r, w, workers, requests, getsPercent }: Load): Promise<Tally> {
    const tally: Tally = { gets: [], puts: [], failed: 0, stale: 0 }
    let left = requests
    const timed = async (times: number[], send: () => Promise<void>): Promise<void> => {
      const startMs = performance.now()
      try {
        await send()
        times.push(performance.now() - startMs)
      } catch (error) {
        if (!(error instanceof P2pkvError)) throw error
        tally.failed++
      }
    }
    const put = async (via: KvClient, index: number): Promise<void> => {
      const version = (this.#written[index] ?? 0) + 1
      this.#written[index] = version
      this.#busy.add(index)
      await timed(tally.puts, async () => {
        await via.put(keyBytes(index), versionBytes(version), { w })
        this.#acknowledged[index] = version
      })
      this.#busy.delete(index)
    }
    const get = async (via: KvClient, index: number): Promise<void> => {
      const least = this.#acknowledged[index] ?? 0
      await timed(tally.gets, async () => {
        const { value } = await via.get(keyBytes(index), { r })
        if (versionOf(value) < least) tally.stale++
      })
    }
    const draw = { get: this.#deck(), put: this.#deck() }
    const worker = async (): Promise<void> => {
      while (left-- > 0) {
        const wanted = Math.random() * 100 < getsPercent ? 'get' : 'put'
        const { via, index } = draw[wanted]()
        // One writer of a key at a time, so that its versions have an order.
        if (wanted === 'get' || this.#busy.has(index)) await get(via, index)
        else await put(via, index)
        await sleep(THINK_MS * 2 * Math.random())
      }
    }
    await Promise.all(Array.from({ length: workers }, worker))
    return tally
  }

  /** Any key through any client, but of so few requests no more through its primaries than there are of them: else that chance would be most of what differs from the simulator. */
  #deck (): () => { readonly via: KvClient, readonly index: number } {
    let deck: Array<{ readonly via: KvClient, readonly index: number, readonly place: number }> = []
    return () => {
      if (deck.length === 0) {
        deck = Array.from({ length: DECK_KEYS }, this.#choose).flatMap(index => this.clients().map(via => ({ via, index, place: Math.random() }))).sort((a, b) => a.place - b.place)
      }
      const drawn = deck.pop()
      if (drawn === undefined) throw new Error('no clients')
      return drawn
    }
  }
}
