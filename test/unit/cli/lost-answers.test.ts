/** A command that changes something, and never hears whether it did: exit 7, and what to look at. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { KvClient } from '../../../client/index.js'
import { DeadlineExceededError } from '../../../protocols/errors.js'
import { run } from './fake-io.js'

const lost = async (): Promise<never> => { throw new DeadlineExceededError('no answer came', { outcome: 'unknown' }) }

test('the answer to a change was lost: nobody is told that nothing was applied, and each is told where to look', async context => {
  const data = mkdtempSync(join(tmpdir(), 'p2pkv-lost-'))
  context.after(() => { rmSync(data, { recursive: true }) })
  await run(['init', '--data', data])
  const client = {
    revoke: lost, workers: lost, logLevels: lost, scrub: lost, repair: lost, flushHints: lost, setBucket: lost, leave: lost, dropHints: lost, applyRing: lost,
    hints: async () => ({ peerId: 'holder', hints: 1, bytes: 1, limits: { bytesMax: 1, bytesTotalMax: 1, ageMaxMs: 1 }, targets: [{ peerId: 'target', name: 'away', hints: 1, bytes: 1, oldestMs: 1, dirtyPartitions: 0 }] }),
    ring: async () => ({ members: [{ peerId: 'target', name: 'away' }] }),
  } as unknown as Partial<KvClient>
  const peer = ['-p', '/ip4/127.0.0.1/tcp/4400']
  for (const [argv, look] of [
    [['revoke', '0123456789abcdef'.repeat(2), '--yes', '--data', data], 'p2pkv auth log'],
    [['workers', 'pause', 'scrub'], 'p2pkv workers ls'],
    [['workers', 'throttle', 'scrub', '400'], 'p2pkv workers ls'],
    [['log-level', 'debug'], 'p2pkv log-level'],
    [['scrub', 'start'], 'p2pkv scrub status'],
    [['repair', 'start'], 'p2pkv repair status'],
    [['hints', 'flush'], 'p2pkv hints ls'],
    [['hints', 'drop', 'away', '--yes'], 'p2pkv hints ls'],
    [['bucket', 'create', 'carts'], 'p2pkv bucket ls'],
    [['member', 'leave', 'away', '--yes'], 'p2pkv ring show'],
    [['ring', 'apply', '1-00', '--remove', 'away'], 'p2pkv ring show'],
  ] as const) {
    const { exit, stderr } = await run([...argv, ...peer], { client })
    assert.deepEqual([exit, stderr], [7, `p2pkv: no answer came\n  outcome unknown: the write may have been applied\n  next: see whether it was applied: ${look}\n`], argv.join(' '))
  }
})

test('who only looks, and hears nothing, has changed nothing', async () => {
  const client: Partial<KvClient> = { workers: lost, logLevels: lost, scrub: lost, repair: lost }
  for (const argv of [['workers', 'ls'], ['log-level'], ['scrub', 'status'], ['repair', 'status'], ['repair', 'check']]) assert.equal((await run(argv, { client })).exit, 11, argv.join(' '))
})
