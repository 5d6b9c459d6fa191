import '../../../protocols/libp2p/polyfill.js'
import { test } from 'node:test'
import { generateKeyPair } from '@libp2p/crypto/keys'
import type { Connection, IdentifyResult } from '@libp2p/interface'
import { Access } from '../../../daemon/core/auth/access.js'
import type { LibP2pNetwork } from '../../../daemon/platform/libp2p-network.js'
import { Ed25519Signer } from '../../../protocols/libp2p/ed25519-signer.js'
import { NOW, realKey, TestCourt } from '../../fixtures/auth.js'
import { ECHO, inMs, NO_METER, openEcho, SILENT, until } from '../../fixtures/network.js'
import { patch } from '../../fixtures/patch.js'

const RECHECK_MS = 5_000
const TOPIC = '/p2pkv/test/members/1'

interface Identifying { readonly node: { readonly services: { readonly identify: { identify: (connection: Connection) => Promise<IdentifyResult> } } } }

test('a peer that did not say once which protocols it speaks is asked again: without that nobody gossips with it', { timeout: 30_000 }, async t => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const court = new TestCourt(await realKey(), await realKey())
  const [asks, asked] = await Promise.all([1, 2].map(async () => {
    const privateKey = await generateKeyPair('Ed25519')
    const access = new Access({ authority: court.authority(), clock: { realtime: () => NOW }, log: SILENT, meter: NO_METER }, { credentials: court.grant(new Ed25519Signer(privateKey).id).bytes, localAdmins: [] })
    return await openEcho(t, { privateKey, access })
  })) as [LibP2pNetwork, LibP2pNetwork]
  const networks = [asks, asked]
  const failed = new Set<LibP2pNetwork>()
  // It is enough if one of both is told: who opens a stream of gossip gets another back.
  for (const network of networks) {
    const service = (network as unknown as Identifying).node.services.identify
    const { identify } = service
    patch(service, 'identify', {
      value: async (connection: Connection) => {
        if (failed.has(network)) return await identify.call(service, connection)
        failed.add(network)
        throw new Error('too busy')
      },
    })
  }
  let heard = 0
  for (const network of networks) network.subscribe(TOPIC, () => { heard++ })
  asks.learnAddresses(asked.self, asked.addresses())
  await asks.request(asked.self, ECHO, Uint8Array.of(1), inMs(5_000))
  await until(() => failed.size === 2)
  await until(() => {
    t.mock.timers.tick(RECHECK_MS)
    asks.publish(TOPIC, Uint8Array.of(1))
    return heard > 0
  })
})
