import '../../protocols/libp2p/polyfill.js'
import { ClassicStore } from '../../storage/classic.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'
import { storeSuite } from './store-suite.js'

storeSuite('ClassicStore', async () => {
  const directory = await temporaryDirectory('compliance')
  const store = await ClassicStore.open(directory.path, {
    identity: { peerId: 'peer', clusterId: 'cluster' },
    reserveBytes: 65_536,
    diskSpace: { freeBytesMin: 0, freeShareMin: 0 },
  })
  return { store, dispose: directory.remove }
})
