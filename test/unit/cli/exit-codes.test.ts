import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EXIT, EXIT_MEANING, exitCodeOf } from '../../../cli/exit-codes.js'
import { describeError } from '../../../cli/describe-error.js'
import { answerOfError } from '../../../daemon/web/answer.js'
import * as errors from '../../../protocols/errors.js'

const made: errors.P2pkvError[] = [
  new errors.InvalidKeyError('m'), new errors.InvalidArgumentError('m'), new errors.ValueTooLargeError(2, 1), new errors.InvalidContextError('m'),
  new errors.PreconditionFailedError('m'), new errors.TooManySiblingsError(1, 1), new errors.ConfigError('m'),
  new errors.InsufficientReplicasError(2, 1), new errors.OverloadedError('x', 1), new errors.NotReadyError('m'),
  new errors.QuorumNotMetError(2, 1, [], {}), new errors.DeadlineExceededError('m'), new errors.NotAuthorizedError('m'),
  new errors.ClusterMismatchError('m'), new errors.PeerUnreachableError('m'), new errors.RemoteError(99), new errors.ProtocolError('m'),
  new errors.MessageTooLargeError(2, 1), new errors.StoreLockedError('m'), new errors.StoreFencedError('m'), new errors.DiskFullError('m'),
  new errors.CorruptRecordError('m'), new errors.FormatVersionError('m'), new errors.InvariantError('m'),
]

const EXPECTED: Readonly<Record<string, number>> = {
  InvalidKeyError: 2, InvalidArgumentError: 2, ValueTooLargeError: 12, InvalidContextError: 2, PreconditionFailedError: 4,
  TooManySiblingsError: 12, ConfigError: 2, InsufficientReplicasError: 6, OverloadedError: 12, NotReadyError: 8, QuorumNotMetError: 6,
  DeadlineExceededError: 11, NotAuthorizedError: 9, ClusterMismatchError: 13, PeerUnreachableError: 8, RemoteError: 1, ProtocolError: 13,
  MessageTooLargeError: 12, StoreLockedError: 10, StoreFencedError: 10, DiskFullError: 12, CorruptRecordError: 10, FormatVersionError: 13,
  InvariantError: 1,
}

test('every error class has an exit code', () => {
  const classes = Object.values(errors).filter(value => typeof value === 'function' && value !== errors.P2pkvError).map(value => (value as { name: string }).name)
  assert.deepEqual(made.map(error => error.name).sort(), classes.sort())
  for (const error of made) assert.equal(exitCodeOf(error, false), EXPECTED[error.name], error.name)
})

test('a write of unknown outcome is 7 whatever went wrong; a read has no such thing', () => {
  for (const error of [new errors.QuorumNotMetError(2, 1, [], { outcome: 'unknown' }), new errors.DeadlineExceededError('m', { outcome: 'unknown' }), new errors.PeerUnreachableError('m', { outcome: 'unknown' })]) {
    assert.equal(exitCodeOf(error, true), EXIT.unknown)
    assert.notEqual(exitCodeOf(error, false), EXIT.unknown)
    assert.match(describeError(error, { write: true, aborted: false }).hint ?? '', /p2pkv get/)
  }
})

test('what is no error of ours is internal, and an interrupt is 130', () => {
  assert.equal(exitCodeOf(new TypeError('x'), true), EXIT.internal)
  assert.equal(describeError(new Error('x'), { write: false, aborted: true }).exit, EXIT.interrupted)
  assert.equal(describeError(new Error('x'), { write: true, aborted: true }).outcome, 'unknown')
})

test('every exit code has a meaning for --help', () => {
  for (const exit of Object.values(EXIT)) assert.ok(EXIT_MEANING[exit].length > 1)
})

test('of a peer that has not got its data yet one learns where to see how far it is, on the command line and over HTTP', () => {
  const error = new errors.NotReadyError('this peer has not got its data yet')
  assert.match(describeError(error, { write: false, aborted: false }).hint ?? '', /-p.*p2pkv transfers/)
  assert.match(JSON.stringify(answerOfError(error, false).body), /another peer.*\/api\/v1\/transfers/)
})
