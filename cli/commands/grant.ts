import { Command, Option } from 'commander'
import { ConfigError, InvalidArgumentError } from '../../protocols/errors.js'
import { isNodeId } from '../../protocols/record/node-id.js'
import { EXIT } from '../exit-codes.js'
import { Output } from '../output.js'
import type { Format } from '../output.js'
import { dataDirectory } from '../peers.js'
import { collectRules, formatRule, OPS_DEFAULT, parseLife, reachableAddresses } from '../rights.js'
import type { RuleFlags } from '../rights.js'
import { withOutput } from '../session.js'
import type { Session } from '../session.js'
import { teach } from '../teach.js'

interface Flags extends RuleFlags { data?: string, role: 'peer' | 'client' | 'admin', for?: string, address?: string[], output: Format }

export function grantCommand (session: Session): Command {
  const command = new Command('grant').summary('say what a key may do')
    .description('Prints one line that gives the key KEY (as p2pkv whoami or p2pkv init --client prints it) its rights; no secret, for it is of use to that key only. ' +
      'It is signed with the admin key of the data directory; no daemon is asked. Of several rules that match a key the one with the longest prefix decides.')
    .argument('<key>', 'the public key: a peer id such as 12D3Koo…')
    .option('--prefix <prefix>', 'keys that it may use; may be repeated (default: all)', (value: string, before: string[] | undefined) => [...(before ?? []), value])
    .option('--bucket <name>', 'only in this bucket')
    .option('--ops <ops>', 'letters of r (read), w (write), d (delete), l (list), or none', OPS_DEFAULT)
    .addOption(new Option('--role <role>', 'what the key is').choices(['peer', 'client', 'admin']).default('client'))
    .option('--for <duration>', 'how long it counts, like 30d (default: until it is revoked)')
    .option('--address <multiaddr>', 'where the cluster is reached, with the peer id; may be repeated (default: where the daemon here listens)', (value: string, before: string[] | undefined) => [...(before ?? []), value])
    .option('--data <directory>', 'data directory (default: ~/.p2pkv)')
    .action(async (key: string, flags: Flags) => {
      if (!isNodeId(key)) throw new InvalidArgumentError(`a key is a peer id such as 12D3Koo…; it is ${key}`)
      const data = dataDirectory(flags.data, session.io)
      const { makeGrant } = await import('../../daemon/platform/enrolment.js')
      const addresses = await reachableAddresses(data, flags.address).catch((error: unknown) => {
        if (error instanceof ConfigError) return []
        throw error
      })
      const rules = collectRules(flags.role, flags)
      const notAfter = flags.for === undefined ? undefined : Date.now() + parseLife(flags.for, '--for')
      const { grant, chain } = await makeGrant(data, { subject: key, role: flags.role, rules, notAfter }, addresses)
      const output = new Output(session.io, flags.output)
      const id = Buffer.from(chain.serials.at(-1) ?? []).toString('hex')
      if (output.isText) {
        output.lines([grant])
        output.note(`${flags.role} ${key}: ${flags.role === 'client' ? rules.map(formatRule).join('; ') : 'everything'}; id ${id}\n  there: p2pkv join GRANT\n  to take it back: p2pkv revoke ${id}`)
      } else output.json({ grant, id, key, role: flags.role, ...(notAfter !== undefined && { notAfter }), addresses })
      session.finish(EXIT.ok)
    })
  return teach(withOutput(command), {
    examples: [
      { run: 'p2pkv grant 12D3KooW… --prefix app/ --ops rw', why: 'may read and write keys that begin with app/' },
      { run: 'p2pkv grant 12D3KooW… --bucket carts --ops r --for 30d', why: 'may read one bucket for 30 days' },
    ],
    exits: [EXIT.ok, EXIT.usage],
    environment: [['P2PKV_DATA', 'data directory used without --data']],
  })
}
