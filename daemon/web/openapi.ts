import { VERSION } from '../../protocols/version.js'
import { declarationOf, OPERATIONS, type Operation, type ParameterDeclaration, type RouteDeclaration } from './routes.js'
import { SCHEMAS } from './schemas.js'

const TYPE = { text: 'string', count: 'integer', flag: 'boolean' } as const
const PATH_PARAMETERS: Readonly<Record<string, string>> = {
  bucket: 'The bucket; `default` is always there.',
  key: 'The key: 1 to 1,024 bytes, percent-encoded; any bytes may be written as %XX, a slash as %2F.',
}

function parameter (where: 'path' | 'query', name: string, { what, type }: ParameterDeclaration): object {
  return { name, in: where, required: where === 'path', description: what, schema: { type: TYPE[type] } }
}

function content ({ answer }: RouteDeclaration): object {
  if (answer === 'bytes') return { 'application/octet-stream': {} }
  if (answer === 'events') return { 'text/event-stream': { schema: { type: 'string', description: 'Events named after their topic; data is the document of that name.' } } }
  return { 'application/json': { schema: { $ref: `#/components/schemas/${answer}` } } }
}

function describe (operation: Operation): object {
  const route = declarationOf(operation)
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => parameter('path', name, { what: PATH_PARAMETERS[name] ?? '', type: 'text' }))
  const inQuery = Object.entries(route.query).map(([name, declaration]) => parameter('query', name, declaration))
  return {
    operationId: operation,
    summary: route.summary,
    security: route.access === 'token' ? [{ token: [] }] : [{}, { token: [] }],
    parameters: [...inPath, ...inQuery],
    ...(route.body !== undefined && { requestBody: { required: true, description: 'The value: any bytes.', content: { 'application/octet-stream': {} } } }),
    responses: {
      200: { description: 'Done.', content: content(route) },
      default: { description: 'It was refused or failed: the document says why, and what to do next.', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } },
    },
  }
}

/** The API as an OpenAPI 3.1 document; docs/reference/openapi.json is this. */
export function openApiDocument (): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const operation of OPERATIONS) {
    const { path, method } = declarationOf(operation)
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(operation) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'p2pkv',
      version: VERSION,
      description: 'What a daemon tells of its cluster, and its keys, over HTTP (setting webListen). On a loopback address the state of the cluster is open to anybody on the machine; ' +
        'keys, and everything on another address, take the token of <data>/web.token as `Authorization: Bearer TOKEN`. Durations are milliseconds, times milliseconds since 1970, sizes bytes.',
    },
    paths,
    components: { schemas: SCHEMAS, securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  }
}
