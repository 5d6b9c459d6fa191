import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KvClient } from '../../../client/index.js'
import { OverloadedError } from '../../../protocols/errors.js'
import { run } from './fake-io.js'

test('lines of one key are put one after the other, so that the last one stays; those of others do not wait', async () => {
  const begun: string[] = []
  const stored = new Map<string, string>()
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const client: Partial<KvClient> = {
    put: async (key, value) => {
      const [name, text] = [Buffer.from(key).toString(), Buffer.from(value).toString()]
      begun.push(text)
      if (text === 'other') release()
      // As one that a busy peer refused, and that is tried again.
      if (text === 'first') await released
      stored.set(name, text)
      return { version: 's:1', context: 'AQ', acks: { primary: 2, hinted: 0, synced: 2 }, primaries: 3, need: 2, hintedFor: [], siblings: 1, elapsedMs: 1, coordinator: 'x' }
    },
  }
  const lines = [{ key: 'k', value: 'first' }, { key: { base64: 'aw==' }, value: 'last' }, { key: 'l', value: 'other' }]
  assert.equal((await run(['import', '-'], { client, stdin: lines.map(line => JSON.stringify(line)).join('\n') })).exit, 0)
  assert.deepEqual(begun, ['first', 'other', 'last'])
  assert.equal(stored.get('k'), 'last')
})

test('a line that fails does not keep the next one of its key from being put', async () => {
  let asked = 0
  const client: Partial<KvClient> = {
    put: async () => {
      if (++asked === 1) {
        await new Promise(resolve => { setImmediate(resolve) })
        throw new OverloadedError('requests', 1)
      }
      return { version: 's:1', context: 'AQ', acks: { primary: 2, hinted: 0, synced: 2 }, primaries: 3, need: 2, hintedFor: [], siblings: 1, elapsedMs: 1, coordinator: 'x' }
    },
  }
  const { stderr } = await run(['import', '-'], { client, stdin: '{"key":"k","value":"first"}\n{"key":"k","value":"last"}\n' })
  assert.match(stderr, /put 1 {2}kept 0 {2}expired 0 {2}failed 1/)
})
