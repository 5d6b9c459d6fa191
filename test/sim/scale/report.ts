import type { Measurement } from './measure.js'

/** docs/experiments/scale.md */
export function scaleReport (measured: readonly Measurement[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const number = (value: number): string => value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2)
  const largest = measured.at(-1)
  return `# Scale: what a cluster costs, by its size

Measured on virtual time with \`npm run sim:scale\`: the real daemon/core of every peer, a simulated network
(0.2 ms plus 0.3 ms on average each way), gossip forwarded over a mesh of 6 to 12 as gossipsub does, 1,024
partitions, N = 3. Not in these figures: TCP, noise, yamux and gossipsub's own control messages.

A quiet cluster, and one peer that joins it:

${row(['peers', 'messages/s a peer', 'bytes/s a peer', 'join: all have the view, ms', 'join: all have the record, ms', 'join: messages a peer', 'join: bytes a peer', 'join: messages at the busiest', 'largest share / mean', 'moved / minimum'])}
${row(Array.from({ length: 10 }, () => '---:'))}
${measured.map(one => row([String(one.peers), ...[one.messagesPerSecond, one.bytesPerSecond, one.joinMs, one.joinKnownMs, one.joinMessagesPerPeer, one.joinBytesPerPeer, one.joinMessagesMax, one.balance, one.movement].map(number)])).join('\n')}

![messages a second](scale-traffic.svg)
![join](scale-join.svg)

Where the ${largest?.peers ?? 0} peers' quiet traffic goes, each peer and second:

${row(['what', 'messages', 'bytes'])}
${row(['---', '---:', '---:'])}
${(largest?.byKind ?? []).map(({ kind, messagesPerSecond, bytesPerSecond }) => row([kind, messagesPerSecond.toFixed(3), bytesPerSecond.toFixed(1)])).join('\n')}

What grows with n, and why that is left so:
- A ring view names every member and every partition: a join moves about 80 bytes a member and 6 bytes a
  partition to every peer. All fetch it from the peer that issued it, which is the busiest in the table.
  Sending what changed instead of the view would make both small.
- gossipsub's \`floodPublish\` (on by default) sends what a peer publishes itself to all it is connected to, not
  just to its mesh: up to \`connectionsMax\` messages a publication. It is not modelled here, and should be off.
`
}
