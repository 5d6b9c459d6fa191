import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { EtcdClient } from '../../../bench/performance/etcd-client.js'
import { PeerUnreachableError } from '../../../protocols/errors.js'

function field (tag: number, bytes: Buffer): Buffer {
  assert.ok(bytes.length < 128)
  return Buffer.concat([Buffer.from([tag, bytes.length]), bytes])
}

function framed (message: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt32BE(message.length, 1)
  return Buffer.concat([head, message])
}

test('the client of etcd speaks its gRPC: a put, a get, an absent key, a refusal', async context => {
  const asked: Array<[string, Buffer]> = []
  const server = createServer()
  server.on('stream', (stream, headers) => {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => { chunks.push(chunk) })
    stream.on('end', () => {
      const body = Buffer.concat(chunks)
      asked.push([String(headers[':path']), body])
      const refused = body.includes('refused')
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true })
      stream.on('wantTrailers', () => { stream.sendTrailers({ 'grpc-status': refused ? '14' : '0' }) })
      // A header with a number in it first, then the pairs: key, two numbers, value.
      const pair = Buffer.concat([field(0x0a, Buffer.from('k')), Buffer.from([0x10, 0x96, 0x01, 0x18, 0x07]), field(0x2a, Buffer.from('value'))])
      const header = field(0x0a, Buffer.from([0x08, 0x05]))
      stream.end(framed(body.includes('absent') ? header : Buffer.concat([header, field(0x12, pair), Buffer.from([0x20, 0x01])])))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = new EtcdClient([`http://127.0.0.1:${(server.address() as AddressInfo).port}`])
  context.after(() => {
    client.close()
    server.close()
  })
  const value = Buffer.alloc(300, 1)
  await client.put('k', value)
  assert.deepEqual(asked[0], ['/etcdserverpb.KV/Put', framed(Buffer.concat([field(0x0a, Buffer.from('k')), Buffer.from([0x12, 0xac, 0x02]), value]))])
  assert.equal(Buffer.from(await client.get('k') ?? []).toString(), 'value')
  assert.deepEqual(asked[1], ['/etcdserverpb.KV/Range', framed(field(0x0a, Buffer.from('k')))])
  assert.equal(await client.get('absent'), undefined)
  await assert.rejects(client.get('refused'), PeerUnreachableError)
})
