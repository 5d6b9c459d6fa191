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

interface Flags { data?: string, name?: string, cluster?: string, client?: boolean, output: Format }

/** Files of which one is enough to say that a peer lives here. */
const OCCUPIED = ['config.json', 'identity.key', 'daemon.json', 'cluster.json']

async function exists (path: string): Promise<boolean> {
  try { await stat(path); return true } catch { return false }
}

export function initCommand (session: Session): Command {
  const command = new Command('init').summary('begin a cluster in a data directory')
    .description('Makes a cluster with this as its first peer: the root key, the key of an admin and that of the peer, each readable by its owner only, and config.json. ' +
      'Overwrites nothing. Keep root.key somewhere safe and offline: it is needed only to replace a lost or stolen admin key. p2pkv daemon on an empty directory does the same. ' +
      'To belong to a cluster that exists: p2pkv join. With --client: only a key, to be given rights with p2pkv grant.')
    .option('--data <directory>', 'data directory (default: ~/.p2pkv)')
    .option('--name <name>', 'what people call this peer')
    .option('--cluster <name>', 'name of the new cluster (default: default)')
    .option('--client', 'make only a key, for a client')
    .action(async ({ data: given, name, cluster, client, output: format }: Flags) => {
      const data = dataDirectory(given, session.io)
      const { parseConfig } = await import('../../daemon/config/load-config.js')
      const settings = { ...(cluster !== undefined && { cluster }), ...(name !== undefined && { name }) }
      const { config } = parseConfig({ flags: { data, ...settings }, environment: {}, homeDirectory: session.io.homeDirectory })
      for (const file of OCCUPIED) {
        if (await exists(join(data, file))) throw new ConfigError(`${data} is a peer's directory already (${file} is there), and nothing was changed: start it with p2pkv daemon, or begin another cluster with --data ANOTHER`)
      }
      try {
        await makeDirectory(data)
        if (client !== true) await writeFile(join(data, 'config.json'), `${JSON.stringify(settings, undefined, 2)}\n`, { flag: 'wx', mode: 0o600 })
      } catch (cause) {
        throw new ConfigError(`${data} cannot be prepared: ${(cause as Error).message}`, { cause })
      }
      const { ensureKey, initCluster } = await import('../../daemon/platform/enrolment.js')
      const output = new Output(session.io, format)
      const suffix = given === undefined ? '' : ` --data ${given}`
      if (client === true) {
        const { peerId } = await ensureKey(data, 'identity')
        if (output.isText) {
          output.lines([peerId])
          output.note(`a client's key in ${escapeLine(data)}\n  next, where p2pkv init was run: p2pkv grant ${peerId} --prefix app/ --ops rw; then here: p2pkv join${escapeLine(suffix)} with what that prints`)
        } else output.json({ peerId, data })
        return session.finish(EXIT.ok)
      }
      const { genesis, grant } = await initCluster(data, config.cluster)
      const peerId = grant?.chain.subject ?? ''
      const next = `p2pkv daemon${suffix}`
      if (output.isText) {
        output.lines([peerId])
        output.note(`first peer of cluster ${genesis.cluster} in ${escapeLine(data)}\n  next: ${escapeLine(next)}; then p2pkv invite${escapeLine(suffix)} for the other peers\n  keep ${escapeLine(join(data, 'root.key'))} somewhere safe and offline`)
      } else output.json({ peerId, cluster: genesis.cluster, name: config.name, data, next })
      session.finish(EXIT.ok)
    })
  return teach(withOutput(command), {
    examples: [
      { run: 'p2pkv init --name par-1 --cluster prod', why: 'prints the id of the first peer' },
      { run: 'p2pkv init --client --data ~/reader', why: 'a key for a client; prints its id, for p2pkv grant' },
    ],
    exits: [EXIT.ok, EXIT.usage],
    environment: [['P2PKV_DATA', 'data directory used without --data']],
  })
}
