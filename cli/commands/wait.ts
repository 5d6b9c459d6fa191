import { setTimeout as sleep } from 'node:timers/promises'
import { Command } from 'commander'
import { parseDuration } from '../../client/parse-duration.js'
import type { RingStatus } from '../../client/index.js'
import { InvalidArgumentError, P2pkvError } from '../../protocols/errors.js'
import { EXIT } from '../exit-codes.js'
import { formatWaiting } from '../format-ring.js'
import { withClient, withConnection } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, teach } from '../teach.js'

const LOOK_MS = 200
const TOLD_EVERY_MS = 2_000
/** The same again. */
const TOLD_AGAIN_MS = 15_000

/** What is still lacking, for people; undefined: nothing. */
function lacking (ring: RingStatus, wanted: { readonly synced: boolean, readonly members: number | undefined }): string | undefined {
  if (ring.epoch === 0) return 'the peer that is asked is in no ring yet'
  const alive = ring.members.filter(({ liveness }) => liveness !== 'dead').length
  if (wanted.members !== undefined && (ring.members.length !== wanted.members || alive !== wanted.members)) return `${alive} of ${ring.members.length} members up; ${wanted.members} wanted`
  if (wanted.synced && (ring.live.length !== 1 || ring.waiting.length > 0 || ring.heldBack.length > 0)) return formatWaiting(ring)[0] ?? (ring.live.length !== 1 ? `views ${ring.live.join(' ')} are live` : `${ring.heldBack.length} changes are not in a view yet`)
  return undefined
}

export function waitCommand (session: Session): Command {
  const command = new Command('wait').summary('wait until the ring is as it should be')
    .description('--synced: one view is live, and every member holds all its data of it. --members N: the ring has exactly N members, and all are up. Exit 10 when --for has passed before.')
    .option('--synced', 'until every change of the ring is complete')
    .option('--members <number>', 'until there are this many members, all of them up')
    .option('--for <duration>', 'how long at most, like 30s or 10m', '60s')
    .action(async (flags: ConnectionFlags & { readonly synced?: boolean, readonly members?: string, readonly for: string }) => {
      if (flags.synced !== true && flags.members === undefined) throw new InvalidArgumentError('say what to wait for: --synced, --members N or both')
      if (flags.members !== undefined && !/^[1-9][0-9]{0,3}$/.test(flags.members)) throw new InvalidArgumentError(`--members is a whole number from 1; it is ${flags.members}`)
      const wanted = { synced: flags.synced ?? false, members: flags.members === undefined ? undefined : Number(flags.members) }
      const untilMs = performance.now() + parseDuration(flags.for, '--for')
      await withClient(session, flags, async (client, output) => {
        const { signal } = session.io
        let why: string | undefined = 'no peer answered'
        let toldMs = performance.now()
        let told: string | undefined
        while (why !== undefined) {
          try {
            why = lacking(await client.ring({ signal }), wanted)
          } catch (error) {
            if (!(error instanceof P2pkvError) || !error.retryable || signal.aborted) throw error
            why = error.message
          }
          if (why === undefined) break
          if (performance.now() >= untilMs) return output.failure({ code: 'WAIT', exit: EXIT.unhealthy, message: `not within ${flags.for} (--for): ${why}`, hint: 'p2pkv ring show' })
          if (performance.now() - toldMs >= (why === told ? TOLD_AGAIN_MS : TOLD_EVERY_MS)) {
            toldMs = performance.now()
            told = why
            output.note(why)
          }
          await sleep(LOOK_MS, undefined, { signal })
        }
        if (output.isText) output.note('ok')
        else output.json({})
        return EXIT.ok
      })
    })
  return teach(withConnection(command), {
    examples: [
      { run: 'p2pkv wait --synced --for 10m', why: 'after a change of the ring, before the next' },
      { run: 'p2pkv wait --members 3', why: 'in a script that has started three daemons' },
    ],
    exits: [0, 2, 8, 9, 10, 11, 13], environment: PEER_ENVIRONMENT,
  })
}
