/**
 * What versions mean, written down as dully as possible: causal histories. A replica's state of a
 * key is the set of events it has seen and the set of those whose values are current.
 */
export interface Causal { readonly seen: ReadonlySet<number>, readonly live: ReadonlySet<number> }

export const NOTHING: Causal = { seen: new Set(), live: new Set() }

/** A new event that replaces what `context` has seen. */
export function put (state: Causal, context: ReadonlySet<number>, event: number): Causal {
  return {
    seen: new Set([...state.seen, ...context, event]),
    live: new Set([...[...state.live].filter(old => !context.has(old)), event]),
  }
}

/** An event is current if both hold it, or one does and the other has never seen it. */
export function join (a: Causal, b: Causal): Causal {
  const live = [...a.live].filter(event => b.live.has(event) || !b.seen.has(event))
    .concat([...b.live].filter(event => a.live.has(event) || !a.seen.has(event)))
  return { seen: new Set([...a.seen, ...b.seen]), live: new Set(live) }
}

export function equalSets (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return a.size === b.size && [...a].every(item => b.has(item))
}
