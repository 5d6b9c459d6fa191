import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Env, Network } from '../../../daemon/core/env.js'
import { Membership } from '../../../daemon/core/membership/membership.js'
import type { MembershipComponents } from '../../../daemon/core/membership/membership-init.js'
import { RingHistory } from '../../../daemon/core/membership/ring-history.js'
import { NO_TRACKERS } from '../../../daemon/core/membership/trackers.js'
import { FETCH_VIEWS } from '../../../protocols/membership/membership.js'
import { FetchViewsResponse, type SignedRingView } from '../../../protocols/pb/membership.js'
import { NO_METER, SILENT } from '../../fixtures/network.js'
import { fakeSigner, memberOf } from '../../fixtures/ring.js'
import { Rig, Wire } from '../transfer/rig.js'

const VIEWS = 70
const LIMITS = { cluster: 'c', partitions: 16_384, replicas: 3 }

test('a history of large views is told in answers that are not too large, to its end', async () => {
  const rig = new Rig()
  const self = memberOf(1)
  const signer = fakeSigner(self.peerId)
  const historyOf = (): RingHistory => new RingHistory({ ...rig, log: SILENT, signer, store: { load: async () => [], save: async () => {} } }, { ...LIMITS, self: self.peerId })
  const history = historyOf()
  await history.create([self], 'test')
  while ((history.id?.epoch ?? 0) < VIEWS) await history.issue([{ update: { ...self, weight: 100 + (history.id?.epoch ?? 0) } }], 'test')

  const wire = new Wire()
  const network = { self: self.peerId, subscribe: () => {}, onLinkChange: () => {}, handle: wire.network.handle } as unknown as Network
  const env: Env = { ...rig, network, signer, log: SILENT, meter: NO_METER }
  const components = { history, views: { published: NO_TRACKERS, full: false, waiting: () => [] } } as unknown as MembershipComponents
  new Membership(env, components, { ...LIMITS, ...self, name: '', version: '', bootstrap: () => [], begins: false, incarnation: 1, probeIntervalMs: 1_000, exchangeIntervalMs: 1_000, viewDelayMs: () => 0, membersMax: 10 })

  const views: SignedRingView[] = []
  for (let more = true; more;) {
    const answer = await wire.network.request(self.peerId, FETCH_VIEWS, { afterEpoch: views.length, limit: 64 }, { deadline: Infinity })
    assert.ok(answer.views.length > 0 && FetchViewsResponse.encode(answer).length <= FETCH_VIEWS.responseBytesMax, `${answer.views.length} views of ${FetchViewsResponse.encode(answer).length} bytes`)
    views.push(...answer.views)
    more = answer.more
  }
  const other = historyOf()
  assert.equal(await other.offer(views), 'adopted')
  assert.deepEqual(other.id, history.id)
})
