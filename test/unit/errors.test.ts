import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QuorumNotMetError } from '../../protocols/errors.js'

test('an error says its class, its code and whether the write may have happened', () => {
  const error = new QuorumNotMetError(2, 1, [{ peer: 'p', code: 'PEER_UNREACHABLE' }], { outcome: 'unknown' })
  assert.equal(error.name, 'QuorumNotMetError')
  assert.equal(error.outcome, 'unknown')
  assert.match(error.message, /1 of 2 .*p: PEER_UNREACHABLE/)
})
