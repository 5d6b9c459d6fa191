import { Command } from 'commander'
import { EXIT } from '../exit-codes.js'
import { Output } from '../output.js'
import type { Format } from '../output.js'
import { withOutput } from '../session.js'
import type { Session } from '../session.js'
import { teach } from '../teach.js'
import { VERSION } from '../../protocols/version.js'

export function versionCommand (session: Session): Command {
  const command = new Command('version').summary('print the version of this program')
    .description('Prints the version of this program, and whether libsodium is missing, without which requests take more processor time; p2pkv status prints the version of every peer.')
    .action(async (flags: { output: Format }) => {
      const output = new Output(session.io, flags.output)
      const { loadSodium } = await import('../../protocols/libp2p/libsodium.js')
      const libsodium = loadSodium() !== undefined
      if (output.isText) output.lines([`p2pkv ${VERSION} (node ${process.versions.node}${libsodium ? '' : ', without libsodium'})`])
      else output.json({ version: VERSION, node: process.versions.node, libsodium })
      session.finish(EXIT.ok)
    })
  return teach(withOutput(command), { examples: [{ run: 'p2pkv version', why: 'for a bug report' }], exits: [0] })
}
