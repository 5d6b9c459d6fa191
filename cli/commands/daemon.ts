import { Command, Option } from 'commander'
import type { ConfigFlags } from '../../daemon/config/load-config.js'
import { CONFIG_KEYS, declarationOf, environmentOf, flagOf } from '../../daemon/config/table.js'
import { EXIT } from '../exit-codes.js'
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

export const CONFIG_ENVIRONMENT = CONFIG_KEYS.map(key => [environmentOf(key), `setting ${key}`] as const)

export function daemonCommand (session: Session): Command {
  const command = new Command('daemon').summary('run a peer on this machine')
    .description('Runs a peer until it is stopped (SIGINT, SIGTERM). Every setting can be given as a flag, as an environment variable, ' +
      'or in <data>/config.json, in this order; p2pkv config show prints what counts. When the peer serves, it writes <data>/daemon.json. ' +
      'Flags of lists may be repeated.')
    .action(async (flags: ConfigFlags) => {
      const { loadConfig } = await import('../../daemon/config/load-config.js')
      const { config } = loadConfig(flags, session.io.environment)
      await session.startDaemon(config)
      session.finish(EXIT.ok)
    })
  return teach(withConfig(command), {
    examples: [
      { run: 'p2pkv daemon', why: 'the first peer of a cluster, on 127.0.0.1:4400 and ~/.p2pkv' },
      { run: 'p2pkv daemon --data /srv/p2pkv --listen /ip4/10.0.0.2/tcp/4400 --bootstrap /ip4/10.0.0.1/tcp/4400', why: 'one more peer of the cluster of 10.0.0.1' },
    ],
    exits: [EXIT.ok, EXIT.internal, EXIT.usage, EXIT.unhealthy, EXIT.mismatch],
    environment: CONFIG_ENVIRONMENT,
  })
}
