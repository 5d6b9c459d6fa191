import { Command } from 'commander'
import { NotReadyError } from '../../protocols/errors.js'
import { EXIT } from '../exit-codes.js'
import { escapeLine, Output } from '../output.js'
import type { Format } from '../output.js'
import { pageAddress } from '../page-address.js'
import { daemonFilePath, dataDirectory, devDirectory, devPeerDirectory, isProcessAlive, readJson } from '../peers.js'
import type { DaemonFile } from '../../daemon/daemon.js'
import type { DevFile } from '../peers.js'
import { withOutput } from '../session.js'
import type { Session } from '../session.js'
import { teach } from '../teach.js'

interface Found { readonly name: string, readonly address: string }

/** The pages of the daemon, or of the dev cluster, that runs on a data directory. */
async function findPages (data: string): Promise<Found[]> {
  const daemon = await readJson<DaemonFile>(daemonFilePath(data))
  if (daemon !== undefined && isProcessAlive(daemon.pid)) {
    const address = await pageAddress(daemon, data)
    return address === undefined ? [] : [{ name: daemon.peerId, address }]
  }
  const dev = await readJson<DevFile>(daemonFilePath(devDirectory(data)))
  const pages = await Promise.all((dev?.peers ?? []).map(async (peer, index): Promise<Found[]> => {
    const address = isProcessAlive(peer.pid) ? await pageAddress(peer, devPeerDirectory(data, index + 1)) : undefined
    return address === undefined ? [] : [{ name: `peer-${index + 1}`, address }]
  }))
  return pages.flat()
}

export function webCommand (session: Session): Command {
  const command = new Command('web').summary('print where to see the ring in a browser')
    .description('Prints the address of the web page that the daemon (or the dev cluster) of a data directory serves. ' +
      'What is behind the # is the token, with which the page may read and write keys: give the address to nobody else.')
    .option('--data <directory>', 'data directory (default: ~/.p2pkv)')
    .action(async (flags: { data?: string, output: Format }) => {
      const output = new Output(session.io, flags.output)
      const data = dataDirectory(flags.data, session.io)
      const pages = await findPages(data)
      if (pages.length === 0) throw new NotReadyError(`no daemon that serves a page runs on ${data}: start one with p2pkv daemon, and look at its setting webListen`, { retryable: false })
      if (output.isText) output.lines(pages.map(({ address }) => escapeLine(address)))
      else output.list('pages', pages)
      session.finish(EXIT.ok)
    })
  return teach(withOutput(command), {
    examples: [
      { run: 'p2pkv web', why: 'then open the address in a browser' },
      { run: 'ssh -L 4480:127.0.0.1:4480 HOST', why: 'to see the page of another machine: its loopback port becomes one of this machine' },
    ],
    exits: [EXIT.ok, EXIT.usage, EXIT.noPeer],
    environment: [['P2PKV_DATA', 'data directory used without --data']],
  })
}
