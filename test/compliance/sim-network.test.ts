import type { NodeId } from '../../protocols/record/node-id.js'
import { Scheduler } from '../sim/scheduler.js'
import { SimFabric } from '../sim/sim-fabric.js'
import { SimNetwork } from '../sim/sim-network.js'
import { SimPrng } from '../sim/sim-prng.js'
import { networkSuite } from './network-suite.js'

networkSuite('SimNetwork', async () => {
  const scheduler = new Scheduler()
  const fabric = new SimFabric(scheduler, new SimPrng(1))
  const create = (id: string): SimNetwork => new SimNetwork(fabric, id as NodeId, () => scheduler.nowMs)
  const b = create('b')
  return {
    a: create('a'),
    b,
    nobody: 'nobody' as NodeId,
    topic: 'members',
    now: () => scheduler.nowMs,
    settle: async promise => await scheduler.settle(promise, 60_000, 'a request'),
    until: async done => { await scheduler.runUntil(done, 60_000, 'a condition') },
    start: async () => {},
    stopB: async () => { b.crash() },
    dispose: async () => {},
  }
})
