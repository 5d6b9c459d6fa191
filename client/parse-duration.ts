import { InvalidArgumentError } from '../protocols/errors.js'

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const DURATION = /^([0-9]{1,15})(ms|s|m|h|d)$/

/**
 * Milliseconds of `500ms`, `30s`, `10m`, `1h`, `7d`, or of a number of milliseconds.
 *
 * @param name what the duration is, for the error's text
 * @throws InvalidArgumentError for anything else, for 0 and for more than 2^53 - 1
 */
export function parseDuration (duration: string | number, name: string): number {
  const match = typeof duration === 'string' ? DURATION.exec(duration) : null
  const milliseconds = typeof duration === 'number'
    ? duration
    : match === null ? NaN : Number(match[1]) * (UNITS_MS[match[2] ?? ''] ?? NaN)
  if (!Number.isSafeInteger(milliseconds) || milliseconds < 1) {
    throw new InvalidArgumentError(`${name} must be a whole number of ms, s, m, h or d above 0, like 30s or 10m; it is ${String(duration)}`)
  }
  return milliseconds
}
