import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { test } from 'node:test'
import { connectionsOf, directConnections } from '../../../bench/experiments/tcp-connections.js'

const DIAL = 'require("node:net").connect(Number(process.argv[1]), "127.0.0.1"); setInterval(() => {}, 1000)'

test('a connection of another process to this one is found, and only while it is there', { timeout: 30_000, skip: process.platform === 'linux' ? false : 'reads /proc' }, async t => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => { server.close() })
  const accepted = once(server, 'connection') as Promise<[Socket]>
  const child = spawn(process.execPath, ['-e', DIAL, String((server.address() as AddressInfo).port)], { stdio: 'ignore' })
  t.after(() => { child.kill('SIGKILL') })
  const [socket] = await accepted
  const direct = (): string[] => directConnections([{ name: 'this', connections: connectionsOf(process.pid) }, { name: 'the other', connections: connectionsOf(child.pid ?? NaN) }])
  assert.deepEqual(direct(), ['this and the other'])
  socket.destroy()
  await once(socket, 'close')
  assert.deepEqual(direct(), [])
})
