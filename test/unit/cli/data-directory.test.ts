import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dataDirectory } from '../../../cli/peers.js'
import { parseConfig } from '../../../daemon/config/load-config.js'

test('every command and the daemon mean the same directory, also by ~ where no shell has replaced it', () => {
  const homeDirectory = '/home/ann'
  for (const given of ['~', '~/store', '~other', '/srv/store', 'store']) {
    const { config } = parseConfig({ flags: { data: given }, environment: {}, homeDirectory })
    assert.equal(dataDirectory(given, { environment: {}, homeDirectory }), config.data)
    assert.equal(dataDirectory(undefined, { environment: { P2PKV_DATA: given }, homeDirectory }), config.data)
  }
})
