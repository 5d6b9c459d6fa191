import { Command } from 'commander'
import type { PeerTransfers, Stall } from '../../client/index.js'
import { EXIT } from '../exit-codes.js'
import { escapeLine, formatBytes, formatDuration, formatTable } from '../output.js'
import { withClient, withConnection } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'

const IDLE = '-'

function row (peer: PeerTransfers): string[] {
  const isFilling = peer.epoch > 0
  const known = peer.bytesTotal > 0
  return [
    escapeLine(peer.peerId),
    isFilling ? String(peer.epoch) : IDLE,
    isFilling ? `${peer.partitionsDone}/${peer.partitionsTotal}` : IDLE,
    isFilling ? `${formatBytes(peer.bytesDone)}${known ? ` of ${formatBytes(peer.bytesTotal)}` : ''}` : IDLE,
    isFilling ? `${formatBytes(peer.bytesPerSecond)}/s` : IDLE,
    isFilling && peer.leftMs > 0 ? formatDuration(peer.leftMs) : IDLE,
    String(peer.strayPartitions),
    formatBytes(peer.bytesServed),
  ]
}

function waits (peer: PeerTransfers, stalls: readonly Stall[], what: string): string[] {
  return stalls.map(({ peerId, why, ageMs }) =>
    `! ${escapeLine(peer.peerId)} ${what} ${escapeLine(peerId)} (${why}, ${formatDuration(ageMs)}). See: p2pkv status`)
}

export function transfersCommand (session: Session): Command {
  const command = new Command('transfers').summary('show data that changes its owners')
    .description('Shows for every member what it pulls for which ring view, how fast and for how long still; in how many partitions it holds data that is no longer its own; and what it has sent to others.')
    .action(async (flags: ConnectionFlags) => {
      await withClient(session, flags, async (client, output) => {
        const transfers = await client.transfers({ signal: session.io.signal })
        if (output.isText) {
          output.lines([
            ...formatTable(['ID', 'VIEW', 'PARTITIONS', 'BYTES', 'RATE', 'LEFT', 'STRAY', 'SENT'], transfers.peers.map(row)),
            ...transfers.peers.flatMap(peer => [...waits(peer, peer.stalls, 'waits for data of'), ...waits(peer, peer.strayStalls, 'cannot give its data to')]),
            ...transfers.silent.map(peer => `! ${escapeLine(peer)} does not answer. See: p2pkv status`),
          ])
        } else output.json(transfers)
        return EXIT.ok
      })
    })
  return teach(withConnection(command), {
    examples: [
      { run: 'p2pkv transfers', why: 'after a peer has joined or left' },
      { run: 'p2pkv transfers -o json', why: 'for a script' },
    ],
    exits: REQUEST_EXITS,
    environment: PEER_ENVIRONMENT,
  })
}
