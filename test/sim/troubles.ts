/** Who or what was in trouble, and when: the last time of each, by name. */
export class Troubles {
  readonly #last = new Map<string, { readonly sinceMs: number, untilMs: number }>()

  constructor (private readonly now: () => number) {}

  begin (what: string, forMs = Infinity): void {
    const nowMs = this.now()
    const last = this.#last.get(what)
    if (last !== undefined && last.untilMs >= nowMs) last.untilMs = Math.max(last.untilMs, nowMs + forMs)
    else this.#last.set(what, { sinceMs: nowMs, untilMs: nowMs + forMs })
  }

  end (what: string): void {
    const last = this.#last.get(what)
    if (last !== undefined) last.untilMs = Math.min(last.untilMs, this.now())
  }

  /** How it was from `ms` until now. */
  since (what: string, ms: number): 'well' | 'partly' | 'never well' {
    const last = this.#last.get(what)
    if (last === undefined || last.untilMs < ms) return 'well'
    return last.sinceMs <= ms && last.untilMs >= this.now() ? 'never well' : 'partly'
  }
}
