import { Argument, Command } from 'commander'
import type { ConfigFlags } from '../../daemon/config/load-config.js'
import { CONFIG_KEYS, environmentOf, flagOf } from '../../daemon/config/table.js'
import { InvalidArgumentError } from '../../protocols/errors.js'
import { EXIT } from '../exit-codes.js'
import { escapeLine, formatTable, Output } from '../output.js'
import type { Format } from '../output.js'
import { withOutput } from '../session.js'
import type { Session } from '../session.js'
import { teach } from '../teach.js'
import { CONFIG_ENVIRONMENT, withConfig } from './daemon.js'

export function configCommand (session: Session): Command {
  const command = new Command('config').summary('show or explain the settings of a daemon')
    .description('config show prints every setting that p2pkv daemon with the same flags would run with, and where it comes from. Secrets are hidden. config explain KEY says what one ' +
      'setting decides, what it may be, and how to give it.')
    .addArgument(new Argument('<verb>', 'what to do').choices(['show', 'explain']))
    .argument('[key]', 'the setting to explain')
    .action(async (verb: string, key: string | undefined, { output: format, ...flags }: ConfigFlags & { output: Format }) => {
      if (verb === 'show' && key !== undefined) throw new InvalidArgumentError('config show takes no key: p2pkv config explain KEY')
      const [{ loadConfig }, { describeConfig }] = await Promise.all([import('../../daemon/config/load-config.js'), import('../../daemon/config/describe-config.js')])
      const rows = describeConfig(loadConfig(flags, session.io.environment))
      const output = new Output(session.io, format)
      if (verb === 'explain') {
        const row = rows.find(row => row.key === key)
        if (row === undefined) {
          const near = CONFIG_KEYS.filter(known => key !== undefined && known.toLowerCase().includes(key.toLowerCase().replace(/[-_]/g, '')))
          throw new InvalidArgumentError(`${key === undefined ? 'say which setting to explain' : `there is no setting ${key}`}; ${near.length > 0 ? 'did you mean' : 'there are'} ${(near.length > 0 ? near : CONFIG_KEYS).join(', ')}`)
        }
        if (output.isText) {
          output.lines([
            row.why, '', `value    ${escapeLine(row.value)} (from ${escapeLine(row.source.name)})`, `default  ${row.default}`, `allowed  ${row.allowed}`,
            `scope    ${row.scope === 'cluster' ? 'the same on every peer' : 'each peer its own'}`, `set by   ${flagOf(row.key)}, ${environmentOf(row.key)}, or "${row.key}" in config.json`,
          ])
        } else output.json(row)
      } else if (output.isText) {
        output.lines(formatTable(['SETTING', 'VALUE', 'FROM', 'DEFAULT', 'SCOPE'],
          rows.map(row => [row.key, escapeLine(row.value), escapeLine(row.source.name), row.default, row.scope])))
      } else output.list('settings', rows)
      session.finish(EXIT.ok)
    })
  return teach(withConfig(withOutput(command)), {
    examples: [
      { run: 'p2pkv config show', why: 'of the default data directory' },
      { run: 'p2pkv config show --data /srv/p2pkv --weight 200', why: 'what a daemon started so would run with' },
      { run: 'p2pkv config explain partitions', why: 'what one setting decides' },
    ],
    exits: [EXIT.ok, EXIT.usage],
    environment: CONFIG_ENVIRONMENT,
  })
}
