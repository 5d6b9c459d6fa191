import assert from 'node:assert/strict'
import { Socket } from 'node:net'
import { test, type TestContext } from 'node:test'
import { LibP2pNetwork } from '../../../daemon/platform/libp2p-network.js'
import { bytesRpc, ECHO, inMs, NO_METER, openEcho, SILENT } from '../../fixtures/network.js'

/** Whether it is made of whole messages of noise: each begins with its length, 2 bytes. */
function isWhole (bytes: Buffer): boolean {
  let position = 0
  while (position + 2 <= bytes.length) position += 2 + bytes.readUInt16BE(position)
  return position === bytes.length
}

/** What every socket of this process is given to write from now on. */
function watchWrites (t: TestContext): Buffer[] {
  const written: Buffer[] = []
  const write = Reflect.get(Socket.prototype, '_write') as (this: Socket, chunk: Buffer, encoding: string, done: () => void) => void
  t.after(() => { Reflect.set(Socket.prototype, '_write', write) })
  Reflect.set(Socket.prototype, '_write', function (this: Socket, chunk: Buffer, encoding: string, done: () => void): void {
    written.push(Buffer.from(chunk))
    write.call(this, chunk, encoding, done)
  })
  return written
}

test('an encrypted message is one write to the socket', async t => {
  const [server, client] = [await openEcho(t), await openEcho(t)]
  client.learnAddresses(server.self, server.addresses())
  const ask = async (bytes: number): Promise<void> => {
    const body = new Uint8Array(bytes).fill(7)
    assert.deepEqual(new Uint8Array(await client.request(server.self, ECHO, body, inMs(30_000))), body)
  }
  await ask(1)
  const written = watchWrites(t)
  await Promise.all([ask(100), ask(100), ask(20_000)])
  await ask(300_000)
  assert.ok(written.length > 3)
  assert.deepEqual(written.filter(chunk => !isWhole(chunk)).map(chunk => chunk.length), [])
})

test('what is sent to a peer in one turn is one write, whatever streams it is for', async t => {
  const OTHER = bytesRpc('test.other', 1, { protocol: 'replicate' })
  const asking = await openEcho(t)
  const server = await LibP2pNetwork.create({ log: SILENT, meter: NO_METER }, { cluster: 'test', listen: ['/ip4/127.0.0.1/tcp/0'] })
  t.after(async () => { await server.stop() })
  for (const rpc of [ECHO, OTHER]) server.handle(rpc, async (_from, body) => body)
  await server.start()
  asking.learnAddresses(server.self, server.addresses())
  const ask = async (): Promise<void> => { await Promise.all([ECHO, OTHER].map(rpc => asking.request(server.self, rpc, new Uint8Array(10), inMs(30_000)))) }
  await ask()
  const written = watchWrites(t)
  for (let round = 0; round < 50; round++) await ask()
  // Two a round, and a few of gossip; four if each stream wrote for itself.
  assert.ok(written.length < 150, `${written.length} writes`)
})
