import assert from 'node:assert/strict'
import { Socket } from 'node:net'
import { test } from 'node:test'
import { ECHO, inMs, openEcho } from '../../fixtures/network.js'

/** Whether it is made of whole messages of noise: each begins with its length, 2 bytes. */
function isWhole (bytes: Buffer): boolean {
  let position = 0
  while (position + 2 <= bytes.length) position += 2 + bytes.readUInt16BE(position)
  return position === bytes.length
}

test('an encrypted message is one write to the socket', async t => {
  const [server, client] = [await openEcho(t), await openEcho(t)]
  client.learnAddresses(server.self, server.addresses())
  const ask = async (bytes: number): Promise<void> => {
    const body = new Uint8Array(bytes).fill(7)
    assert.deepEqual(new Uint8Array(await client.request(server.self, ECHO, body, inMs(30_000))), body)
  }
  await ask(1)
  const written: Buffer[] = []
  const write = Reflect.get(Socket.prototype, '_write') as (this: Socket, chunk: Buffer, encoding: string, done: () => void) => void
  t.after(() => { Reflect.set(Socket.prototype, '_write', write) })
  Reflect.set(Socket.prototype, '_write', function (this: Socket, chunk: Buffer, encoding: string, done: () => void): void {
    written.push(Buffer.from(chunk))
    write.call(this, chunk, encoding, done)
  })
  await Promise.all([ask(100), ask(100), ask(20_000)])
  await ask(300_000)
  assert.ok(written.length > 3)
  assert.deepEqual(written.filter(chunk => !isWhole(chunk)).map(chunk => chunk.length), [])
})
