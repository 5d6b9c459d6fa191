import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { makeDirectory } from '../../daemon/platform/make-directory.js'
import { ConfigError } from '../../protocols/errors.js'
import { EXIT } from '../exit-codes.js'
import { escapeLine, Output } from '../output.js'
import type { Format } from '../output.js'
import { dataDirectory } from '../peers.js'
import { withOutput } from '../session.js'
import type { Session } from '../session.js'
import { teach } from '../teach.js'

interface Flags { data?: string, name?: string, cluster?: string, output: Format }

/** Files of which one is enough to say that a peer lives here. */
const OCCUPIED = ['config.json', 'identity.key', 'daemon.json']

async function exists (path: string): Promise<boolean> {
  try { await stat(path); return true } catch { return false }
}

export function initCommand (session: Session): Command {
  const command = new Command('init').summary('prepare the data directory of a peer')
    .description('Makes the data directory, the identity key of the peer (readable by its owner only) and config.json. Overwrites nothing. ' +
      'Not needed before p2pkv daemon, which makes what is missing: for whoever wants the peer id, or a name in the file, first.')
    .option('--data <directory>', 'data directory (default: ~/.p2pkv)')
    .option('--name <name>', 'what people call this peer')
    .option('--cluster <name>', 'name of the cluster that it will belong to (default: default)')
    .action(async ({ data: given, name, cluster, output: format }: Flags) => {
      const data = dataDirectory(given, session.io)
      const { parseConfig } = await import('../../daemon/config/load-config.js')
      const settings = { ...(cluster !== undefined && { cluster }), ...(name !== undefined && { name }) }
      const { config } = parseConfig({ flags: { data, ...settings }, environment: {}, homeDirectory: session.io.homeDirectory })
      for (const file of OCCUPIED) {
        if (await exists(join(data, file))) throw new ConfigError(`${data} is a peer's directory already (${file} is there); nothing was changed`)
      }
      try {
        await makeDirectory(data)
        await writeFile(join(data, 'config.json'), `${JSON.stringify(settings, undefined, 2)}\n`, { flag: 'wx', mode: 0o600 })
      } catch (cause) {
        throw new ConfigError(`${data} cannot be prepared: ${(cause as Error).message}`, { cause })
      }
      const peerId = await session.createIdentity(data)
      const output = new Output(session.io, format)
      const next = `p2pkv daemon${given === undefined ? '' : ` --data ${given}`}`
      if (output.isText) {
        output.lines([peerId])
        output.note(`peer of cluster ${config.cluster} in ${escapeLine(data)}\n  next: ${escapeLine(next)}`)
      } else output.json({ peerId, cluster: config.cluster, name: config.name, data, next })
      session.finish(EXIT.ok)
    })
  return teach(withOutput(command), {
    examples: [
      { run: 'p2pkv init --name par-1 --cluster prod', why: 'prints the peer id' },
      { run: 'p2pkv init --data /srv/p2pkv', why: 'another directory, for a second peer on this machine' },
    ],
    exits: [EXIT.ok, EXIT.usage],
    environment: [['P2PKV_DATA', 'data directory used without --data']],
  })
}
