import { InvalidArgumentError } from '../protocols/errors.js'
import type { CallOptions } from './options.js'

const TIMEOUT_MS_MAX = 3_600_000

/** Before a refusal of this client could be taken for that of a peer. @throws InvalidArgumentError */
export function checkOptions ({ timeoutMs }: CallOptions): void { if (timeoutMs !== undefined) checkTimeout(timeoutMs) }

/** @throws InvalidArgumentError */
export function checkTimeout (timeoutMs: number): number {
  if (!(timeoutMs >= 1 && timeoutMs <= TIMEOUT_MS_MAX)) {
    throw new InvalidArgumentError(`timeoutMs must be from 1 to ${TIMEOUT_MS_MAX}; it is ${timeoutMs}`)
  }
  return timeoutMs
}
