import { Command } from 'commander'
import type { PeerTransfers, RingStatus, Stall } from '../../client/index.js'
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

function waits (peer: PeerTransfers, stalls: readonly Stall[], what: string, next: (stall: Stall) => string = () => 'See: p2pkv status'): string[] {
  return stalls.map(stall =>
    `! ${escapeLine(peer.peerId)} ${what} ${escapeLine(stall.peerId)} (${stall.why}, ${formatDuration(stall.ageMs)}). ${next(stall)}`)
}

/** Whom the ring does not have any more no other command shows. */
function stepFor ({ members }: RingStatus): (stall: Stall) => string {
  return ({ peerId }) => members.some(member => member.peerId === peerId)
    ? 'See: p2pkv status'
    : 'It was taken out of the ring: start it again on its data until this is done; if it is gone for good, and with it what only it held: p2pkv ring plan --skip-dead'
}

export function transfersCommand (session: Session): Command {
  const command = new Command('transfers').summary('show data that changes its owners')
    .description('Shows for every member what it pulls for which ring view, how fast and for how long still; in how many partitions it holds data that is no longer its own; and what it has sent to others.')
    .action(async (flags: ConnectionFlags) => {
      await withClient(session, flags, async (client, output) => {
        const { signal } = session.io
        const transfers = await client.transfers({ signal })
        if (output.isText) {
          const next = transfers.peers.some(({ stalls }) => stalls.length > 0) ? stepFor(await client.ring({ signal })) : undefined
          output.lines([
            ...formatTable(['ID', 'VIEW', 'PARTITIONS', 'BYTES', 'RATE', 'LEFT', 'STRAY', 'SENT'], transfers.peers.map(row)),
            ...transfers.peers.flatMap(peer => [...waits(peer, peer.stalls, 'waits for data of', next), ...waits(peer, peer.strayStalls, 'cannot give its data to')]),
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
