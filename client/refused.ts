import { InvalidArgumentError, NotReadyError, type Outcome } from '../protocols/errors.js'

/** For a request that a peer may refuse only for one reason, which it does not tell: no text of a peer is shown. */
export function refusedBecause (why: string): (cause: unknown) => never {
  return cause => { throw cause instanceof InvalidArgumentError ? new InvalidArgumentError(why, { cause }) : cause }
}

/** Of what was under way, or is asked later. */
export function closed (outcome: Outcome): NotReadyError { return new NotReadyError('this client was closed: open another with connect', { retryable: false, outcome }) }
