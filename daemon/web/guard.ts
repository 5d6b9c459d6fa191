/** Who may ask: names of this machine only, no other web page, the token where it is needed, and not too often. */
import { timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'
import { refuse, type Answer } from './answer.js'
import type { Access } from './routes.js'

/** Requests a second over all callers, and how many at once after a pause. */
export const REQUESTS_PER_SECOND_MAX = 200
const REQUESTS_BURST_MAX = 400

export interface GuardInit {
  readonly token: string
  /** The server listens on a loopback address. */
  readonly isLoopback: boolean
  /** Names of this machine, besides localhost and any address. */
  readonly hostNames: readonly string[]
  readonly now: () => number
}

export class Guard {
  readonly #token: Buffer
  #tokens = REQUESTS_BURST_MAX
  #filledAtMs: number

  constructor (private readonly init: GuardInit) {
    this.#token = Buffer.from(init.token)
    this.#filledAtMs = init.now()
  }

  /** Why nothing may be told to whoever sent this, page included; undefined: nothing is against it. */
  refuse (headers: IncomingHttpHeaders): Answer | undefined {
    const { host = '' } = headers
    // A page of another site whose name was made to point here (DNS rebinding) comes with that name.
    const name = host.replace(/:\d{1,5}$/, '').replace(/^\[|\]$/g, '').toLowerCase()
    if (isIP(name) === 0 && name !== 'localhost' && !this.init.hostNames.includes(name)) {
      return refuse(421, 'HOST_REFUSED', 'this server does not go by that name', 'use its address, or localhost')
    }
    if (!this.#admits()) return refuse(429, 'TOO_MANY_REQUESTS', `more than ${REQUESTS_PER_SECOND_MAX} requests a second`, undefined, { 'retry-after': '1' })
    return undefined
  }

  /** Why an API request may not be answered; undefined: it may. */
  refuseCall (headers: IncomingHttpHeaders, access: Access): Answer | undefined {
    const { origin, host = '' } = headers
    const site = headers['sec-fetch-site']
    // The browser's own word: behind a proxy that speaks TLS the page has another origin than this host.
    const isOwn = site === 'same-origin' || ((site === undefined || site === 'none') && (origin === undefined || origin === `http://${host}`))
    if (!isOwn) {
      return refuse(403, 'ORIGIN_REFUSED', 'a page of another site may not ask')
    }
    if (access === 'open' && this.init.isLoopback) return undefined
    if (headers.authorization === undefined) return refuse(401, 'TOKEN_REQUIRED', 'this takes the token of the peer', HINT, CHALLENGE)
    return this.knows(headers) ? undefined : refuse(401, 'TOKEN_WRONG', 'the token is not the one of this peer', HINT, CHALLENGE)
  }

  /** Whether the right token came with the request. */
  knows ({ authorization = '' }: IncomingHttpHeaders): boolean {
    const given = Buffer.from(authorization.replace(/^Bearer /i, ''))
    return given.length === this.#token.length && timingSafeEqual(given, this.#token)
  }

  #admits (): boolean {
    const now = this.init.now()
    this.#tokens = Math.min(REQUESTS_BURST_MAX, this.#tokens + (now - this.#filledAtMs) * REQUESTS_PER_SECOND_MAX / 1_000)
    this.#filledAtMs = now
    if (this.#tokens < 1) return false
    this.#tokens--
    return true
  }
}

const HINT = 'p2pkv web prints an address with the token; it is kept in <data>/web.token and sent as Authorization: Bearer TOKEN'
const CHALLENGE = { 'www-authenticate': 'Bearer' }
