/** Asks the daemon that served this page, and nobody else. */
import type { ErrorDocument } from '../../protocols/web/documents.js'

const TOKEN_KEY = 'p2pkv-token'

/** An answer that is no success, for people. */
export class ApiFailure extends Error {
  constructor (readonly status: number, readonly code: string, message: string, readonly hint?: string, readonly outcome?: string) {
    super(message)
  }
}

function storage (): Storage | undefined {
  try { return sessionStorage } catch { return undefined }
}

/** Takes the token out of the address: it shall be in no bookmark, no history, no screenshot. */
export function takeToken (): void {
  const match = /(?:^#|&)token=([A-Za-z0-9_-]+)/.exec(location.hash)
  if (match?.[1] === undefined) return
  setToken(match[1])
  history.replaceState(null, '', `${location.pathname}${location.search}#/ring`)
}

export function token (): string { return storage()?.getItem(TOKEN_KEY) ?? '' }

export function setToken (text: string): void {
  if (text === '') storage()?.removeItem(TOKEN_KEY)
  else storage()?.setItem(TOKEN_KEY, text)
}

function authorization (): Record<string, string> {
  const text = token()
  return text === '' ? {} : { authorization: `Bearer ${text}` }
}

/** @throws ApiFailure */
export async function request (path: string, init: { readonly method?: string, readonly body?: Uint8Array<ArrayBuffer>, readonly signal?: AbortSignal } = {}): Promise<Response> {
  let response: Response
  try {
    response = await fetch(`/api/v1/${path}`, { ...init, headers: authorization(), cache: 'no-store' })
  } catch (cause) {
    if (init.signal?.aborted === true) throw cause
    throw new ApiFailure(0, 'DAEMON_GONE', 'the daemon does not answer: it was stopped, or cannot be reached', 'start it again, or open the page of another peer', init.method === undefined ? undefined : 'unknown')
  }
  if (response.ok) return response
  const document = await response.json().catch(() => undefined) as ErrorDocument | undefined
  const error = document?.error
  throw new ApiFailure(response.status, error?.code ?? 'UNKNOWN', error?.message ?? `the daemon answered with status ${response.status}`, error?.hint, error?.outcome)
}

/** @throws ApiFailure */
export async function getJson<T> (path: string, signal?: AbortSignal): Promise<T> {
  return await (await request(path, signal === undefined ? {} : { signal })).json() as T
}

/** A query of what is given. */
export function query (parameters: Readonly<Record<string, string | boolean | undefined>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '' && value !== false)
  return given.length === 0 ? '' : `?${given.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&')}`
}
