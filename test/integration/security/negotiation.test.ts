import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { noise } from '@chainsafe/libp2p-noise'
import { generateKeyPair } from '@libp2p/crypto/keys'
import type { MessageStream, MultiaddrConnection, Upgrader } from '@libp2p/interface'
import { select } from '@libp2p/multistream-select'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { tcp } from '@libp2p/tcp'
import { createNode } from '../../../protocols/libp2p/create-node.js'
import { NEGOTIATION_ANSWERS_MAX } from '../../../protocols/libp2p/negotiation.js'
import { silentLogger } from '../../../protocols/libp2p/silent-logger.js'

const HEADER = Buffer.from('\x13/multistream/1.0.0\n')
/** Asks for a protocol of no name, so often. */
const QUESTIONS = Buffer.concat([HEADER, Buffer.alloc(20 * NEGOTIATION_ANSWERS_MAX, '\x01\n')])
const ANSWER_BYTES = '\x03na\n'.length
const BYTES_MAX = HEADER.length + NEGOTIATION_ANSWERS_MAX * ANSWER_BYTES
let node: Awaited<ReturnType<typeof createNode>>

before(async () => {
  node = await createNode({ listen: ['/ip4/127.0.0.1/tcp/0'] })
  await node.start()
})
after(async () => { await node.stop() })

/** How many bytes it was answered until it ended. */
async function answered (stream: MessageStream): Promise<number> {
  let bytes = 0
  stream.addEventListener('message', ({ data }) => { bytes += data.byteLength })
  const ended = new Promise<void>(resolve => { stream.addEventListener('close', () => { resolve() }) })
  stream.send(QUESTIONS)
  await ended
  return bytes
}

test('whoever asks for one protocol after the other before it is encrypted is cut off', { timeout: 20_000 }, async () => {
  const socket = connect(Number(node.getMultiaddrs()[0]?.getComponents().find(({ name }) => name === 'tcp')?.value), '127.0.0.1')
  let bytes = 0
  socket.on('data', ({ byteLength }: Buffer) => { bytes += byteLength }).on('error', () => {})
  socket.write(QUESTIONS)
  await new Promise<void>(resolve => { socket.once('close', () => { resolve() }) })
  assert.ok(bytes <= BYTES_MAX, `${bytes} bytes`)
})

test('so is who asks for one muxer after the other', { timeout: 20_000 }, async () => {
  const privateKey = await generateKeyPair('Ed25519')
  const upgrader = { getStreamMuxers: () => new Map() } as unknown as Upgrader
  const encrypter = noise()({ logger: silentLogger, privateKey, peerId: peerIdFromPrivateKey(privateKey), upgrader })
  let bytes = 0
  const upgradeOutbound = async (wire: MultiaddrConnection): Promise<void> => {
    await select(wire, encrypter.protocol)
    bytes = await answered((await encrypter.secureOutbound(wire, { skipStreamMuxerNegotiation: true })).connection)
  }
  const [address] = node.getMultiaddrs()
  assert.ok(address !== undefined)
  await tcp()({ logger: silentLogger }).dial(address, { signal: AbortSignal.timeout(20_000), upgrader: { upgradeOutbound } as unknown as Upgrader })
  assert.ok(bytes <= BYTES_MAX, `${bytes} bytes`)
})

test('so is a stream, and its connection goes on', { timeout: 20_000 }, async t => {
  const other = await createNode({ listen: [] })
  await other.start()
  t.after(async () => { await other.stop() })
  const connection = await other.dial(node.getMultiaddrs())
  const { muxer } = connection as unknown as { readonly muxer: { readonly createStream: () => Promise<MessageStream> } }
  const bytes = await answered(await muxer.createStream())
  assert.ok(bytes <= BYTES_MAX, `${bytes} bytes`)
  assert.equal((await connection.newStream('/ipfs/id/1.0.0')).status, 'open')
})
