import { generateKeyPair } from '@libp2p/crypto/keys'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { LibP2pNetwork } from '../../daemon/platform/libp2p-network.js'
import type { NodeId } from '../../protocols/record/node-id.js'
import { NO_METER, SILENT, until } from '../fixtures/network.js'
import { networkSuite } from './network-suite.js'

async function create (): Promise<LibP2pNetwork> {
  return await LibP2pNetwork.create({ log: SILENT, meter: NO_METER }, { cluster: 'test', listen: ['/ip4/127.0.0.1/tcp/0'] })
}

networkSuite('LibP2pNetwork', async () => {
  const a = await create()
  const b = await create()
  const nobody = peerIdFromPrivateKey(await generateKeyPair('Ed25519')).toString() as NodeId
  return {
    a,
    b,
    nobody,
    topic: '/p2pkv/test/members/1',
    now: () => performance.now(),
    settle: async promise => await promise,
    until,
    start: async () => {
      await a.start()
      await b.start()
      a.learnAddresses(b.self, b.addresses())
      b.learnAddresses(a.self, a.addresses())
      a.learnAddresses(nobody, ['/ip4/127.0.0.1/tcp/1'])
    },
    stopB: async () => { await b.stop() },
    dispose: async () => { await Promise.all([a.stop(), b.stop()]) },
  }
})
