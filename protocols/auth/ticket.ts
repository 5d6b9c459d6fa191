/** What people hand each other: one line that holds all that is needed to join. */
import { InvalidArgumentError } from '../errors.js'
import { GrantPaper, Ticket as TicketMessage } from '../pb/auth.js'
import { fromBase64url, toBase64url } from '../record/bytes.js'
import { decodeWhole, openCredentials, type Chain } from './credentials.js'
import { openGenesis, type Genesis } from './genesis.js'
import type { Verify } from './signing-key.js'

const TICKET = 'p2pkv1_'
const GRANT = 'p2pkvg1_'
export const SEED_BYTES = 32
const ADDRESSES_MAX = 16
const TEXT_CHARS_MAX = 32 * 1024

/** Credentials, the cluster they are for, and where it is reached. */
export interface Paper {
  readonly genesis: Genesis
  /** Multiaddrs with peer ids: only these peers are believed there. */
  readonly addresses: readonly string[]
  readonly chain: Chain
}

export interface Ticket extends Paper {
  /** Of the invite's key (Ed25519). Whoever has it can join: it is a secret. */
  readonly seed: Uint8Array
}

export function formatTicket ({ genesis, addresses, chain, seed }: Ticket): string {
  return TICKET + toBase64url(TicketMessage.encode({ genesis: genesis.signed, addresses: [...addresses], seed, credentials: chain.bytes }))
}

export function formatGrant ({ genesis, addresses, chain }: Paper): string {
  return GRANT + toBase64url(GrantPaper.encode({ genesis: genesis.signed, addresses: [...addresses], credentials: chain.bytes }))
}

/** Either of both. @throws InvalidArgumentError */
export function parsePaper (text: string, verify: Verify): Ticket | Paper {
  const line = text.trim()
  const isTicket = line.startsWith(TICKET)
  const bytes = line.length <= TEXT_CHARS_MAX && (isTicket || line.startsWith(GRANT)) ? fromBase64url(line.slice(isTicket ? TICKET.length : GRANT.length)) : undefined
  if (bytes === undefined) throw new InvalidArgumentError('this is no ticket: one begins with p2pkv1_ (from p2pkv invite) or p2pkvg1_ (from p2pkv grant) and is one line')
  try {
    const message = isTicket ? decodeWhole('ticket', TicketMessage, bytes, TEXT_CHARS_MAX) : { ...decodeWhole('grant', GrantPaper, bytes, TEXT_CHARS_MAX), seed: undefined }
    const { genesis: signed, addresses, credentials, seed } = message
    if (signed === undefined || addresses.length > ADDRESSES_MAX || (seed !== undefined && seed.length !== SEED_BYTES)) throw new InvalidArgumentError('a part of it is missing')
    const genesis = openGenesis(signed, verify)
    const chain = openCredentials(credentials, genesis, verify)
    if (chain.isInvite !== isTicket) throw new InvalidArgumentError('its grant is of another kind')
    return { genesis, addresses, chain, ...(seed !== undefined && { seed }) }
  } catch (cause) {
    throw new InvalidArgumentError(`this ticket is damaged or was not copied whole: ${(cause as Error).message}`, { cause })
  }
}
