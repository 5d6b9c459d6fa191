import { Command } from 'commander'
import { InvalidArgumentError } from '../../protocols/errors.js'
import { fromHex } from '../../protocols/record/bytes.js'
import { isNodeId } from '../../protocols/record/node-id.js'
import { EXIT } from '../exit-codes.js'
import { confirm } from '../change-ring.js'
import { dataDirectory } from '../peers.js'
import { withClient, withConnection } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { CHANGE_REQUEST_EXITS, PEER_ENVIRONMENT, teach } from '../teach.js'

export function revokeCommand (session: Session): Command {
  const command = new Command('revoke').summary('take rights away, for ever')
    .description('Revokes a key with everything that it granted, or one grant or invite with everything that was made from it. The peer that is asked tells all others; ' +
      'within seconds the key is cut off everywhere, and if it was a peer, its place in the ring goes to others. It cannot be undone: whoever shall come back gets a new key.')
    .argument('<id>', 'a key (12D3Koo…), or the id of a grant or invite (32 hex digits)')
    .option('--yes', 'do not ask')
    .action(async (id: string, flags: ConnectionFlags & { yes?: boolean }) => {
      const revoked = isNodeId(id) ? { key: id } : /^[0-9a-f]{32}$/.test(id) ? { serial: fromHex(id) } : undefined
      if (revoked === undefined) throw new InvalidArgumentError(`an id is a key such as 12D3Koo…, or 32 hex digits; it is ${id}`)
      const [{ loadIssuer }, { revoke }] = await Promise.all([import('../../daemon/platform/enrolment.js'), import('../../protocols/auth/revocation.js')])
      await withClient(session, flags, async (client, output, { operator }) => {
        const { genesis, key, chain } = await loadIssuer(flags.data === undefined ? operator : dataDirectory(flags.data, session.io))
        const { signed } = revoke(genesis, key, chain, revoked, Date.now())
        if (!await confirm(session, `Revoke ${id} for ever?`, flags.yes === true)) {
          output.note('nothing was changed')
          return EXIT.usage
        }
        session.startWrite('p2pkv auth log')
        const isNews = await client.revoke(signed, { signal: session.io.signal })
        if (output.isText) output.note(isNews ? `revoked ${id}` : `${id} was revoked before`)
        else output.json({ id, news: isNews })
        return EXIT.ok
      })
    })
  return teach(withConnection(command), {
    examples: [
      { run: 'p2pkv revoke 12D3KooW…', why: 'a peer that was stolen, or a client' },
      { run: 'p2pkv revoke 0a1b…', why: 'an invite that got into the wrong hands' },
    ],
    exits: CHANGE_REQUEST_EXITS,
    environment: PEER_ENVIRONMENT,
  })
}
