import { Command, Option } from 'commander'
import { EXIT } from '../exit-codes.js'
import { escapeLine, Output } from '../output.js'
import type { Format } from '../output.js'
import { dataDirectory } from '../peers.js'
import { collectRules, OPS_DEFAULT, parseLife, parseUses, reachableAddresses } from '../rights.js'
import type { RuleFlags } from '../rights.js'
import { withOutput } from '../session.js'
import type { Session } from '../session.js'
import { teach } from '../teach.js'

interface Flags extends RuleFlags { data?: string, role: 'peer' | 'client' | 'admin', ttl: string, uses: string, for?: string, address?: string[], output: Format }

export function inviteCommand (session: Session): Command {
  const command = new Command('invite').summary('print a ticket that lets others join')
    .description('Prints one line, a secret: whoever has it can join within its time, as often as --uses says. It is signed with the admin key of the data directory; no daemon is asked. ' +
      'If more keys use it than it is for, all of them are suspended: see p2pkv auth log.')
    .addOption(new Option('--role <role>', 'what the others become').choices(['peer', 'client', 'admin']).default('peer'))
    .option('--ttl <duration>', 'how long it can be used, like 1h', '1h')
    .option('--uses <number>', 'how many keys can use it', '1')
    .option('--for <duration>', 'how long what comes of it counts, like 30d (default: until it is revoked)')
    .option('--prefix <prefix>', 'of a client: keys that it may use; may be repeated (default: all)', (value: string, before: string[] | undefined) => [...(before ?? []), value])
    .option('--bucket <name>', 'of a client: only in this bucket')
    .option('--ops <ops>', 'of a client: letters of r (read), w (write), d (delete), l (list), or none', OPS_DEFAULT)
    .option('--address <multiaddr>', 'where the others find the cluster, with the peer id; may be repeated (default: where the daemon here listens)', (value: string, before: string[] | undefined) => [...(before ?? []), value])
    .option('--data <directory>', 'data directory (default: ~/.p2pkv)')
    .action(async (flags: Flags) => {
      const data = dataDirectory(flags.data, session.io)
      const { makeTicket } = await import('../../daemon/platform/enrolment.js')
      const now = Date.now()
      const redeemBy = now + parseLife(flags.ttl, '--ttl')
      const addresses = await reachableAddresses(data, flags.address)
      const { ticket, chain } = await makeTicket(data, {
        role: flags.role, rules: collectRules(flags.role, flags), uses: parseUses(flags.uses), redeemBy, addresses,
        notAfter: flags.for === undefined ? undefined : now + parseLife(flags.for, '--for'),
      })
      const output = new Output(session.io, flags.output)
      const id = Buffer.from(chain.serials.at(-1) ?? []).toString('hex')
      if (output.isText) {
        output.lines([ticket])
        output.note(`an invite for ${flags.uses} ${flags.role}, until ${new Date(redeemBy).toISOString()}; id ${id}\n  there: p2pkv join TICKET\n  to take it back: p2pkv revoke ${id}` +
          (addresses.every(address => /^\/ip4\/127\./.test(address)) ? `\n! it names ${escapeLine(addresses.join(', '))}: good on this machine only; for others start the daemon with --listen /ip4/ADDRESS/tcp/PORT, or give --address` : ''))
      } else output.json({ ticket, id, role: flags.role, uses: Number(flags.uses), redeemBy, addresses })
      session.finish(EXIT.ok)
    })
  return teach(withOutput(command), {
    examples: [
      { run: 'p2pkv invite', why: 'for one more peer, within an hour' },
      { run: 'p2pkv invite --role client --prefix app/ --ops r --for 30d', why: 'for a client that may read app/… for 30 days' },
      { run: 'p2pkv invite --role admin', why: 'for an admin: who may do everything, and invite others' },
    ],
    exits: [EXIT.ok, EXIT.usage],
    environment: [['P2PKV_DATA', 'data directory used without --data']],
  })
}
