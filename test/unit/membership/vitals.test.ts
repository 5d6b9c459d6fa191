import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Vitals, type VitalsComponents } from '../../../daemon/core/vitals.js'
import type { StoreHealth } from '../../../storage/store.js'

function storeState (health: StoreHealth): string {
  return new Vitals({
    network: { handle: () => {} }, store: { health: () => health }, records: { keys: 0 }, hints: { targets: [] }, antiEntropy: { ledAlike: () => 0 },
    transfers: { status: () => ({ partitionsDone: 0, partitionsTotal: 0, leftMs: 0 }) },
  } as unknown as VitalsComponents).own().storeState
}

test('a store that is open and refuses new writes for want of space says that it is full', () => {
  assert.equal(storeState({ state: 'open' }), 'open')
  assert.equal(storeState({ state: 'open', clientWritesRefused: 'too little space' }), 'full')
  assert.equal(storeState({ state: 'fenced', clientWritesRefused: 'too little space' }), 'fenced', 'that is worse')
})
