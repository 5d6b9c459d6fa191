import { Command } from 'commander'
import type { ConfigFlags } from '../../daemon/config/load-config.js'
import { EXIT } from '../exit-codes.js'
import { escapeLine, formatTable, Output } from '../output.js'
import type { Format } from '../output.js'
import { withOutput } from '../session.js'
import type { Session } from '../session.js'
import { teach } from '../teach.js'
import { CONFIG_ENVIRONMENT, withConfig } from './daemon.js'

export function configCommand (session: Session): Command {
  const command = new Command('config').summary('show the settings of a daemon')
    .description('config show prints every setting that p2pkv daemon with the same flags would run with, and where it comes from. Secrets are hidden.')
    .argument('<show>', 'what to do: show')
    .action(async (verb: string, { output: format, ...flags }: ConfigFlags & { output: Format }) => {
      if (verb !== 'show') command.error(`error: unknown command 'config ${verb}' (Did you mean config show?)`)
      const [{ loadConfig }, { describeConfig }] = await Promise.all([import('../../daemon/config/load-config.js'), import('../../daemon/config/describe-config.js')])
      const rows = describeConfig(loadConfig(flags, session.io.environment))
      const output = new Output(session.io, format)
      if (output.isText) {
        output.lines(formatTable(['SETTING', 'VALUE', 'FROM', 'DEFAULT', 'SCOPE'],
          rows.map(row => [row.key, escapeLine(row.value), escapeLine(row.source.name), row.default, row.scope])))
      } else output.list('settings', rows)
      session.finish(EXIT.ok)
    })
  return teach(withConfig(withOutput(command)), {
    examples: [
      { run: 'p2pkv config show', why: 'of the default data directory' },
      { run: 'p2pkv config show --data /srv/p2pkv --weight 200', why: 'what a daemon started so would run with' },
    ],
    exits: [EXIT.ok, EXIT.usage],
    environment: CONFIG_ENVIRONMENT,
  })
}
