/** Every request of the HTTP API, declared once: the router, the checks and the OpenAPI file come from this table. */
import { TOPICS } from '../../protocols/web/documents.js'
import type { SchemaName } from './schemas.js'

/** `open`: on a loopback address to anybody, elsewhere with the token. `token`: always with the token. */
export type Access = 'open' | 'token'

export interface ParameterDeclaration {
  readonly what: string
  readonly type: 'text' | 'count' | 'flag'
}

export interface RouteDeclaration {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** Names in braces are parameters. `{key}` may be any bytes, percent-encoded. */
  readonly path: string
  readonly access: Access
  readonly summary: string
  readonly query: Readonly<Record<string, ParameterDeclaration>>
  /** The body is a value: any bytes. */
  readonly body?: 'value'
  /** A document; or bytes, or a stream of events. */
  readonly answer: SchemaName | 'bytes' | 'events'
}

const PEER: ParameterDeclaration = { what: 'Ask this member (peer id) instead of the peer that serves the page.', type: 'text' }
const READ = {
  r: { what: 'Replicas that must answer: one, quorum, all or a number. Default: the bucket\'s.', type: 'text' },
  strict: { what: 'Count only the primaries of the key.', type: 'flag' },
} as const satisfies Record<string, ParameterDeclaration>
const WRITE = {
  w: { what: 'Replicas that must store it: one, quorum, all or a number. Default: the bucket\'s.', type: 'text' },
  pw: { what: 'How many of them must be primaries.', type: 'text' },
  strict: { what: 'Count only the primaries of the key.', type: 'flag' },
  context: { what: 'Of a get: replaces exactly what that one returned.', type: 'text' },
  ifMatch: { what: 'Only if the current versions are exactly those of this context.', type: 'text' },
  explain: { what: 'Answer with what each replica was asked, too.', type: 'flag' },
} as const satisfies Record<string, ParameterDeclaration>

export const ROUTES = {
  access: { method: 'GET', path: '/api/v1/access', access: 'open', summary: 'What the caller may do, and who answers.', query: {}, answer: 'Access' },
  status: { method: 'GET', path: '/api/v1/status', access: 'open', summary: 'The cluster as this peer sees it, with what is wrong and what to run next.', query: {}, answer: 'Status' },
  members: { method: 'GET', path: '/api/v1/members', access: 'open', summary: 'The members alone, as in status.', query: {}, answer: 'Members' },
  ring: { method: 'GET', path: '/api/v1/ring', access: 'open', summary: 'Members of the ring, the owners of every partition, and how each partition is replicated.', query: {}, answer: 'Ring' },
  history: {
    method: 'GET', path: '/api/v1/ring/history', access: 'open', summary: 'Views of the ring, newest first: who signed what.', answer: 'History',
    query: { before: { what: 'Only views with an epoch below this.', type: 'count' }, limit: { what: 'At most so many, 1 to 256; default 50.', type: 'count' } },
  },
  transfers: { method: 'GET', path: '/api/v1/transfers', access: 'open', summary: 'What every member is moving.', query: {}, answer: 'Transfers' },
  hints: { method: 'GET', path: '/api/v1/hints', access: 'open', summary: 'The writes that a peer keeps for others.', query: { peer: PEER }, answer: 'Hints' },
  workers: { method: 'GET', path: '/api/v1/workers', access: 'open', summary: 'The background work of a peer, with why it stalls.', query: { peer: PEER }, answer: 'Workers' },
  repair: { method: 'GET', path: '/api/v1/repair', access: 'open', summary: 'How alike a peer\'s partitions are to those of the others, by anti-entropy.', query: { peer: PEER }, answer: 'Repair' },
  tombstones: { method: 'GET', path: '/api/v1/tombstones', access: 'open', summary: 'Deleted keys that are not removed yet, and what holds them.', query: {}, answer: 'Tombstones' },
  traffic: { method: 'GET', path: '/api/v1/traffic', access: 'open', summary: 'Requests, latencies and repairs of the last minutes, of all members.', query: {}, answer: 'Traffic' },
  buckets: { method: 'GET', path: '/api/v1/buckets', access: 'open', summary: 'Buckets and their settings.', query: {}, answer: 'Buckets' },
  events: {
    method: 'GET', path: '/api/v1/events', access: 'open', summary: 'Documents as they change, as server-sent events named after their topic.', answer: 'events',
    query: { topics: { what: `Separated by commas: ${TOPICS.join(', ')}. Default: status.`, type: 'text' } },
  },
  locate: { method: 'GET', path: '/api/v1/locations/{bucket}/{key}', access: 'token', summary: 'Where a key lives, and which version each replica holds.', query: {}, answer: 'Location' },
  get: {
    method: 'GET', path: '/api/v1/keys/{bucket}/{key}', access: 'token', summary: 'Reads a key: every concurrent version, the context for a put, and how the replicas answered. A key that is not there is found: false.', answer: 'Get',
    query: { ...READ, explain: WRITE.explain, valueBytesMax: { what: 'At most so many bytes of each value, 0 to 1048576; default 65536.', type: 'count' } },
  },
  value: {
    method: 'GET', path: '/api/v1/values/{bucket}/{key}', access: 'token', summary: 'The bytes of a value.', answer: 'bytes',
    query: { ...READ, version: { what: 'Which of several concurrent versions.', type: 'text' } },
  },
  put: {
    method: 'PUT', path: '/api/v1/keys/{bucket}/{key}', access: 'token', summary: 'Writes a key; with the context of a get it replaces all versions that one returned.', body: 'value', answer: 'Put',
    query: { ...WRITE, ttl: { what: 'Time until it disappears, like 30s, 10m, 1h, 7d; none: never.', type: 'text' }, ifAbsent: { what: 'Only if the key has no value.', type: 'flag' } },
  },
  delete: { method: 'DELETE', path: '/api/v1/keys/{bucket}/{key}', access: 'token', summary: 'Deletes a key.', query: WRITE, answer: 'Put' },
  resolve: {
    method: 'POST', path: '/api/v1/keys/{bucket}/{key}/resolve', access: 'token', summary: 'Keeps one of several concurrent versions in place of all; its time to live stays. To keep another value, put with the context.', answer: 'Put',
    query: { version: { what: 'The one to keep. Required.', type: 'text' }, context: { what: 'Of the get that showed the versions. Required: what was written since stays.', type: 'text' }, w: WRITE.w },
  },
  openapi: { method: 'GET', path: '/api/v1/openapi.json', access: 'open', summary: 'This description.', query: {}, answer: 'OpenApi' },
} as const satisfies Record<string, RouteDeclaration>

export type Operation = keyof typeof ROUTES

export const OPERATIONS = Object.keys(ROUTES) as readonly Operation[]

export function declarationOf (operation: Operation): RouteDeclaration { return ROUTES[operation] }

export interface Match {
  readonly operation: Operation
  /** The values of `{…}`, still percent-encoded. */
  readonly parameters: Readonly<Record<string, string>>
}

/** @returns undefined for a path that is none; `allow` lists the methods of a path that is asked with another one */
export function matchRoute (method: string, path: string): Match | { readonly allow: readonly string[] } | undefined {
  const allow: string[] = []
  for (const operation of OPERATIONS) {
    const route = declarationOf(operation)
    const parameters = matchPath(route.path, path)
    if (parameters === undefined) continue
    if (route.method === method || (method === 'HEAD' && route.method === 'GET' && route.answer !== 'events')) return { operation, parameters }
    allow.push(route.method)
  }
  return allow.length > 0 ? { allow } : undefined
}

function matchPath (pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return undefined
  const parameters: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith('{')) parameters[part.slice(1, -1)] = value
    else if (part !== value) return undefined
  }
  return parameters
}
