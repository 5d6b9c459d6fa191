import { Command } from 'commander'
import type { PeerTombstones } from '../../client/index.js'
import { EXIT } from '../exit-codes.js'
import { escapeLine, formatDuration, formatTable } from '../output.js'
import { withClient, withConnection } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'

function row ({ peerId, tombstones, due, oldestMs, reaped, graceMs, more }: PeerTombstones): string[] {
  return [
    escapeLine(peerId), `${tombstones}${more ? '+' : ''}`, `${due}${more ? '+' : ''}`, tombstones === 0 ? '-' : formatDuration(oldestMs),
    graceMs === null ? 'off' : formatDuration(graceMs), String(reaped),
  ]
}

export function tombstonesCommand (session: Session): Command {
  const command = new Command('tombstones').summary('show deleted keys that are not removed yet')
    .description('A deleted or expired key is kept as a tombstone, so that no old copy brings it back. It is removed for good when it is older than tombstoneGraceMs and every member has proved that it cannot come back. ' +
      'Shows for every member how many there are of which it is the first replica, how many are old enough (DUE), how old the oldest is, how many were removed since it started, and what holds them back.')
    .action(async (flags: ConnectionFlags) => {
      await withClient(session, flags, async (client, output) => {
        const tombstones = await client.tombstones({ signal: session.io.signal })
        if (output.isText) {
          output.lines([
            ...formatTable(['ID', 'KEYS', 'DUE', 'OLDEST', 'GRACE', 'REMOVED'], tombstones.peers.map(row)),
            ...tombstones.peers.flatMap(({ peerId, holds }) => holds.map(({ why, ageMs, partitions }) =>
              `! ${escapeLine(peerId)} waits${partitions === 0 ? '' : ` with ${partitions} partitions`}: ${escapeLine(why)} (${formatDuration(ageMs)})`)),
            ...tombstones.silent.map(peer => `! ${escapeLine(peer)} does not answer: nothing of any partition is removed. See: p2pkv status`),
          ])
        } else output.json(tombstones)
        return EXIT.ok
      })
    })
  return teach(withConnection(command), {
    examples: [
      { run: 'p2pkv tombstones', why: 'does the space of deleted keys come back?' },
      { run: 'p2pkv tombstones -o json', why: 'for a script' },
    ],
    exits: REQUEST_EXITS,
    environment: PEER_ENVIRONMENT,
  })
}
