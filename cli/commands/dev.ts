import { Command } from 'commander'
import { InvalidArgumentError } from '../../protocols/errors.js'
import { EXIT } from '../exit-codes.js'
import { formatStatus } from '../format-status.js'
import { escapeLine, Output } from '../output.js'
import type { Format } from '../output.js'
import { dataDirectory, devDirectory, devPeerDirectory } from '../peers.js'
import type { DaemonFile } from '../../daemon/daemon.js'
import type { DevFile } from '../peers.js'
import { pageAddress } from '../page-address.js'
import { parsePort, withOutput } from '../session.js'
import type { Session } from '../session.js'
import { teach } from '../teach.js'

const PEERS_MAX = 32

interface Flags { peers: string, port: string, cluster: string, data?: string, insecureDev?: boolean, output: Format }

function parsePeerCount (text: string): number {
  const count = /^[0-9]{1,3}$/.test(text) ? Number(text) : NaN
  if (!(count >= 1 && count <= PEERS_MAX)) throw new InvalidArgumentError(`--peers must be a whole number from 1 to ${PEERS_MAX}; it is ${text}`)
  return count
}

/** Of the first peer that serves a page. */
async function firstPage (data: string, { peers }: DevFile): Promise<string | undefined> {
  const index = peers.findIndex(({ web }) => web !== undefined)
  const peer = peers[index]
  return peer === undefined ? undefined : await pageAddress(peer, devPeerDirectory(data, index + 1))
}

export function devCommand (session: Session): Command {
  const command = new Command('dev').summary('run a whole cluster on this machine, to try out')
    .description('Runs a cluster of real daemons on 127.0.0.1 until Ctrl-C, SIGTERM or the end of its terminal. Data stays in <data>/dev between runs; the peers\' logs are ' +
      '<data>/dev/peer-1.log and so on. Other commands find a running dev cluster without flags when no plain daemon runs.')
    .option('--peers <number>', `how many peers, 1 to ${PEERS_MAX}`, '3')
    .option('--port <port>', 'first port to try; ports in use are passed over', '4400')
    .option('--cluster <name>', 'name of the cluster', 'dev')
    .option('--data <directory>', 'data directory (default: ~/.p2pkv)')
    .option('--insecure-dev', 'ask nobody for rights: every process of this machine may do everything')
    .action(async (flags: Flags) => {
      const { io } = session
      const output = new Output(io, flags.output)
      const data = dataDirectory(flags.data, io)
      const init = { data, peers: parsePeerCount(flags.peers), port: parsePort(flags.port), cluster: flags.cluster, insecure: flags.insecureDev === true }
      const [{ DevCluster }, { systemEnvironment }] = await Promise.all([import('../dev/dev-cluster.js'), import('../../client/system-environment.js')])
      const enrol = async (first: DaemonFile, directories: readonly string[]): Promise<void> => {
        if (flags.insecureDev === true) return
        const { enrolPeers } = await import('../dev/enrol-peers.js')
        await enrolPeers(devPeerDirectory(data, 1), first, directories)
      }
      const { sleep, now } = systemEnvironment
      const cluster = new DevCluster({
        program: session.program, connect: session.connect, enrol, sleep, now,
        onDeath: (name, reason, log) => { io.stderr(`! ${name} ended (${reason}). See why: tail ${escapeLine(log)}\n`) },
      }, init)
      if (init.insecure) output.note('! INSECURE: nobody is asked for rights (--insecure-dev)')
      output.note(`starting ${init.peers} peers in ${devDirectory(data)} …`)
      const { file, status } = await cluster.start(io.signal)
      if (output.isText) {
        output.lines(formatStatus(status))
        // From a checkout the program is not on the path of a shell.
        const program = io.environment.npm_lifecycle_event === undefined ? 'p2pkv' : 'npx p2pkv'
        const suffix = flags.data === undefined ? '' : ` --data ${flags.data}`
        const page = await firstPage(data, file)
        if (page !== undefined) output.note(`\nsee the ring: ${escapeLine(page)}`)
        output.note(`\nready. In another terminal:\n  ${program} put greeting hello${suffix}\n  ${program} get greeting${suffix}\n  ${program} locate greeting${suffix}\nCtrl-C stops all peers; their data stays.`)
      } else output.json({ data, ...file })
      const interrupted = new Promise<void>(resolve => {
        if (io.signal.aborted) resolve()
        io.signal.addEventListener('abort', () => { resolve() }, { once: true })
      })
      await Promise.race([interrupted, cluster.ended()])
      if (io.signal.aborted) output.note('stopping …')
      const asked = io.signal.aborted
      await cluster.stop()
      session.finish(asked ? EXIT.ok : EXIT.unhealthy)
    })
  return teach(withOutput(command), {
    examples: [
      { run: 'p2pkv dev --peers 3', why: 'three peers; then p2pkv put greeting hello in another terminal' },
      { run: 'p2pkv dev --peers 5 --data /tmp/try -o json', why: 'for a script: one JSON document when all have joined' },
    ],
    exits: [EXIT.ok, EXIT.usage, EXIT.noPeer, EXIT.unhealthy, EXIT.interrupted],
    environment: [['P2PKV_DATA', 'data directory used without --data']],
  })
}
