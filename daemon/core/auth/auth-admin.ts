import { AUTH_LOG, AUTH_TELL } from '../../../protocols/auth/auth-admin.js'
import { InvalidArgumentError, NotReadyError } from '../../../protocols/errors.js'
import { fromHex } from '../../../protocols/record/bytes.js'
import type { Network } from '../env.js'
import type { Authority } from './authority.js'

/** What operators tell and ask of rights. */
export class AuthAdmin {
  /** @param authority undefined: no rights are asked for here */
  constructor ({ network, authority }: { readonly network: Network, readonly authority: Authority | undefined }) {
    const known = (): Authority => {
      if (authority === undefined) throw new NotReadyError('this peer asks nobody for rights (--insecure-dev)', { retryable: false })
      return authority
    }
    network.handle(AUTH_TELL, async (_from, { fact }) => {
      if (fact?.revocation === undefined) throw new InvalidArgumentError('a revocation is missing')
      return { news: known().accept(fact) }
    })
    network.handle(AUTH_LOG, async () => ({
      facts: known().differingFrom(new Uint8Array(0)),
      overused: known().alarms.map(({ serial, keys }) => ({ serial: fromHex(serial), keys: [...keys] })),
    }))
  }
}
