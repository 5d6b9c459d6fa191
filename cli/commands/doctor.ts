import { Command } from 'commander'
import type { ClusterStatus, Member } from '../../client/index.js'
import { NotAuthorizedError } from '../../protocols/errors.js'
import { diagnose } from '../diagnose.js'
import { EXIT } from '../exit-codes.js'
import { escapeLine } from '../output.js'
import { withClient, withConnection } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, teach } from '../teach.js'

/** Peers that are asked themselves; of a larger cluster the first. */
const ASKED_MAX = 64
const ASK_TIMEOUT_MS = 2_000

export function doctorCommand (session: Session): Command {
  const command = new Command('doctor').summary('check everything and say what to do next')
    .description('Asks one peer about the cluster, then every member itself (of one that refuses this key, what the first knows counts), and checks quorum, members, that each holds its data, ring views, stores, disks, clocks and versions. Each finding that is not ok ' +
      'ends with what to do next. Exits with 10 when there is one.')
    .action(async (flags: ConnectionFlags) => {
      const { signal } = session.io
      await withClient(session, flags, async (client, output, { operator }) => {
        const first = await client.status({ signal })
        const others = first.members.filter(({ peerId, state }) => peerId !== first.self && state === 'up').slice(0, ASKED_MAX)
        const unreachable: Member[] = []
        const untold: Member[] = []
        const views = await Promise.all(others.map(async (member): Promise<ClusterStatus[]> => {
          if (member.addresses.length === 0) {
            unreachable.push(member)
            return []
          }
          const own = await session.connect({ peers: member.addresses, cluster: first.cluster, operator, timeoutMs: ASK_TIMEOUT_MS, signal })
          try {
            return [await own.status({ signal })]
          } catch (error) {
            signal.throwIfAborted()
            // Who refuses can be reached: the key of one machine is an admin's at that machine only.
            if (error instanceof NotAuthorizedError) untold.push(member)
            else unreachable.push(member)
            return []
          } finally { own.close().catch(() => {}) }
        }))
        const findings = diagnose([first, ...views.flat()], unreachable, untold)
        const healthy = findings.every(({ ok }) => ok)
        if (output.isText) {
          output.lines(findings.flatMap(({ check, ok, detail, next }) => [
            `${ok ? 'ok' : '! '}  ${check.padEnd(20)} ${escapeLine(detail)}`, ...(next === undefined ? [] : [`      next: ${next}`]),
          ]))
        } else output.list('findings', findings, { healthy })
        return healthy ? EXIT.ok : EXIT.unhealthy
      })
    })
  return teach(withConnection(command), {
    examples: [{ run: 'p2pkv doctor', why: 'first thing to run when something is wrong' }],
    exits: [EXIT.ok, EXIT.usage, EXIT.noPeer, EXIT.notAuthorized, EXIT.unhealthy, EXIT.timeout, EXIT.limit, EXIT.mismatch],
    environment: PEER_ENVIRONMENT,
  })
}
