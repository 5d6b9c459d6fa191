import { MemoryStore } from '../../storage/memory.js'
import { storeSuite } from './store-suite.js'

storeSuite('MemoryStore', async () => ({ store: new MemoryStore(), dispose: async () => {} }))
