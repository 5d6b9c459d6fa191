import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { openApiDocument } from '../../../daemon/web/openapi.js'
import { declarationOf, matchRoute, OPERATIONS } from '../../../daemon/web/routes.js'
import { SCHEMAS } from '../../../daemon/web/schemas.js'
import { PARTITION_STATE } from '../../../protocols/web/documents.js'

interface Described { readonly operationId: string, readonly security: readonly object[], readonly parameters: ReadonlyArray<{ name: string, in: string }>, readonly requestBody?: object }
const file = JSON.parse(readFileSync(new URL('../../../../docs/reference/openapi.json', import.meta.url), 'utf8')) as { paths: Record<string, Record<string, Described>>, components: { schemas: object } }

test('docs/reference/openapi.json describes exactly the routes that are served', () => {
  const described = Object.entries(file.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`))
  const served = OPERATIONS.map(operation => `${declarationOf(operation).method} ${declarationOf(operation).path} ${operation}`)
  assert.deepEqual(described.sort(), served.sort())
  for (const operation of OPERATIONS) {
    const { path, method, query, access, body } = declarationOf(operation)
    const entry = file.paths[path]?.[method.toLowerCase()]
    assert.deepEqual(entry?.parameters.filter(parameter => parameter.in === 'query').map(({ name }) => name).sort(), Object.keys(query).sort(), operation)
    assert.deepEqual(entry.parameters.filter(parameter => parameter.in === 'path').map(({ name }) => name), [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name), operation)
    assert.equal(entry.security.some(way => Object.keys(way).length === 0), access === 'open', operation)
    assert.equal(entry.requestBody !== undefined, body !== undefined, operation)
  }
  assert.deepEqual(file, JSON.parse(JSON.stringify(openApiDocument())), 'run: npm run generate')
})

test('every reference among the schemas leads to one', () => {
  const references = [...JSON.stringify(openApiDocument()).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name ?? '')
  assert.ok(references.length > 20)
  assert.deepEqual(references.filter(name => !Object.hasOwn(SCHEMAS, name)), [])
})

test('whatever touches a key takes the token', () => {
  for (const operation of OPERATIONS) {
    const { path, method, access } = declarationOf(operation)
    if (path.includes('{key}') || method !== 'GET') assert.equal(access, 'token', operation)
  }
})

test('a route is found by its whole path and its method', () => {
  assert.deepEqual(matchRoute('GET', '/api/v1/status'), { operation: 'status', parameters: {} })
  assert.deepEqual(matchRoute('HEAD', '/api/v1/status'), { operation: 'status', parameters: {} })
  assert.deepEqual(matchRoute('PUT', '/api/v1/keys/b/a%2Fb'), { operation: 'put', parameters: { bucket: 'b', key: 'a%2Fb' } })
  assert.deepEqual(matchRoute('POST', '/api/v1/keys/b/k/resolve'), { operation: 'resolve', parameters: { bucket: 'b', key: 'k' } })
  assert.deepEqual(matchRoute('POST', '/api/v1/keys/b/k'), { allow: ['GET', 'PUT', 'DELETE'] })
  for (const path of ['/api/v1', '/api/v1/status/', '/api/v1/keys/b', '/api/v1/keys/b/k/more', '/api/v1/STATUS', '/api/v2/status']) assert.equal(matchRoute('GET', path), undefined, path)
})

test('each state of a partition has a letter of its own', () => {
  const letters = Object.values(PARTITION_STATE)
  assert.equal(new Set(letters).size, letters.length)
})
