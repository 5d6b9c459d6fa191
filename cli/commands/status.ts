import { Command } from 'commander'
import { P2pkvError } from '../../protocols/errors.js'
import { describeError } from '../describe-error.js'
import { EXIT } from '../exit-codes.js'
import { formatStatus } from '../format-status.js'
import { withClient, withConnection } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'

const WATCH_MS = 2_000
const CLEAR_SCREEN = '\u001b[H\u001b[2J'

export function statusCommand (session: Session): Command {
  const command = new Command('status').summary('show the cluster on one screen')
    .description('Shows the cluster as one peer (marked *) sees it. Lines that start with ! say what is unhealthy and what to run next.')
    .option('--watch', 'show it again every two seconds, until it is interrupted; a peer that does not answer is asked again')
    .action(async (flags: ConnectionFlags & { watch?: boolean }) => {
      const { io } = session
      await withClient(session, flags, async (client, output) => {
        const show = async (): Promise<void> => {
          const [status, ring] = await Promise.all([client.status({ signal: io.signal }), client.ring({ signal: io.signal })])
          if (output.isText) {
            if (flags.watch === true && io.stdoutIsTerminal) io.stdout(CLEAR_SCREEN)
            output.lines(formatStatus(status, ring))
          } else output.json({ ...status, ring })
        }
        await show()
        if (flags.watch !== true) return EXIT.ok
        const { systemEnvironment } = await import('../../client/system-environment.js')
        const again = async (): Promise<boolean> => {
          // For a reader that is slower: what it has not read piles up here.
          await io.write('')
          // Being interrupted is how it is ended.
          return await systemEnvironment.sleep(WATCH_MS, io.signal).then(() => true, () => false)
        }
        while (await again()) {
          await show().catch((error: unknown) => {
            // The peer is started anew, say: what changes is what is watched.
            if (!(error instanceof P2pkvError) || !error.retryable || io.signal.aborted) throw error
            output.failure(describeError(error, { write: false, aborted: false }))
          })
        }
        return EXIT.ok
      })
    })
  return teach(withConnection(command), {
    examples: [
      { run: 'p2pkv status', why: 'of the cluster that this machine belongs to' },
      { run: 'p2pkv status -p /ip4/192.0.2.7/tcp/4400', why: 'as that peer sees it' },
      { run: 'p2pkv status --watch', why: 'while something changes' },
    ],
    exits: REQUEST_EXITS,
    environment: PEER_ENVIRONMENT,
  })
}
