import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ClassicStore } from '../../../storage/classic.js'
import { temporaryDirectory } from '../../fixtures/temporary-directory.js'

const BATCHES_MAX = 20_000

test('a store that is closed while it takes the mappings leaves nothing behind in its directory', async t => {
  const work = await temporaryDirectory('mapping')
  t.after(work.remove)
  const directory = join(work.path, 'store')
  const store = await ClassicStore.open(directory, { identity: { peerId: 'a', clusterId: 'b' }, writeBufferBytes: 65_536, reserveBytes: 0, diskPollMs: 0 })
  const slots = join(directory, 'mapping-slots')
  let batches = 0
  for (; !existsSync(slots); batches++) {
    assert.ok(batches < BATCHES_MAX, 'the store never took the mappings')
    await store.batch([{ type: 'put', key: randomBytes(16), value: randomBytes(16_384) }], 'buffered')
  }
  await store.close()
  assert.equal(existsSync(slots), false)
})
