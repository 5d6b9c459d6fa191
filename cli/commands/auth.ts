import { Command } from 'commander'
import { EXIT } from '../exit-codes.js'
import { withClient, withConnection } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'

export function authCommand (session: Session): Command {
  const log = new Command('log').summary('show what was revoked, and who used which invite')
    .description('Shows what one peer knows of rights beside the beginning of the cluster: revocations, the keys that have used invites, and invites that too many keys have used.')
    .action(async (flags: ConnectionFlags) => {
      await withClient(session, flags, async (client, output) => {
        const { revocations, uses, overused } = await client.authLog({ signal: session.io.signal })
        if (!output.isText) {
          output.json({ revocations, uses, overused })
          return EXIT.ok
        }
        output.lines([
          ...revocations.map(({ id, issuer, issuedAt }) => `revoked  ${new Date(issuedAt).toISOString()}  ${id}  by ${issuer}`),
          ...uses.map(({ invite, key, role }) => `invited  ${key}  ${role}  with ${invite}`),
          ...overused.map(({ invite, keys }) => `! invite ${invite} was used by too many keys, and all are suspended: ${keys.join(', ')}. Find out whose they are, and invite the right ones again: p2pkv invite`),
        ])
        return EXIT.ok
      })
    })
  teach(withConnection(log), {
    examples: [{ run: 'p2pkv auth log', why: 'what the peer here knows' }],
    exits: REQUEST_EXITS,
    environment: PEER_ENVIRONMENT,
  })
  return teach(new Command('auth').summary('rights: what the cluster knows').addCommand(log), { examples: [{ run: 'p2pkv auth log', why: 'revocations, and who used which invite' }], exits: [EXIT.ok, EXIT.usage] })
}
