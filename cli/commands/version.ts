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
    .description('Prints the version of this program; p2pkv status prints that of every peer.')
    .action((flags: { output: Format }) => {
      const output = new Output(session.io, flags.output)
      if (output.isText) output.lines([`p2pkv ${VERSION} (node ${process.versions.node})`])
      else output.json({ version: VERSION, node: process.versions.node })
      session.finish(EXIT.ok)
    })
  return teach(withOutput(command), { examples: [{ run: 'p2pkv version', why: 'for a bug report' }], exits: [0] })
}
