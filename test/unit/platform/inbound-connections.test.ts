import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Connection, MessageStream, StreamMuxerFactory } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { InboundConnections, INBOUND_LIMITS } from '../../../daemon/platform/inbound-connections.js'
import type { Access } from '../../../daemon/core/auth/access.js'
import type { AcceptGate } from '../../../protocols/libp2p/accept-gate.js'
import { guardMuxer } from '../../../protocols/libp2p/muxer-guard.js'

class FakeConnection extends EventTarget {
  readonly remoteAddr = multiaddr('/ip4/192.0.2.7/tcp/4400')
  /** As the library has it, guarded. */
  readonly muxer = { onData: (_data: Uint8Array) => {} }
  aborted = false
  constructor (readonly remotePeer: string) {
    super()
    const factory = { protocol: 'test', createStreamMuxer: () => this.muxer } as unknown as StreamMuxerFactory
    guardMuxer(factory, { now: () => 0 }).createStreamMuxer(Object.assign(new EventTarget(), { send: () => true }) as unknown as MessageStream)
  }

  abort (): void {
    this.aborted = true
    this.dispatchEvent(new Event('close'))
  }
}

function scene (role: 'client' | 'peer' | undefined): { open: (peer: string) => FakeConnection, charged: () => number } {
  let charges = 0
  const inbound = new InboundConnections({
    access: { roleOf: () => role } as unknown as Access,
    meter: { count: () => {}, observe: () => {} },
    gate: { charge: () => { charges++ } } as unknown as AcceptGate,
  }, { connectionsMax: 1_000 })
  return {
    charged: () => charges,
    open: peer => {
      const connection = new FakeConnection(peer)
      inbound.opened(connection as unknown as Connection)
      return connection
    },
  }
}

test('of strangers beyond strangersMax the oldest goes, and its host is charged for it', () => {
  const { open, charged } = scene(undefined)
  const all = Array.from({ length: INBOUND_LIMITS.strangersMax + 3 }, (_, index) => open(`peer-${index}`))
  assert.deepEqual(all.map(({ aborted }) => aborted), all.map((_, index) => index < 3))
  assert.equal(charged(), 3)
})

test('a stranger that says no hello goes in time', context => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const stranger = scene(undefined).open('peer')
  context.mock.timers.tick(INBOUND_LIMITS.strangerMsMax - 1)
  assert.equal(stranger.aborted, false)
  context.mock.timers.tick(1)
  assert.equal(stranger.aborted, true)
})

test('of a client\'s connections beyond perClientMax the oldest goes', () => {
  const { open } = scene('client')
  const all = Array.from({ length: INBOUND_LIMITS.perClientMax + 2 }, () => open('client'))
  assert.deepEqual(all.map(({ aborted }) => aborted), all.map((_, index) => index < 2))
})

test('a client\'s host is charged for a connection that ends without a stream, and not for one that was used; a peer\'s never is', () => {
  const [client, peer] = [scene('client'), scene('peer')]
  const used = client.open('client')
  // A frame of yamux that opens stream 1.
  used.muxer.onData(Uint8Array.of(0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0))
  used.abort()
  assert.equal(client.charged(), 0)
  client.open('client').abort()
  peer.open('peer').abort()
  assert.deepEqual([client.charged(), peer.charged()], [1, 0])
})
