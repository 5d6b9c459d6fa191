import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { generateKeyPair, privateKeyToProtobuf } from '@libp2p/crypto/keys'
import type { Stream } from '@libp2p/interface'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { HELLO } from '../../../protocols/auth/hello.js'
import { connect } from '../../../client/index.js'
import { ClusterMismatchError, InvalidArgumentError, PeerUnreachableError, PreconditionFailedError } from '../../../protocols/errors.js'
import { GET } from '../../../protocols/get/get.js'
import { createNode } from '../../../protocols/libp2p/create-node.js'
import type { KvLibp2p } from '../../../protocols/libp2p/create-node.js'
import { FrameStream } from '../../../protocols/libp2p/frame-stream.js'
import { protocolId } from '../../../protocols/libp2p/protocol-id.js'
import { toStatus } from '../../../protocols/rpc/status.js'

let node: KvLibp2p
let address = ''
let callers: string[] = []

function serve (stream: Stream, answer: (body: Uint8Array) => Uint8Array): void {
  const frames: FrameStream = new FrameStream(stream, {
    frameBytesMax: GET.responseBytesMax,
    receive: (id, _method, _remainingMs, _status, body) => {
      try {
        frames.response(id, 0, answer(body))
      } catch (error) {
        const { status, body: details } = toStatus(error)
        frames.response(id, status, details)
      }
    },
    onClose: () => {},
  })
}

/** Begins a peer that answers gets. */
async function start (listen: string): Promise<KvLibp2p> {
  const started = await createNode({ listen: [listen] })
  await started.handle(protocolId('here', 'get'), (stream, connection) => {
    callers.push(connection.remotePeer.toString())
    serve(stream, body => GET.response.encode({
      versions: [{ value: GET.request.decode(body).key, dot: 'a:1', hlc: 0n, expiresAt: 0 }],
      context: new Uint8Array([1]), asked: 1, answered: 1, agreed: true, repaired: 0, elapsedUs: 1, coordinator: 'x',
    }))
  })
  await started.handle(protocolId('here', 'put'), stream => { serve(stream, () => { throw new PreconditionFailedError('there is a value') }) })
  await started.handle(protocolId('here', 'hello'), stream => { serve(stream, () => HELLO.response.encode({ credentials: new Uint8Array(0), insecure: true })) })
  await started.start()
  return started
}

before(async () => {
  node = await start('/ip4/127.0.0.1/tcp/0')
  address = node.getMultiaddrs()[0]?.toString() ?? ''
})
after(async () => { await node.stop() })

test('a client asks over libp2p, finds out the cluster by itself, and keeps one stream', async () => {
  callers = []
  const kv = await connect({ peers: [address], learnMembers: false })
  const answers = await Promise.all(['a', 'b', 'c'].map(key => kv.get(key)))
  assert.deepEqual(answers.map(({ value }) => Buffer.from(value ?? []).toString()), ['a', 'b', 'c'])
  assert.equal(callers.length, 1)
  await kv.close()
})

test('an address without the peer id will do', async () => {
  const kv = await connect({ peers: [address.replace(/\/p2p\/.*/, '')], cluster: 'here', learnMembers: false })
  assert.equal((await kv.get('a')).found, true)
  await kv.close()
})

test('a client is known by the key that it was given', async () => {
  callers = []
  const key = await generateKeyPair('Ed25519')
  const kv = await connect({ peers: [address], cluster: 'here', identity: privateKeyToProtobuf(key), learnMembers: false })
  await kv.get('a')
  assert.deepEqual(callers, [peerIdFromPrivateKey(key).toString()])
  await kv.close()
  await assert.rejects(connect({ peers: [address], identity: new Uint8Array(3) }), InvalidArgumentError)
})

test('an error of the peer arrives as its class', async () => {
  const kv = await connect({ peers: [address], cluster: 'here', learnMembers: false })
  await assert.rejects(kv.put('k', 'v', { ifAbsent: true }), PreconditionFailedError)
  await kv.close()
})

test('a peer of another cluster says which', async () => {
  const kv = await connect({ peers: [address], cluster: 'elsewhere', learnMembers: false })
  await assert.rejects(kv.get('k'), (error: Error) => error instanceof ClusterMismatchError && /here.*elsewhere/.test(error.message))
  await kv.close()
})

test('a peer that is not there is passed over; a wrong peer id is not accepted', async () => {
  const kv = await connect({ peers: ['/ip4/127.0.0.1/tcp/1', address], cluster: 'here', learnMembers: false })
  assert.equal((await kv.get('a')).found, true)
  await kv.close()
  const other = peerIdFromPrivateKey(await generateKeyPair('Ed25519')).toString()
  const pinned = await connect({ peers: [address.replace(/p2p\/.*/, `p2p/${other}`)], cluster: 'here', learnMembers: false })
  await assert.rejects(pinned.get('a'), PeerUnreachableError)
  await pinned.close()
})

test('a peer that answers at its second address is found there, also while its cluster is not known', async context => {
  const kv = await connect({ peers: [address.replace(/tcp\/[0-9]+/, 'tcp/1'), address], learnMembers: false })
  context.after(async () => { await kv.close() })
  assert.equal((await kv.get('a')).found, true)
})

test('who waits to hear who is at an address waits no longer than its own time', async context => {
  const silent = createServer(socket => { context.after(() => { socket.destroy() }); socket.on('error', () => {}) })
  silent.listen(0, '127.0.0.1')
  context.after(() => { silent.close() })
  await once(silent, 'listening')
  const kv = await connect({ peers: [`/ip4/127.0.0.1/tcp/${(silent.address() as AddressInfo).port}`], cluster: 'here', learnMembers: false })
  context.after(async () => { await kv.close() })
  let isPatient = true
  const patient = kv.get('a', { timeoutMs: 30_000 }).catch(() => { isPatient = false })
  await assert.rejects(kv.get('a', { timeoutMs: 200 }), PeerUnreachableError)
  assert.ok(isPatient)
  await kv.close()
  await patient
})

test('an address without an id is whoever answers there, also when that is somebody else by now', async context => {
  const first = await start('/ip4/127.0.0.1/tcp/0')
  const at = first.getMultiaddrs()[0]?.toString().replace(/\/p2p\/.*/, '') ?? ''
  const kv = await connect({ peers: [at], cluster: 'here', learnMembers: false })
  context.after(async () => { await kv.close() })
  await kv.get('a')
  await first.stop()
  const second = await start(at)
  context.after(async () => { await second.stop() })
  await kv.get('a').catch(() => {})
  assert.equal((await kv.get('a')).found, true)
})
