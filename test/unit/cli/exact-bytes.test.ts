/** What is read is stored as it is, or refused: never as something else. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { KvClient } from '../../../client/index.js'
import { run } from './fake-io.js'

function taking (): { readonly taken: string[], readonly client: Partial<KvClient> } {
  const taken: string[] = []
  return {
    taken,
    client: {
      put: async (key, value) => {
        taken.push(`${Buffer.from(key).toString('hex')}=${Buffer.from(value).toString('hex')}`)
        return { version: 's:1', context: 'AQ', acks: { primary: 2, hinted: 0, synced: 2 }, primaries: 3, need: 2, hintedFor: [], siblings: 1, elapsedMs: 1, coordinator: 'x' }
      },
    },
  }
}

test('a line that is no UTF-8 is refused, and the others are taken', async context => {
  const directory = mkdtempSync(join(tmpdir(), 'p2pkv-lines-'))
  context.after(() => { rmSync(directory, { recursive: true }) })
  const file = join(directory, 'lines')
  writeFileSync(file, Buffer.concat([Buffer.from('{"key":"a","value":"'), Buffer.from([0xe9]), Buffer.from('"}\r\n{"key":"b","value":"c"}\r\n')]))
  const { taken, client } = taking()
  const { exit, stderr } = await run(['import', file], { client })
  assert.deepEqual([exit, taken], [2, ['62=63']])
  assert.match(stderr, /line 1: .*UTF-8/)
})

test('half a surrogate pair has no bytes: refused', async () => {
  const { taken, client } = taking()
  assert.equal((await run(['import', '-'], { client, stdin: '{"key":"\\ud83d","value":"a"}\n{"key":"k","value":{"utf8":"\\udc00"}}\n{"key":"\\ud83d\\ude00","value":""}' })).exit, 2)
  assert.deepEqual(taken, ['f09f9880='])
})

test('standard input by the name of its device is what - is', async () => {
  const { taken, client } = taking()
  assert.equal((await run(['put', 'a', '-f', '/dev/stdin'], { client, stdin: 'b' })).exit, 0)
  assert.equal((await run(['import', '/dev/fd/0'], { client, stdin: '{"key":"c","value":"d"}' })).exit, 0)
  assert.deepEqual(taken, ['61=62', '63=64'])
})

test('what was no UTF-8 on the command line is refused, not stored as another key or value', async () => {
  const { taken, client } = taking()
  for (const words of [['k\ufffd', 'v'], ['k', 'v\ufffd']]) {
    const { exit, stderr } = await run(['put', ...words], { client })
    assert.equal(exit, 2, stderr)
    assert.match(stderr, /U\+FFFD/)
  }
  // By its bytes it may be named, and a value comes as it is from standard input.
  assert.equal((await run(['put', '6befbfbd', '-', '--key-encoding', 'hex'], { client, stdin: '\ufffd' })).exit, 0)
  assert.deepEqual(taken, ['6befbfbd=efbfbd'])
})

test('input that ends because everything is interrupted is no whole input', async () => {
  const { client } = taking()
  for (const verb of [['import', '-'], ['pipe']]) assert.deepEqual([verb, (await run(verb, { client, signal: AbortSignal.abort() })).exit], [verb, 130])
})

test('base64 that was cut is refused, not taken as less', async () => {
  const { taken, client } = taking()
  assert.equal((await run(['import', '-'], { client, stdin: '{"key":"a","value":{"base64":"QUJDR"}}\n{"key":"b","value":{"base64":"QUI"}}\n{"key":"c","value":{"base64":"QQ="}}' })).exit, 2)
  assert.deepEqual(taken, ['62=4142'])
  assert.equal((await run(['put', 'QUJDR', 'x', '--key-encoding', 'base64'], { client })).exit, 2)
  assert.equal((await run(['put', 'QQ==', 'x', '--key-encoding', 'base64'], { client })).exit, 0)
  assert.deepEqual(taken, ['62=4142', '41=78'])
})
