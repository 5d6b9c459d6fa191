import { Command } from 'commander'
import { authCommand } from './commands/auth.js'
import { backupCommand, restoreCommand, verifyCommand } from './commands/backup.js'
import { benchCommand } from './commands/bench.js'
import { bucketCommand } from './commands/bucket.js'
import { completionCommand } from './commands/completion.js'
import { configCommand } from './commands/config.js'
import { conflictsCommand } from './commands/conflicts.js'
import { daemonCommand } from './commands/daemon.js'
import { debugCommand } from './commands/debug.js'
import { delCommand } from './commands/del.js'
import { devCommand } from './commands/dev.js'
import { doctorCommand } from './commands/doctor.js'
import { existsCommand } from './commands/exists.js'
import { exportCommand } from './commands/export.js'
import { getCommand } from './commands/get.js'
import { healthCommand } from './commands/health.js'
import { importCommand } from './commands/import.js'
import { grantCommand } from './commands/grant.js'
import { hintsCommand } from './commands/hints.js'
import { initCommand } from './commands/init.js'
import { inviteCommand } from './commands/invite.js'
import { joinCommand } from './commands/join.js'
import { locateCommand } from './commands/locate.js'
import { logLevelCommand } from './commands/log-level.js'
import { memberCommand } from './commands/member.js'
import { membersCommand } from './commands/members.js'
import { pipeCommand } from './commands/pipe.js'
import { putCommand } from './commands/put.js'
import { repairCommand } from './commands/repair.js'
import { revokeCommand } from './commands/revoke.js'
import { scanCommand } from './commands/scan.js'
import { scrubCommand } from './commands/scrub.js'
import { ringCommand } from './commands/ring.js'
import { statusCommand } from './commands/status.js'
import { tombstonesCommand } from './commands/tombstones.js'
import { transfersCommand } from './commands/transfers.js'
import { ttlCommand } from './commands/ttl.js'
import { versionCommand } from './commands/version.js'
import { waitCommand } from './commands/wait.js'
import { webCommand } from './commands/web.js'
import { whoamiCommand } from './commands/whoami.js'
import { workersCommand } from './commands/workers.js'
import type { Session } from './session.js'
import { VERSION } from '../protocols/version.js'

/** By heading; each by the word that runs it. */
const GROUPS: Readonly<Record<string, Readonly<Record<string, (session: Session) => Command>>>> = {
  'Start:': { dev: devCommand, init: initCommand, daemon: daemonCommand, join: joinCommand },
  'Data:': {
    get: getCommand, put: putCommand, del: delCommand, exists: existsCommand, ttl: ttlCommand, scan: scanCommand,
    conflicts: conflictsCommand, locate: locateCommand, pipe: pipeCommand, import: importCommand, export: exportCommand,
  },
  'Cluster:': {
    status: statusCommand, web: webCommand, members: membersCommand, hints: hintsCommand, health: healthCommand, doctor: doctorCommand,
    wait: waitCommand, ring: ringCommand, member: memberCommand, transfers: transfersCommand, tombstones: tombstonesCommand,
  },
  'Buckets:': { bucket: bucketCommand },
  'Security:': { invite: inviteCommand, grant: grantCommand, revoke: revokeCommand, whoami: whoamiCommand, auth: authCommand },
  'Backup:': { backup: backupCommand, verify: verifyCommand, restore: restoreCommand },
  'Operation:': {
    repair: repairCommand, scrub: scrubCommand, workers: workersCommand, bench: benchCommand, debug: debugCommand, config: configCommand,
    'log-level': logLevelCommand, completion: completionCommand, version: versionCommand,
  },
}

/** A command and everything below it. */
export function withSubcommands (command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)]
}

/**
 * Every verb with its options. What a verb needs beyond that is loaded when it runs.
 *
 * @param first the first word of the command line: if it is a verb that needs no other, only that one is made, as
 *   making all of them takes a tenth of a get
 */
export function createProgram (session: Session, first?: string): Command {
  const program = new Command('p2pkv')
    .description('A peer-to-peer key-value store: any peer answers for the whole cluster.')
    .version(VERSION, '-V, --version', 'print the version')
    .usage('COMMAND [options]')
    .helpCommand(false)
    .addHelpText('after', `
Where to connect: -p MULTIADDR, else P2PKV_PEER, else the daemon that runs on the data directory (--data,
P2PKV_DATA, default ~/.p2pkv), else the dev cluster of that directory.

Try it:
  $ p2pkv dev --peers 3
  $ p2pkv put greeting hello && p2pkv get greeting
p2pkv COMMAND --help has examples and exit codes.`)
  const verbs = Object.entries(GROUPS).flatMap(([heading, commands]) => Object.entries(commands).map(([name, create]) => ({ heading, name, create })))
  // What completes a command line has to know all of them.
  const alone = verbs.filter(({ name }) => name === first && name !== 'completion')
  for (const { heading, create } of alone.length > 0 ? alone : verbs) program.addCommand(create(session).helpGroup(heading))
  return program
}
