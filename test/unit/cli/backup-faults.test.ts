import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import type { KvClient } from '../../../client/index.js'
import { BackupWriter, verifyBackup, type BackupHeader } from '../../../cli/backup-file.js'
import { run } from './fake-io.js'

const HEADER: BackupHeader = { v: 1, cluster: 'c', origin: 'ab', ringEpoch: 4, startedAt: 5, version: '0' }
const record = (text: string): { at: Uint8Array, record: Uint8Array } => ({ at: Buffer.from(text), record: Buffer.from(text) })
const client: Partial<KvClient> = {
  lineage: async () => ({ cluster: 'c', origin: 'ab', ringEpoch: 1 }),
  backupPages: async function * () { yield [record('one')] },
  restoreRecords: async () => ({ restored: 1, unchanged: 0, unknown: 0 }),
}

function directoryOf (context: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'p2pkv-backup-'))
  context.after(() => { rmSync(directory, { recursive: true }) })
  return directory
}

test('two backups to one file at a time do not write into each other: the one that ends last is there, whole', async context => {
  const directory = directoryOf(context)
  const file = join(directory, 'b')
  const [slow, quick] = [await BackupWriter.create(file, HEADER), await BackupWriter.create(file, HEADER)]
  await slow.add([record('of the slow one')])
  await quick.add([record('quick')])
  await quick.finish()
  assert.equal((await verifyBackup(file)).records, 1)
  await slow.add([record('more')])
  await slow.finish()
  assert.equal((await verifyBackup(file)).records, 2)
  assert.deepEqual(readdirSync(directory), ['b'])
})

test('a backup that cannot be written says so, is no fault of the program, and leaves nothing', async context => {
  const directory = directoryOf(context)
  const nowhere = await run(['backup', join(directory, 'none', 'b')], { client })
  assert.equal(nowhere.exit, 2)
  assert.match(nowhere.stderr, /cannot be written/)
  mkdirSync(join(directory, 'taken'))
  const taken = await run(['backup', join(directory, 'taken')], { client })
  assert.equal(taken.exit, 2)
  assert.match(taken.stderr, /cannot be written/)
  assert.deepEqual(readdirSync(directory), ['taken'])
})

test('a directory is no backup and no lines: exit 2, not a fault of the program', async context => {
  const directory = directoryOf(context)
  for (const verb of ['verify', 'restore', 'import']) {
    const { exit, stderr } = await run([verb, directory], { client })
    assert.equal(exit, 2, verb)
    assert.match(stderr, /directory/)
  }
})

test('a restore that is to go on behind the end of the file is refused: nothing would be restored, and all be well', async context => {
  const file = join(directoryOf(context), 'b')
  assert.equal((await run(['backup', file], { client })).exit, 0)
  assert.equal((await run(['restore', file, '--resume-at', '8'], { client })).exit, 0)
  assert.equal((await run(['restore', file, '--resume-at', '100000'], { client })).exit, 2)
})

test('a check of a backup ends when it is interrupted, also before a restore', async context => {
  const file = join(directoryOf(context), 'b')
  assert.equal((await run(['backup', file], { client })).exit, 0)
  for (const verb of ['verify', 'restore']) {
    const { exit, stderr } = await run([verb, file], { client, signal: AbortSignal.abort() })
    assert.equal(exit, 130, verb)
    assert.match(stderr, /^p2pkv: interrupted\n$/)
  }
})

test('what a backup that was killed has left is named by the next one, and is not touched: it may be of one that runs', async context => {
  const directory = directoryOf(context)
  const file = join(directory, 'b')
  for (const name of ['b.0a1b2c3d.partial', 'b.partial', 'c.0a1b2c3d.partial', 'b.mine.partial']) writeFileSync(join(directory, name), 'x')
  const { exit, stderr } = await run(['backup', file], { client })
  assert.equal(exit, 0)
  assert.match(stderr, /! .*b\.0a1b2c3d\.partial .*rm/)
  assert.doesNotMatch(stderr, /b\.partial|c\.0a1b|b\.mine/)
  assert.equal(readdirSync(directory).length, 5)
  assert.deepEqual((JSON.parse((await run(['backup', file, '-o', 'json'], { client })).stdout) as { leftovers: string[] }).leftovers, [`${file}.0a1b2c3d.partial`])
})
