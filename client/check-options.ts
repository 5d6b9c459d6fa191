import { InvalidArgumentError } from '../protocols/errors.js'
import type { CallOptions } from './options.js'

const TIMEOUT_MS_MAX = 3_600_000

/** Programs without types come with anything, and "no" would count as a yes. @throws InvalidArgumentError */
export function checkFlag (flag: boolean | undefined, name: string): boolean {
  const given: unknown = flag ?? false
  if (typeof given !== 'boolean') throw new InvalidArgumentError(`${name} must be true or false; it is ${String(given)}`)
  return given
}

/** @throws InvalidArgumentError */
export function checkSignal (signal: AbortSignal | undefined): void {
  // That of another realm is no instance of this one's.
  if ((signal ?? undefined) !== undefined && typeof signal?.throwIfAborted !== 'function') throw new InvalidArgumentError('signal must be an AbortSignal')
}

/** What `names` has under `name`. @throws InvalidArgumentError */
export function checkName<N extends string, T> (names: Readonly<Record<N, T>>, name: N, what: string): T {
  if (!Object.hasOwn(names, name)) throw new InvalidArgumentError(`${what} must be one of ${Object.keys(names).join(', ')}; it is ${String(name)}`)
  return names[name]
}

/** Before a refusal of this client could be taken for that of a peer. @throws InvalidArgumentError */
export function checkOptions ({ timeoutMs }: CallOptions): void { if (timeoutMs !== undefined) checkTimeout(timeoutMs) }

/** @throws InvalidArgumentError */
export function checkTimeout (timeoutMs: number): number {
  if (typeof timeoutMs !== 'number' || !(timeoutMs >= 1 && timeoutMs <= TIMEOUT_MS_MAX)) {
    throw new InvalidArgumentError(`timeoutMs must be from 1 to ${TIMEOUT_MS_MAX}; it is ${String(timeoutMs)}`)
  }
  return timeoutMs
}
