import { Command } from 'commander'
import { LOG_LEVELS } from '../../protocols/log/log.js'
import { EXIT } from '../exit-codes.js'
import { escapeLine, formatTable } from '../output.js'
import { withClient, withConnection } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { CHANGE_REQUEST_EXITS, PEER_ENVIRONMENT, teach } from '../teach.js'

export function logLevelCommand (session: Session): Command {
  const command = new Command('log-level').summary('show or set what a running peer logs')
    .description('Shows the least severe lines that the peer which is asked logs, by scope; with LEVEL sets it, until that peer stops. The setting logLevel is what it starts with.')
    .argument('[level]', `one of ${LOG_LEVELS.join(', ')}`)
    .option('--scope <scope>', 'only of this scope', '*')
    .action(async (level: string | undefined, flags: ConnectionFlags & { scope: string }) => {
      await withClient(session, flags, async (client, output) => {
        const { signal } = session.io
        if (level !== undefined) session.startWrite('p2pkv log-level')
        const scopes = await client.logLevels(level === undefined ? { signal } : { set: { scope: flags.scope, level }, signal })
        const shown = flags.scope === '*' ? scopes : scopes.filter(({ scope }) => scope === flags.scope)
        if (output.isText) output.lines(formatTable(['SCOPE', 'LEVEL'], shown.map(({ scope, level }) => [escapeLine(scope), escapeLine(level)])))
        else output.list('scopes', shown)
        return EXIT.ok
      })
    })
  return teach(withConnection(command), {
    examples: [
      { run: 'p2pkv log-level', why: 'of the peer on this machine' },
      { run: 'p2pkv log-level debug --scope network -p /ip4/192.0.2.7/tcp/4400', why: 'see why that peer loses connections, without restarting it' },
    ],
    exits: CHANGE_REQUEST_EXITS,
    environment: PEER_ENVIRONMENT,
  })
}
