import { InvalidArgumentError } from '../errors.js'

/** Ten years of 366 days, milliseconds. */
export const TTL_MS_MAX = 10 * 366 * 86_400_000

/** @throws InvalidArgumentError unless `ttlMs` is an integer from 1 to ten years */
export function checkTtl (ttlMs: number): void {
  if (!Number.isSafeInteger(ttlMs) || ttlMs < 1 || ttlMs > TTL_MS_MAX) {
    throw new InvalidArgumentError(`a TTL is a whole number of milliseconds from 1 to ${TTL_MS_MAX} (ten years); leave it out for none`)
  }
}
