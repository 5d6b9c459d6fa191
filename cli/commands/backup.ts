import { Command } from 'commander'
import { InvalidArgumentError } from '../../protocols/errors.js'
import { VERSION } from '../../protocols/version.js'
import type { BackupFrame } from '../backup-file.js'
import { EXIT } from '../exit-codes.js'
import { fileSize } from '../file-size.js'
import { inOrder } from '../in-order.js'
import { escapeLine, Output } from '../output.js'
import type { Format } from '../output.js'
import { Progress } from '../progress.js'
import { withClient, withConnection, withOutput } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'

/** Requests of a restore that are in work at a time. */
const IN_FLIGHT = 4

export function backupCommand (session: Session): Command {
  const command = new Command('backup').summary('write one file of the whole cluster')
    .description('Writes every record of every bucket to FILE while the cluster goes on: all versions of conflicts, deletes, what contexts refer to, times to live. ' +
      'What was acknowledged by a quorum before it began is in it; of what is written meanwhile each key is in it as it was at some moment. Bucket settings are not ' +
      'in it: keep the output of p2pkv bucket ls -o json beside it. FILE appears when it is whole.')
    .argument('<file>', 'where to write; an older file of that name is replaced')
    .action(async (file: string, flags: ConnectionFlags) => {
      const { BackupWriter, leftoversOf } = await import('../backup-file.js')
      await withClient(session, flags, async (client, output) => {
        const { signal } = session.io
        const lineage = await client.lineage({ signal })
        const leftovers = await leftoversOf(file)
        for (const left of leftovers) output.note(`! ${escapeLine(left)} is of a backup that was killed, or of one that runs now. If none does: rm ${escapeLine(left)}`)
        const writer = await BackupWriter.create(file, { v: 1, ...lineage, startedAt: Date.now(), version: VERSION })
        const progress = new Progress(session.io, { unit: 'records' })
        let sha256: string
        try {
          for await (const records of client.backupPages({ signal })) if (records.length > 0) progress.add(records.length, await writer.add(records))
          sha256 = await writer.finish()
        } catch (error) {
          await writer.abandon()
          throw error
        }
        progress.end('saved')
        if (output.isText) output.note(`${escapeLine(file)}  sha256 ${sha256}\nnext: p2pkv verify ${escapeLine(file)}`)
        else output.json({ file, records: progress.count, sha256, ...lineage, ...(leftovers.length > 0 && { leftovers }) })
        return EXIT.ok
      })
    })
  return teach(withConnection(command), {
    examples: [{ run: 'p2pkv backup monday.p2pkv', why: 'of the running cluster, through any of its peers' }],
    exits: REQUEST_EXITS,
    environment: PEER_ENVIRONMENT,
  })
}

export function verifyCommand (session: Session): Command {
  const command = new Command('verify').summary('check a backup')
    .description('Reads the whole FILE that p2pkv backup wrote and checks its digest. Needs no peer.')
    .argument('<file>', 'the backup')
    .action(async (file: string, flags: { output: Format }) => {
      const output = new Output(session.io, flags.output)
      const progress = new Progress(session.io, { unit: 'records', bytesTotal: await fileSize(file) })
      const { verifyBackup } = await import('../backup-file.js')
      const { header, records } = await verifyBackup(file, session.io.signal, frame => { progress.add(frame.records.length, frame.bytes) })
      progress.end('checked')
      if (output.isText) output.lines([`ok  ${records} records of the cluster ${escapeLine(header.cluster)}, begun ${new Date(header.startedAt).toISOString()}`])
      else output.json({ file, records, ...header })
      session.finish(EXIT.ok)
    })
  return teach(withOutput(command), {
    examples: [{ run: 'p2pkv verify monday.p2pkv', why: 'exit 0 if it is whole; 10 if it is damaged' }],
    exits: [EXIT.ok, EXIT.usage, EXIT.unhealthy, EXIT.mismatch, EXIT.interrupted],
  })
}

export function restoreCommand (session: Session): Command {
  const command = new Command('restore').summary('merge a backup into the cluster')
    .description('Checks FILE, then merges its records into the cluster: what the cluster holds that is newer stays, what was deleted since stays deleted, doing it again changes ' +
      'nothing. Into another cluster, of any size, everything is restored. Into the cluster that the backup is of, versions that no replica knows of are left out, because they may have been ' +
      'deleted since and the deletes reaped: --lost brings them back.')
    .argument('<file>', 'the backup')
    .option('--lost', 'bring back what no replica knows of, too: after data was lost')
    .option('--resume-at <byte>', 'go on where an earlier restore stopped')
    .action(async (file: string, flags: ConnectionFlags & { lost?: boolean, resumeAt?: string }) => {
      const resumeAt = flags.resumeAt === undefined ? 0 : Number(flags.resumeAt)
      if (!Number.isSafeInteger(resumeAt) || resumeAt < 0) throw new InvalidArgumentError('--resume-at takes the number that an earlier restore printed')
      const bytesTotal = await fileSize(file)
      // Of another file: nothing would be restored, and nothing be wrong.
      if (resumeAt > bytesTotal) throw new InvalidArgumentError(`--resume-at ${resumeAt} is behind the end of ${file}, which has ${bytesTotal} bytes: give the number that an earlier restore of this file printed`)
      const { verifyBackup } = await import('../backup-file.js')
      const { header } = await verifyBackup(file, session.io.signal)
      await withClient(session, flags, async (client, output) => {
        const { signal } = session.io
        const { origin } = await client.lineage({ signal })
        const unknown = flags.lost === true || origin !== header.origin
        session.startWrite()
        const progress = new Progress(session.io, { unit: 'records', bytesTotal })
        const total = { restored: 0, unchanged: 0, unknown: 0 }
        let early = 0
        let done = resumeAt
        const results = inOrder(framesFrom(file, resumeAt, signal), IN_FLIGHT, async frame => ({ frame, result: await client.restoreRecords(frame.records, { unknown, signal }) }))
        try {
          for await (const { frame, result } of results) {
            total.restored += result.restored
            total.unchanged += result.unchanged
            total.unknown += result.unknown
            early += result.early ?? 0
            done = frame.end
            progress.add(frame.records.length, frame.bytes)
          }
        } catch (error) {
          session.io.stderr(`stopped; go on with: p2pkv restore ${escapeLine(file)} --resume-at ${done}${flags.lost === true ? ' --lost' : ''}\n`)
          throw error
        }
        progress.end('merged')
        if (!output.isText) output.json(early === 0 ? total : { ...total, early })
        else {
          output.note(`restored ${total.restored}  unchanged ${total.unchanged}  left out ${total.unknown + early}`)
          if (early > 0) output.note(`! ${early} records bear stamps from the future: check the clocks with p2pkv doctor, and restore again, or when that time has come`)
          if (total.unknown > 0) output.note(`! ${total.unknown} records have versions that no replica knows of: deleted since, or lost. To bring them back: p2pkv restore ${escapeLine(file)} --lost`)
        }
        return EXIT.ok
      })
    })
  return teach(withConnection(command), {
    examples: [
      { run: 'p2pkv restore monday.p2pkv', why: 'into a new cluster: everything' },
      { run: 'p2pkv restore monday.p2pkv --lost', why: 'into the cluster it is of, after data was lost' },
    ],
    exits: [0, 2, 6, 7, 8, 9, 10, 11, 12, 13],
    environment: PEER_ENVIRONMENT,
  })
}

async function * framesFrom (file: string, position: number, signal: AbortSignal): AsyncGenerator<BackupFrame, void, undefined> {
  const { readBackup } = await import('../backup-file.js')
  for await (const part of readBackup(file, signal)) if (!('header' in part) && part.end > position) yield part
}
