import { Command } from 'commander'
import { EXIT } from '../exit-codes.js'
import { escapeLine, Output } from '../output.js'
import type { Format } from '../output.js'
import { dataDirectory, findTarget } from '../peers.js'
import { formatRule, ruleToJson } from '../rights.js'
import { withOutput } from '../session.js'
import type { Session } from '../session.js'
import { teach } from '../teach.js'

interface Flags { data?: string, output: Format }

export function whoamiCommand (session: Session): Command {
  const command = new Command('whoami').summary('show whose key commands use, and what it may do')
    .description('Shows what the keys of the data directory say, without asking anybody: whether they were revoked, only the cluster knows.')
    .option('--data <directory>', 'data directory (default: ~/.p2pkv)')
    .action(async ({ data: given, output: format }: Flags) => {
      const data = await findTarget({ data: given }, session.io).then(({ operator }) => operator, () => dataDirectory(given, session.io))
      const { loadOperator } = await import('../../daemon/platform/enrolment.js')
      const { loadIdentity } = await import('../../daemon/platform/identity.js')
      const output = new Output(session.io, format)
      const found = await loadOperator(data)
      const key = found?.identity.peerId ?? (await loadIdentity(data))?.peerId
      const chain = found?.paper?.chain
      // A key beside a peer, without a grant: whoever can read it operates that peer.
      const role = chain?.role ?? (found === undefined ? undefined : 'admin at this peer only')
      if (!output.isText) {
        output.json({
          data, ...(key !== undefined && { key }), ...(role !== undefined && { role }), ...(found !== undefined && { cluster: found.enrolment.genesis.cluster }),
          ...(chain !== undefined && { rules: chain.rules.map(ruleToJson) }), ...(chain?.notAfter !== undefined && { notAfter: chain.notAfter }),
        })
      } else {
        output.lines([key ?? 'nobody'])
        const ends = chain?.notAfter === undefined ? '' : ` until ${new Date(chain.notAfter).toISOString()}`
        if (found === undefined) output.note(key === undefined ? `no key in ${escapeLine(data)}: begin a cluster with p2pkv init, or belong to one with p2pkv join` : `a key in ${escapeLine(data)} that belongs to no cluster: p2pkv join`)
        else output.note([`${role ?? ''} of cluster ${found.enrolment.genesis.cluster}${ends}`, ...(chain?.rules ?? []).map(rule => `  ${escapeLine(formatRule(rule))}`)].join('\n'))
      }
      session.finish(EXIT.ok)
    })
  return teach(withOutput(command), {
    examples: [{ run: 'p2pkv whoami', why: 'the key and role of commands on this machine' }],
    exits: [EXIT.ok, EXIT.usage],
    environment: [['P2PKV_DATA', 'data directory used without --data']],
  })
}
