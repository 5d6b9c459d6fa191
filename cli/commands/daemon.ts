import { Command, Option } from 'commander'
import type { ConfigFlags } from '../../daemon/config/load-config.js'
import { CONFIG_KEYS, declarationOf, environmentOf, flagOf, type Config } from '../../daemon/config/table.js'
import { EXIT } from '../exit-codes.js'
import { escapeLine } from '../output.js'
import type { Session } from '../session.js'
import { teach } from '../teach.js'

/** One option for each setting of the configuration table. */
export function withConfig (command: Command): Command {
  for (const key of CONFIG_KEYS) {
    const declaration = declarationOf(key)
    const option = new Option(`${flagOf(key)} <value>`, declaration.why)
    command.addOption(declaration.type === 'list'
      ? option.argParser((value: string, previous: string[] | undefined) => [...(previous ?? []), value])
      : option)
  }
  return command
}

/** As p2pkv join does: what that writes to config.json says where the cluster is. Without it a daemon would begin a ring of its own. */
async function joinFirst (data: string, ticket: string, { io }: Session): Promise<void> {
  const { loadEnrolment } = await import('../../daemon/platform/enrolment.js')
  if (await loadEnrolment(data) !== undefined) return
  const { joinDirectory } = await import('../join-directory.js')
  const { untold } = await joinDirectory(data, ticket)
  if (untold !== undefined) io.stderr(`! no peer of the ticket could be told (${escapeLine(untold)})\n`)
}

export const CONFIG_ENVIRONMENT = CONFIG_KEYS.map(key => [environmentOf(key), `setting ${key}`] as const)

export function daemonCommand (session: Session): Command {
  const command = new Command('daemon').summary('run a peer on this machine')
    .description('Runs a peer until it is stopped (SIGINT, SIGTERM, SIGHUP). Every setting can be given as a flag, as an environment variable, ' +
      'or in <data>/config.json, in this order; p2pkv config show prints what counts. When the peer serves, it writes <data>/daemon.json. ' +
      'Flags of lists may be repeated.')
    .option('--join <ticket>', 'what p2pkv invite printed: joins first, if the data directory belongs to no cluster yet')
    .option('--insecure-dev', 'ask nobody for rights; on loopback only, and on a data directory of its own')
    .action(async ({ join, insecureDev, ...flags }: ConfigFlags & { join?: string, insecureDev?: boolean }) => {
      const { loadConfig } = await import('../../daemon/config/load-config.js')
      const load = (): Config => loadConfig(flags, session.io.environment).config
      if (join !== undefined) await joinFirst(load().data, join, session)
      await session.startDaemon(load(), { insecure: insecureDev })
      session.finish(EXIT.ok)
    })
  return teach(withConfig(command), {
    examples: [
      { run: 'p2pkv daemon', why: 'on 127.0.0.1:4400 and ~/.p2pkv; the first peer of a new cluster, unless that directory belongs to one' },
      { run: 'p2pkv daemon --listen /ip4/10.0.0.2/tcp/4400', why: 'after p2pkv join: one more peer of that cluster' },
      { run: 'p2pkv daemon --data /srv/p2pkv --listen /ip4/10.0.0.2/tcp/4400 --join p2pkv1_…', why: 'both at once' },
    ],
    exits: [EXIT.ok, EXIT.internal, EXIT.usage, EXIT.unhealthy, EXIT.mismatch],
    environment: CONFIG_ENVIRONMENT,
  })
}
