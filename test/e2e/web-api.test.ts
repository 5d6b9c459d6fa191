/** The HTTP API of a real daemon: every route, held against its schema, and everything that it must refuse. */
import assert from 'node:assert/strict'
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { declarationOf, OPERATIONS, type Operation } from '../../daemon/web/routes.js'
import { SCHEMAS, type Schema } from '../../daemon/web/schemas.js'
import { loadToken } from '../../daemon/web/token.js'
import type { ErrorDocument, GetDocument, PutDocument, RingDocument, StatusDocument } from '../../protocols/web/documents.js'
import { schemaProblems } from '../fixtures/json-schema.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'
import { runCommand, TestCluster, type DaemonProcess } from './harness.js'

const ended: Array<() => unknown> = []
const VALUE_BYTES_MAX = 64 * 1024
let daemon: DaemonProcess
let url = ''
let token = ''

before(async () => {
  const cluster = new TestCluster({ after: fn => { ended.push(fn as () => unknown) } }, ['--partitions', '16', '--web-listen', '127.0.0.1:0', '--value-bytes-max', '64 KiB'])
  await cluster.grow(1)
  daemon = cluster.daemons[0] ?? assert.fail()
  url = (JSON.parse(readFileSync(join(daemon.data, 'daemon.json'), 'utf8')) as { web: string }).web
  token = readFileSync(join(daemon.data, 'web.token'), 'utf8').trim()
  assert.equal((await runCommand(daemon.data, ['bucket', 'create', 'notes', 'conflict=siblings'])).status, 0)
})
after(async () => { for (const fn of ended) await fn() })

interface Reply { readonly status: number, readonly headers: IncomingHttpHeaders, readonly bytes: Buffer }

/** Not by fetch: that sets Host by itself. */
function ask (method: string, path: string, { headers = {}, body, authorized = true }: { headers?: OutgoingHttpHeaders, body?: Uint8Array, authorized?: boolean } = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(new URL(url), { method, path, headers: { ...(authorized && { authorization: `Bearer ${token}` }), ...headers } }, response => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => { chunks.push(chunk) })
      response.once('end', () => { resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(chunks) }) }).once('error', reject)
    })
    sent.once('error', reject).end(body)
  })
}

async function json<T> (method: string, path: string, options: Parameters<typeof ask>[2] = {}): Promise<{ status: number, document: T }> {
  const { status, bytes } = await ask(method, path, options)
  return { status, document: JSON.parse(bytes.toString()) as T }
}

async function codeOf (method: string, path: string, options: Parameters<typeof ask>[2] = {}): Promise<string> {
  const { status, document } = await json<ErrorDocument>(method, path, options)
  assert.deepEqual(schemaProblems(document, SCHEMAS.Error, SCHEMAS), [], path)
  return `${status} ${document.error.code}`
}

const key = (name: string): string => `/api/v1/keys/default/${name}`

test('every answer is what the OpenAPI file says', async () => {
  const { document: put } = await json<PutDocument>('PUT', `${key('a')}?explain&ttl=1h`, { body: Buffer.from('first') })
  await json('PUT', '/api/v1/keys/notes/a', { body: Buffer.from('one') })
  const { document: got } = await json<GetDocument>('PUT', '/api/v1/keys/notes/a', { body: Buffer.from('two') }).then(async () => await json<GetDocument>('GET', '/api/v1/keys/notes/a'))
  assert.equal(got.siblings.length, 2)
  const paths: Readonly<Partial<Record<Operation, string>>> = {
    get: '/api/v1/keys/default/a?explain', put: '/api/v1/keys/default/b?explain', delete: '/api/v1/keys/default/b?explain', locate: '/api/v1/locations/default/a',
    resolve: `/api/v1/keys/notes/a/resolve?version=${got.siblings[0]?.version}&context=${got.context}`,
  }
  for (const operation of OPERATIONS) {
    const { method, path, answer } = declarationOf(operation)
    if (answer === 'events' || answer === 'bytes') continue
    const { status, document } = await json(method, paths[operation] ?? path)
    assert.equal(status, 200, `${operation} ${JSON.stringify(document)}`)
    assert.deepEqual(schemaProblems(document, SCHEMAS[answer] as Schema, SCHEMAS), [], operation)
  }
  assert.deepEqual(schemaProblems(put, SCHEMAS.Put, SCHEMAS), [])
  assert.ok(put.hops !== undefined && put.expiresAt !== undefined)
  assert.notEqual(schemaProblems({ ...put, more: 1 }, SCHEMAS.Put, SCHEMAS).length, 0, 'the checker finds what is not declared')
})

test('the ring names an owner for every partition', async () => {
  const { document: ring } = await json<RingDocument>('GET', '/api/v1/ring')
  const { document: status } = await json<StatusDocument>('GET', '/api/v1/status')
  assert.deepEqual(ring.owners, new Array(16).fill([0]))
  assert.equal(ring.members[0]?.peerId, daemon.file.peerId)
  assert.equal(ring.states.length, 16)
  assert.equal(status.members[0]?.state, 'up')
})

test('any key and any value go there and back', async () => {
  const binary = Buffer.from(Array.from({ length: 1_024 }, (_, index) => index % 256))
  const path = Array.from(binary, byte => `%${byte.toString(16).padStart(2, '0')}`).join('')
  const value = Buffer.from('<script>alert(1)</script>\u0000\u202e')
  assert.equal((await ask('PUT', key(path), { body: value })).status, 200)
  const { document } = await json<GetDocument>('GET', key(path))
  assert.deepEqual(document.key, { base64: binary.toString('base64') })
  assert.deepEqual(document.siblings.map(version => version.value), [{ utf8: value.toString() }])
  const { headers, bytes } = await ask('GET', `/api/v1/values/default/${path}`)
  assert.deepEqual(bytes, value)
  assert.deepEqual([headers['content-type'], headers['x-content-type-options']], ['application/octet-stream', 'nosniff'])
  assert.match(headers['content-disposition'] ?? '', /^attachment/)
  assert.equal((await ask('DELETE', key(path))).status, 200)
  assert.equal((await json<GetDocument>('GET', key(path))).document.found, false)
  assert.equal(await codeOf('GET', `/api/v1/values/default/${path}`), '404 KEY_NOT_FOUND')
})

test('a long value is shown by its beginning, and had whole', async () => {
  const value = Buffer.alloc(VALUE_BYTES_MAX, 'ä')
  assert.equal((await ask('PUT', key('long'), { body: value })).status, 200)
  const { document: { siblings: [shown] } } = await json<GetDocument>('GET', `${key('long')}?valueBytesMax=101`)
  assert.deepEqual([shown?.bytes, shown?.truncated, shown?.value], [VALUE_BYTES_MAX, true, { utf8: 'ä'.repeat(50) }])
  assert.deepEqual((await ask('GET', '/api/v1/values/default/long')).bytes, value)
})

test('one of several versions is kept, and only of those that were seen', async () => {
  const path = '/api/v1/keys/notes/conflict'
  for (const text of ['one', 'two']) await ask('PUT', path, { body: Buffer.from(text) })
  const { document: seen } = await json<GetDocument>('GET', path)
  assert.equal(await codeOf('GET', '/api/v1/values/notes/conflict'), '409 CONFLICT')
  await ask('PUT', path, { body: Buffer.from('three') })
  const [first] = seen.siblings
  assert.equal((await ask('POST', `${path}/resolve?version=${first?.version}&context=${seen.context}`)).status, 200)
  const { document: left } = await json<GetDocument>('GET', path)
  assert.deepEqual(left.siblings.map(({ value }) => value), [{ utf8: 'three' }, { utf8: 'one' }])
  assert.equal(await codeOf('POST', `${path}/resolve?version=${first?.version}&context=${left.context}`), '400 INVALID_CONTEXT')
})

test('bad requests get a document that says why', async () => {
  assert.equal(await codeOf('GET', '/api/v1/nothing'), '404 NOT_FOUND')
  assert.equal(await codeOf('POST', '/api/v1/status'), '405 METHOD_NOT_ALLOWED')
  assert.equal(await codeOf('GET', '/api/v1/status?x=1'), '400 INVALID_ARGUMENT')
  assert.equal(await codeOf('GET', '/api/v1/ring/history?limit=257'), '400 INVALID_ARGUMENT')
  assert.equal(await codeOf('GET', '/api/v1/hints?peer=nobody'), '400 INVALID_ARGUMENT')
  assert.equal(await codeOf('GET', '/api/v1/events?topics=status,nothing'), '400 INVALID_ARGUMENT')
  assert.equal(await codeOf('GET', key('%zz')), '400 INVALID_KEY')
  assert.equal(await codeOf('GET', key('')), '400 INVALID_KEY')
  assert.equal(await codeOf('GET', key('k'.repeat(1_025))), '400 INVALID_KEY')
  assert.equal(await codeOf('GET', '/api/v1/keys/Not%20a%20bucket/k'), '400 INVALID_ARGUMENT')
  assert.equal(await codeOf('PUT', `${key('k')}?w=many`, { body: Buffer.from('v') }), '400 INVALID_ARGUMENT')
  assert.equal(await codeOf('PUT', `${key('k')}?context=%2A`, { body: Buffer.from('v') }), '400 INVALID_CONTEXT')
  assert.equal(await codeOf('PUT', key('large'), { body: Buffer.alloc(VALUE_BYTES_MAX + 1) }), '413 VALUE_TOO_LARGE')
  assert.equal(await codeOf('PUT', key('large'), { body: Buffer.alloc(VALUE_BYTES_MAX + 1), headers: { 'transfer-encoding': 'chunked' } }).catch(() => '413 VALUE_TOO_LARGE'), '413 VALUE_TOO_LARGE')
  assert.equal((await json<GetDocument>('GET', key('large'))).document.found, false)
  await ask('PUT', key('there'), { body: Buffer.from('v') })
  assert.equal(await codeOf('PUT', `${key('there')}?ifAbsent`, { body: Buffer.from('w') }), '412 PRECONDITION_FAILED')
})

test('keys take the token, other sites get nothing, other names get nothing', async () => {
  for (const path of [key('a'), '/api/v1/values/default/a', '/api/v1/locations/default/a']) assert.equal(await codeOf('GET', path, { authorized: false }), '401 TOKEN_REQUIRED', path)
  assert.equal(await codeOf('PUT', key('forged'), { authorized: false, body: Buffer.from('v') }), '401 TOKEN_REQUIRED')
  assert.equal(await codeOf('GET', key('a'), { headers: { authorization: `Bearer ${token.slice(1)}` } }), '401 TOKEN_WRONG')
  assert.equal((await ask('GET', '/api/v1/status', { authorized: false })).status, 200)
  assert.equal(await codeOf('GET', '/api/v1/status', { headers: { host: 'evil.example' } }), '421 HOST_REFUSED')
  assert.equal(await codeOf('GET', '/', { headers: { host: 'evil.example' } }), '421 HOST_REFUSED')
  assert.equal(await codeOf('PUT', key('forged'), { headers: { origin: 'http://evil.example' }, body: Buffer.from('v') }), '403 ORIGIN_REFUSED')
  assert.equal((await json<GetDocument>('GET', key('forged'))).document.found, false)
})

test('every answer forbids to be framed, sniffed, cached or shared with other sites', async () => {
  for (const path of ['/', '/page.js', '/api/v1/status', '/api/v1/nothing', '/nothing']) {
    const { headers } = await ask('GET', path)
    assert.match(String(headers['content-security-policy']), /^default-src 'none'; script-src 'self';/, path)
    assert.deepEqual([headers['x-content-type-options'], headers['x-frame-options'], headers['referrer-policy'], headers['access-control-allow-origin']], ['nosniff', 'DENY', 'no-referrer', undefined], path)
  }
  const { headers, status } = await ask('GET', '/')
  assert.equal(status, 200)
  assert.equal((await ask('GET', '/', { headers: { 'if-none-match': headers.etag ?? '' } })).status, 304)
})

test('events begin with how things are', async () => {
  const names = await new Promise<string>((resolve, reject) => {
    const sent = httpRequest(new URL('/api/v1/events?topics=status,ring,history,transfers,traffic', url), response => {
      assert.equal(response.headers['content-type'], 'text/event-stream; charset=utf-8')
      const seen = new Set<string>()
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        for (const [, name = ''] of text.matchAll(/^event: (\w+)$/gm)) seen.add(name)
        if (seen.size === 5) { resolve([...seen].sort().join()); response.destroy() }
      })
    })
    sent.once('error', reject).end()
  })
  assert.equal(names, 'history,ring,status,traffic,transfers')
})

test('p2pkv web prints the address with the token', async () => {
  const { status, stdout } = await runCommand(daemon.data, ['web'])
  assert.deepEqual([status, stdout], [0, `${url}#token=${token}\n`])
  assert.equal((await runCommand(join(daemon.data, 'nothing'), ['web'])).status, 8)
})

test('the token is for its owner only: one that others could read is made anew', async context => {
  assert.equal(statSync(join(daemon.data, 'web.token')).mode & 0o777, 0o600)
  const { path: directory, remove } = await temporaryDirectory('token')
  context.after(remove)
  const first = await loadToken(directory)
  assert.equal(await loadToken(directory), first)
  chmodSync(join(directory, 'web.token'), 0o644)
  const second = await loadToken(directory)
  assert.notEqual(second, first)
  writeFileSync(join(directory, 'web.token'), 'short\n')
  assert.match(await loadToken(directory), /^[A-Za-z0-9_-]{43}$/)
})
