import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { test, type TestContext } from 'node:test'
import { ManualClock } from '../../fixtures/manual-clock.js'
import { TcpProxy, until } from '../../fixtures/network.js'

const options = { timeout: 30_000 }

interface End { readonly socket: Socket, readonly heard: () => string }

function endOf (socket: Socket): End {
  let heard = ''
  socket.setEncoding('utf8').on('data', (text: string) => { heard += text })
  socket.on('error', () => {})
  return { socket, heard: () => heard }
}

/** Two ends of a connection through a proxy whose time stands still until the clock is moved. */
async function openThrough (t: TestContext): Promise<{ clock: ManualClock, proxy: TcpProxy, dialler: End, target: End }> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const clock = new ManualClock()
  const proxy = await TcpProxy.open(t, (server.address() as AddressInfo).port, clock)
  t.after(() => { server.close() })
  const accepted = once(server, 'connection') as Promise<[Socket]>
  const dialler = endOf(connect(Number(proxy.address.split('/')[4]), '127.0.0.1'))
  const target = endOf((await accepted)[0])
  return { clock, proxy, dialler, target }
}

test('a slow proxy holds what goes each way for as long as it was told, and counts it', options, async t => {
  const { clock, proxy, dialler, target } = await openThrough(t)
  proxy.delayMs.toTarget = 30
  proxy.delayMs.toDialler = 50
  dialler.socket.write('there')
  target.socket.write('and back')
  await until(() => proxy.held === 2)
  await clock.advance(29)
  assert.equal(proxy.held, 2)
  await clock.advance(1)
  assert.equal(proxy.held, 1)
  await until(() => target.heard() === 'there')
  await clock.advance(19)
  assert.deepEqual([proxy.held, dialler.heard()], [1, ''])
  await clock.advance(1)
  await until(() => dialler.heard() === 'and back')
  assert.deepEqual([proxy.held, proxy.bytes], [0, { toTarget: 5, toDialler: 8 }])
})

test('a connection that ends does so behind what was sent before', options, async t => {
  const { clock, proxy, dialler, target } = await openThrough(t)
  proxy.delayMs.toTarget = 30
  dialler.socket.end('last words')
  await until(() => proxy.held === 2)
  const closed = once(target.socket, 'close')
  await clock.advance(29)
  assert.deepEqual([proxy.held, target.heard()], [2, ''])
  await clock.advance(1)
  await closed
  assert.equal(target.heard(), 'last words')
})
