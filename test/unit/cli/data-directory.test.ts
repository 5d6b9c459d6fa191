import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dataDirectory } from '../../../cli/peers.js'
import { parseConfig } from '../../../daemon/config/load-config.js'
import { run } from './fake-io.js'

test('every command and the daemon mean the same directory, also by ~ where no shell has replaced it', () => {
  const homeDirectory = '/home/ann'
  for (const given of ['~', '~/store', '~other', '/srv/store', 'store']) {
    const { config } = parseConfig({ flags: { data: given }, environment: {}, homeDirectory })
    assert.equal(dataDirectory(given, { environment: {}, homeDirectory }), config.data)
    assert.equal(dataDirectory(undefined, { environment: { P2PKV_DATA: given }, homeDirectory }), config.data)
  }
})

test('no directory is named by nothing: an empty variable in a script must not make keys wherever it runs', async () => {
  for (const command of ['init', 'dev', 'web', 'whoami', 'status', 'invite']) {
    const { exit, stderr } = await run([command, '--data', ''], { environment: { P2PKV_PEER: undefined } })
    assert.equal(exit, 2, command)
    assert.match(stderr, /--data names no directory/, command)
  }
})
