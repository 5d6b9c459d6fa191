import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { parseDuration } from '../../client/parse-duration.js'
import { ConfigError, P2pkvError } from '../../protocols/errors.js'
import { makeDirectory } from '../../daemon/platform/make-directory.js'
import { EXIT } from '../exit-codes.js'
import { escapeLine, Output } from '../output.js'
import type { Format } from '../output.js'
import { dataDirectory } from '../peers.js'
import { withOutput } from '../session.js'
import type { Session } from '../session.js'
import { teach } from '../teach.js'

const ASK_TIMEOUT_MS = 5_000
const TICKET_BYTES_MAX = 64 * 1024

interface Flags { data?: string, timeout?: string, output: Format }

export function joinCommand (session: Session): Command {
  const command = new Command('join').summary('belong to a cluster, with a ticket or a grant')
    .description('Takes what p2pkv invite or p2pkv grant printed. Makes the key that is missing in the data directory, and writes what it may do to cluster.json; nothing is overwritten but an earlier grant. ' +
      'A ticket is told to the cluster at once, through a peer that it names: after its time only those that were told of count. Of a peer, the settings that must be the same in the whole cluster are written to config.json.')
    .argument('<ticket>', 'p2pkv1_… or p2pkvg1_…, or - for standard input')
    .option('--data <directory>', 'data directory (default: ~/.p2pkv)')
    .option('--timeout <duration>', 'for each peer of the ticket, like 500ms or 5s (default: 5s)')
    .action(async (given: string, flags: Flags) => {
      const { io } = session
      const data = dataDirectory(flags.data, io)
      const text = given === '-' ? new TextDecoder().decode(await io.readStdin(TICKET_BYTES_MAX)) : given
      const timeoutMs = flags.timeout === undefined ? ASK_TIMEOUT_MS : parseDuration(flags.timeout, '--timeout')
      const output = new Output(io, flags.output)
      const [{ joinCluster }, { loadIdentity }, { announceUse }] = await Promise.all([
        import('../../daemon/platform/enrolment.js'), import('../../daemon/platform/identity.js'), import('../../daemon/platform/redeem.js'),
      ])
      await makeDirectory(data)
      const { joined, genesis } = await joinCluster(data, text)
      const { role, subject, uses } = joined.chain
      let told = uses.length === 0
      if (!told) {
        const identity = await loadIdentity(data, role === 'admin' ? 'admin' : 'identity')
        try {
          if (identity === undefined) throw new ConfigError(`the key in ${data} has gone`)
          const { n, partitions } = await announceUse(identity, joined, timeoutMs)
          told = true
          if (role === 'peer') await addSettings(data, { n, partitions, bootstrap: joined.addresses })
        } catch (error) {
          if (!(error instanceof P2pkvError) || error.code === 'NOT_AUTHORIZED' || error instanceof ConfigError) throw error
          if (role === 'peer') await addSettings(data, { bootstrap: joined.addresses })
          output.note(`! no peer of the ticket could be told (${escapeLine(error.message)}): start the daemon, or use the key, before the invite is over`)
        }
      }
      const suffix = flags.data === undefined ? '' : ` --data ${flags.data}`
      const next = role === 'peer' ? `p2pkv daemon${suffix} --listen /ip4/ADDRESS/tcp/4400` : `p2pkv whoami${suffix}`
      if (output.isText) {
        output.lines([subject])
        output.note(`${role} of cluster ${genesis.cluster} in ${escapeLine(data)}\n  next: ${escapeLine(next)}`)
      } else output.json({ key: subject, role, cluster: genesis.cluster, told, data, next })
      session.finish(EXIT.ok)
    })
  return teach(withOutput(command), {
    examples: [
      { run: 'p2pkv join p2pkv1_CkgK…', why: 'then p2pkv daemon --listen …' },
      { run: 'p2pkv join - --data ~/reader < grant.txt', why: 'without the line in the history of the shell' },
    ],
    exits: [EXIT.ok, EXIT.usage, EXIT.notAuthorized],
    environment: [['P2PKV_DATA', 'data directory used without --data']],
  })
}

/** Adds to config.json what is not in it. */
async function addSettings (data: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  const path = join(data, 'config.json')
  try {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '{}'
      throw error
    })
    await writeFile(path, `${JSON.stringify({ ...settings, ...JSON.parse(text) as object }, undefined, 2)}\n`, { mode: 0o600 })
  } catch (cause) {
    throw new ConfigError(`${path} cannot be written: ${(cause as Error).message}`, { cause })
  }
}
