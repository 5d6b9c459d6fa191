import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KvSession, type SessionClient } from '../../../client/session.js'
import type { GetResult, PutResult } from '../../../client/results.js'

/** Answers each call with a token of its own, when it is told to. */
function client (): { kv: SessionClient, calls: Array<{ key: string, notBefore: string | undefined, end: (error?: Error) => void }> } {
  const calls: Array<{ key: string, notBefore: string | undefined, end: (error?: Error) => void }> = []
  const call = async <T>(key: string | Uint8Array, options: { notBefore?: string | undefined }, answer: (token: string) => T): Promise<T> => await new Promise((resolve, reject) => {
    const token = `t${calls.length + 1}`
    calls.push({ key: String(key), notBefore: options.notBefore, end: error => { if (error === undefined) resolve(answer(token)); else reject(error) } })
  })
  return {
    calls,
    kv: {
      get: (key, options) => call(key, options, context => ({ found: true, context } as unknown as GetResult)),
      put: (key, _value, options) => call(key, options, session => ({ session } as unknown as PutResult)),
      delete: (key, options) => call(key, options, session => ({ session } as unknown as PutResult)),
    },
  }
}

const turn = async (): Promise<void> => { await new Promise(resolve => { setImmediate(resolve) }) }

test('each call of a session carries what the calls before it have seen', async () => {
  const { kv, calls } = client()
  const session = new KvSession(kv)
  for (const call of [() => session.put('k', 'v'), () => session.get('k'), () => session.delete('k'), () => session.exists('k'), () => session.get('other')]) {
    const result = call()
    await turn()
    calls.at(-1)?.end()
    await result
  }
  assert.deepEqual(calls.map(({ notBefore }) => notBefore), [undefined, 't1', 't2', 't3', undefined])
})

test('calls for one key run one after the other, a failed one between them too', async () => {
  const { kv, calls } = client()
  const session = new KvSession(kv)
  const first = session.put('k', '1')
  const second = session.put('k', '2')
  const third = session.get('k')
  const other = session.get('l')
  await turn()
  assert.deepEqual(calls.map(({ key }) => key), ['k', 'l'])
  calls[0]?.end()
  await first
  await turn()
  calls[2]?.end(new TypeError('no'))
  await assert.rejects(second, TypeError)
  await turn()
  assert.equal(calls[3]?.notBefore, 't1', 'what failed has shown nothing')
  calls[3]?.end()
  calls[1]?.end()
  await Promise.all([third, other])
})

test('a session remembers so many keys, the ones used last', async () => {
  const { kv, calls } = client()
  const session = new KvSession(kv, { keysMax: 2 })
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) {
    const result = session.get(key)
    await turn()
    calls.at(-1)?.end()
    await result
  }
  assert.equal(session.keys, 2)
  assert.deepEqual(calls.map(({ notBefore }) => notBefore), [undefined, undefined, 't1', undefined, 't3', undefined])
})

test('however many keys a session is asked for at once, it forgets none of them meanwhile', async () => {
  const { kv, calls } = client()
  const session = new KvSession(kv, { keysMax: 1 })
  const first = session.put('a', '1')
  const second = session.put('b', '2')
  const third = session.get('b')
  await turn()
  assert.deepEqual(calls.map(({ key }) => key), ['a', 'b'], 'calls for one key run one after the other')
  calls[1]?.end()
  await second
  await turn()
  assert.equal(calls[2]?.notBefore, 't2')
  calls[0]?.end()
  calls[2]?.end()
  await Promise.all([first, third])
})
