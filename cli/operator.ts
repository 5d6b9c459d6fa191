/** Whom a command acts as: the keys of a data directory. */
import { privateKeyToProtobuf } from '@libp2p/crypto/keys'
import { loadOperator } from '../daemon/platform/enrolment.js'
import { formatGrant } from '../protocols/auth/ticket.js'

export interface Operator {
  /** As the client library takes them; absent: nobody in particular. */
  readonly identity?: Uint8Array
  readonly grant?: string
  /** Of peers, as far as the grant says. */
  readonly addresses: readonly string[]
}

/** @throws ConfigError when others can read a key, or a file is damaged */
export async function operatorOf (data: string | undefined): Promise<Operator> {
  const found = data === undefined ? undefined : await loadOperator(data)
  if (found === undefined) return { addresses: [] }
  const { identity, paper } = found
  return { identity: privateKeyToProtobuf(identity.privateKey), ...(paper !== undefined && { grant: formatGrant(paper) }), addresses: paper?.addresses ?? [] }
}
