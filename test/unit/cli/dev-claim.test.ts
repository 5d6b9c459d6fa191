import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { claim } from '../../../cli/dev/claim.js'
import { StoreLockedError } from '../../../protocols/errors.js'
import { run } from './fake-io.js'

const ROUNDS = 300
const file = (pid: number): { v: 1, pid: number, cluster: string, peers: [] } => ({ v: 1, pid, cluster: 'dev', peers: [] })
const { pid: deadPid } = spawnSync('true')

test('of several that find the file of one that was killed, one takes its place', async context => {
  const directory = mkdtempSync(join(tmpdir(), 'p2pkv-claim-'))
  context.after(() => { rmSync(directory, { recursive: true }) })
  for (let round = 0; round < ROUNDS; round++) {
    const path = join(directory, 'daemon.json')
    writeFileSync(path, JSON.stringify(file(deadPid)))
    const claims = await Promise.allSettled(Array.from({ length: 4 }, async () => { await claim(path, file(process.pid)) }))
    const refused = claims.filter(claimed => claimed.status === 'rejected')
    assert.ok(refused.every(({ reason }) => reason instanceof StoreLockedError), refused.map(({ reason }) => String(reason)).join())
    assert.equal(refused.length, 3, `round ${round}`)
    assert.deepEqual(readdirSync(directory), ['daemon.json'])
  }
})

test('who was killed while it took the place of one that was killed is named, and how to go on', async context => {
  const directory = mkdtempSync(join(tmpdir(), 'p2pkv-claim-'))
  context.after(() => { rmSync(directory, { recursive: true }) })
  const path = join(directory, 'daemon.json')
  writeFileSync(path, JSON.stringify(file(deadPid)))
  writeFileSync(`${path}.turn`, JSON.stringify(file(deadPid)))
  await assert.rejects(claim(path, file(process.pid)), (error: Error) => error instanceof StoreLockedError && error.message.endsWith(`remove ${path}.turn`))
  rmSync(`${path}.turn`)
  await claim(path, file(process.pid))
})

test('a place where dev cannot write is no fault of the program, and it says what to do', async context => {
  const directory = mkdtempSync(join(tmpdir(), 'p2pkv-claim-'))
  context.after(() => { rmSync(directory, { recursive: true }) })
  writeFileSync(join(directory, 'file'), '')
  mkdirSync(join(directory, 'taken'))
  writeFileSync(join(directory, 'taken', 'dev'), '')
  for (const data of ['file', 'taken']) {
    const { exit, stderr } = await run(['dev', '--data', join(directory, data)])
    assert.equal(exit, 2, stderr)
    assert.match(stderr, /dev cannot be written .*choose another with --data/)
  }
})

test('a process that has the number of a dev cluster that was killed may be another one: the file to remove is named', async context => {
  const directory = mkdtempSync(join(tmpdir(), 'p2pkv-claim-'))
  context.after(() => { rmSync(directory, { recursive: true }) })
  const path = join(directory, 'daemon.json')
  writeFileSync(path, JSON.stringify(file(process.pid)))
  await assert.rejects(claim(path, file(process.pid)), (error: Error) => error instanceof StoreLockedError && error.message.endsWith(`remove ${path}`))
  writeFileSync(path, JSON.stringify({ ...file(deadPid), peers: [{ pid: process.pid }] }))
  await assert.rejects(claim(path, file(process.pid)), (error: Error) => error instanceof StoreLockedError && error.message.endsWith(`remove ${path}`))
})
