import { Command } from 'commander'
import { describeError } from '../describe-error.js'
import { EXIT } from '../exit-codes.js'
import type { ExitCode } from '../exit-codes.js'
import { printHops } from '../format-versions.js'
import { bytesToJson, escapeBytes } from '../output.js'
import { parseKey } from '../session.js'
import type { Session } from '../session.js'
import { PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'
import { formatPut, runWrite, withWrite, writeOptions } from './put.js'
import type { WriteFlags } from './put.js'

export function delCommand (session: Session): Command {
  const command = new Command('del').summary('delete keys')
    .description('Deletes every KEY, one after the other. A delete is a write: it succeeds whether or not there was a value. Stops at the first failure.')
    .argument('<key...>', 'the keys')
    .action(async (keys: string[], flags: WriteFlags) => {
      const parsed = keys.map(key => parseKey(key, flags.keyEncoding))
      const options = writeOptions(flags, session.io)
      await runWrite(session, flags, async (client, output) => {
        const results: object[] = []
        let exit: ExitCode = EXIT.ok
        for (const key of parsed) {
          try {
            const result = await client.delete(key, options)
            output.note(`${keys.length > 1 ? `${escapeBytes(key)}  ` : ''}${formatPut(result)}`)
            printHops(output, result.hops)
            results.push({ key: bytesToJson(key), ...result })
          } catch (error) {
            if (keys.length === 1) throw error
            const failure = describeError(error, { write: true, aborted: session.io.signal.aborted })
            exit = output.failure({ ...failure, message: `${escapeBytes(key)}: ${failure.message} (${results.length} of ${keys.length} deleted)` })
            break
          }
        }
        // One document: the failure if there is one. Lines: what was deleted, too.
        if (!output.isText && keys.length === 1) output.json(results[0] ?? {})
        else if (output.format === 'ndjson' || (output.format === 'json' && exit === EXIT.ok)) output.list('deleted', results)
        return exit
      })
    })
  return teach(withWrite(command), {
    examples: [
      { run: 'p2pkv del greeting', why: 'delete one key' },
      { run: 'p2pkv del cart:41 cart:42 -w all', why: 'delete two, by every replica before the answer' },
    ],
    exits: [...REQUEST_EXITS.slice(0, 2), EXIT.precondition, ...REQUEST_EXITS.slice(2, 3), EXIT.unknown, ...REQUEST_EXITS.slice(3)],
    environment: PEER_ENVIRONMENT,
  })
}
