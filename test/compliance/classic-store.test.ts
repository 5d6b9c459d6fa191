import '../../protocols/libp2p/polyfill.js'
import { ClassicStore } from '../../storage/classic.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'
import { storeSuite } from './store-suite.js'

for (const [name, valueFileBytesMin] of [['ClassicStore', undefined], ['ClassicStore with most values in files', 2]] as const) {
  storeSuite(name, async () => {
    const directory = await temporaryDirectory('compliance')
    const store = await ClassicStore.open(directory.path, {
      identity: { peerId: 'peer', clusterId: 'cluster' },
      reserveBytes: 65_536,
      diskSpace: { freeBytesMin: 0, freeShareMin: 0 },
      ...(valueFileBytesMin !== undefined && { valueFileBytesMin }),
    })
    return { store, dispose: directory.remove }
  })
}
