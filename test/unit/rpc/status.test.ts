import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as errors from '../../../protocols/errors.js'
import type { Outcome } from '../../../protocols/errors.js'
import { ErrorDetails } from '../../../protocols/pb/frame.js'
import { fromStatus, statusTable, toStatus } from '../../../protocols/rpc/status.js'

const OUTCOMES: readonly Outcome[] = ['none', 'applied', 'unknown']
const SECRET = 'what only the other peer should read'

const PLAIN = [
  errors.InvalidKeyError, errors.InvalidArgumentError, errors.InvalidContextError, errors.PreconditionFailedError, errors.NotReadyError,
  errors.DeadlineExceededError, errors.NotAuthorizedError, errors.ClusterMismatchError, errors.PeerUnreachableError, errors.ProtocolError,
  errors.StoreFencedError, errors.DiskFullError, errors.CorruptRecordError, errors.FormatVersionError, errors.ConfigError,
]

function everyError (outcome: Outcome): errors.P2pkvError[] {
  return [
    ...PLAIN.map(Class => new Class(SECRET, { outcome })),
    new errors.ValueTooLargeError(2 ** 40, 8, { outcome }),
    new errors.MessageTooLargeError(9, 8, { outcome }),
    new errors.TooManySiblingsError(5, 4, { outcome }),
    new errors.InsufficientReplicasError(3, 1, { outcome }),
    new errors.OverloadedError('inFlightMax', 50, { outcome }),
    new errors.QuorumNotMetError(2, 1, [{ peer: '12D3KooWa', code: 'DISK_FULL' }, { peer: '12D3KooWb', code: 'PEER_DOWN' }], { outcome }),
  ]
}

test('every error that crosses the wire comes out as its class, with its fields and outcome, without its text', () => {
  for (const outcome of OUTCOMES) {
    for (const error of everyError(outcome)) {
      const { status, body } = toStatus(error)
      const got = fromStatus(status, body)
      assert.equal(got.constructor, error.constructor)
      assert.deepEqual({ ...got }, { ...error })
      assert.ok(!got.message.includes(SECRET) && got.message.length > 0)
    }
  }
})

test('every status stands for an error that some class here makes, and no two share a number', () => {
  const made = new Set(everyError('none').map(({ code }) => code))
  for (const { status, code } of statusTable()) assert.ok(code === 'INTERNAL' || made.has(code), `${status} ${code}`)
  assert.equal(new Set(statusTable().map(({ status }) => status)).size, statusTable().length)
})

test('every error class has a status or is one that stays on its own machine', () => {
  const known = new Set(statusTable().map(({ code }) => code))
  const local = new Set(['StoreLockedError', 'InvariantError', 'RemoteError', 'P2pkvError'])
  for (const [name, Class] of Object.entries(errors)) {
    if (typeof Class !== 'function' || local.has(name)) continue
    assert.ok(everyError('none').some(error => error instanceof Class && known.has(error.code)), name)
  }
})

test('what is no error of ours is status 1 of unknown outcome, and says nothing', () => {
  const { status, body } = toStatus(new TypeError(SECRET))
  assert.equal(status, 1)
  const got = fromStatus(status, body)
  assert.ok(got instanceof errors.RemoteError)
  assert.equal(got.outcome, 'unknown')
  assert.ok(!Buffer.from(body).toString().includes(SECRET))
})

test('a status of a later version is a RemoteError with its number and outcome', () => {
  const got = fromStatus(4711, ErrorDetails.encode({ outcome: 1 }))
  assert.ok(got instanceof errors.RemoteError)
  assert.deepEqual([got.status, got.outcome], [4711, 'applied'])
  assert.equal(fromStatus(12, ErrorDetails.encode({ outcome: 9 })).outcome, 'unknown')
})

test('details that cannot be read are a ProtocolError of unknown outcome', () => {
  const got = fromStatus(9, Uint8Array.of(0x3a, 200))
  assert.ok(got instanceof errors.ProtocolError)
  assert.equal(got.outcome, 'unknown')
})

test('text that a peer sends is cut short and cannot steer a terminal', () => {
  const got = fromStatus(9, ErrorDetails.encode({ subject: '\u001b[2J\n' + 'x'.repeat(10_000) }))
  assert.ok(!got.message.includes('\u001b') && !got.message.includes('\n') && got.message.length < 300)
  const quorum = fromStatus(11, ErrorDetails.encode({ failures: Array.from({ length: 10_000 }, () => ({ peer: '\u0007', status: 19 })) }))
  assert.ok(quorum instanceof errors.QuorumNotMetError)
  assert.equal(quorum.failures.length, 64)
  assert.equal(quorum.failures[0]?.peer, '?')
})

test('a peer may ask for a pause, and not for one without an end', () => {
  for (const [asked, taken] of [[50, 50], [60_000, 60_000], [2 ** 32 - 1, 60_000]] as const) {
    const { status, body } = toStatus(new errors.OverloadedError('inFlightMax', asked))
    const got = fromStatus(status, body)
    assert.ok(got instanceof errors.OverloadedError)
    assert.equal(got.retryAfterMs, taken)
  }
})
