import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ErrorDocument } from '../../../protocols/web/documents.js'
import type { Answer } from '../../../daemon/web/answer.js'
import { Guard, REQUESTS_PER_SECOND_MAX } from '../../../daemon/web/guard.js'

function guard (init: { isLoopback?: boolean, now?: () => number } = {}): Guard {
  return new Guard({ token: 'the-right-token', isLoopback: true, hostNames: ['machine'], now: () => 0, ...init })
}

function codeOf (answer: Answer | undefined): string | undefined { return (answer?.body as ErrorDocument | undefined)?.error.code }

test('only addresses and names of this machine are answered, whatever points here', () => {
  for (const host of ['127.0.0.1:4480', 'localhost:4480', 'LOCALHOST', '[::1]:4480', '10.0.0.7:80', 'machine:4480']) assert.equal(guard().refuse({ host }), undefined, host)
  for (const host of ['evil.example', 'evil.example:4480', '127.0.0.1.evil.example:4480', 'localhost.evil.example', '', 'machine.evil']) assert.equal(codeOf(guard().refuse({ host })), 'HOST_REFUSED', host)
})

test('pages of other sites are refused, even with the token', () => {
  const host = '127.0.0.1:4480'
  const authorization = 'Bearer the-right-token'
  assert.equal(guard().refuseCall({ host, authorization, origin: 'http://127.0.0.1:4480', 'sec-fetch-site': 'same-origin' }, 'token'), undefined)
  for (const headers of [{ origin: 'http://evil.example' }, { origin: 'null' }, { origin: 'http://127.0.0.1:3000' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
    assert.equal(codeOf(guard().refuseCall({ host, authorization, ...headers }, 'token')), 'ORIGIN_REFUSED', JSON.stringify(headers))
  }
})

test('behind a proxy that speaks TLS and names the host by its address the page may write, too; other pages may not', () => {
  const host = '127.0.0.1:4480'
  const authorization = 'Bearer the-right-token'
  assert.equal(guard().refuseCall({ host, authorization, origin: 'https://kv.example', 'sec-fetch-site': 'same-origin' }, 'token'), undefined)
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { 'sec-fetch-site': 'none' }, {}]) {
    assert.equal(codeOf(guard().refuseCall({ host, authorization, origin: 'https://evil.example', ...headers }, 'token')), 'ORIGIN_REFUSED', JSON.stringify(headers))
  }
})

test('the token is needed for keys, and on an address that others reach for everything', () => {
  const host = '127.0.0.1:4480'
  const ask = (isLoopback: boolean, access: 'open' | 'token', authorization?: string): string | undefined =>
    codeOf(guard({ isLoopback }).refuseCall({ host, ...(authorization !== undefined && { authorization }) }, access))
  assert.equal(ask(true, 'open'), undefined)
  assert.equal(ask(true, 'token'), 'TOKEN_REQUIRED')
  assert.equal(ask(false, 'open'), 'TOKEN_REQUIRED')
  for (const wrong of ['Bearer ', 'Bearer the-right-toke', 'Bearer the-right-tokeN', 'Bearer the-right-token2', 'Basic the-right-token', 'Bearer Bearer the-right-token']) {
    assert.equal(ask(true, 'token', wrong), 'TOKEN_WRONG', wrong)
    assert.equal(ask(false, 'open', wrong), 'TOKEN_WRONG', wrong)
  }
  assert.equal(ask(true, 'token', 'Bearer the-right-token'), undefined)
  assert.equal(ask(false, 'open', 'bearer the-right-token'), undefined)
})

test('too many requests are refused until time has passed', () => {
  let now = 0
  const busy = guard({ now: () => now })
  const host = 'localhost'
  const admitted = (): number => {
    for (let count = 0; ; count++) if (busy.refuse({ host }) !== undefined) return count
  }
  assert.ok(admitted() >= REQUESTS_PER_SECOND_MAX)
  assert.equal(codeOf(busy.refuse({ host })), 'TOO_MANY_REQUESTS')
  now = 500
  assert.equal(admitted(), REQUESTS_PER_SECOND_MAX / 2)
})
