import { Scheduler } from '../sim/scheduler.js'
import { SimDisk, SimStore } from '../sim/sim-disk.js'
import { storeSuite } from './store-suite.js'

storeSuite('SimStore', async () => ({ store: new SimStore(new SimDisk(), new Scheduler()), dispose: async () => {} }))
