import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { OverloadedError } from '../../../protocols/errors.js'
import { GetRequest } from '../../../protocols/pb/kv.js'
import { ProbeRequest, ProbeResponse } from '../../../protocols/pb/probe.js'
import type { Rpc } from '../../../protocols/rpc/rpc.js'
import { FrameWriter } from '../../../protocols/rpc/frame-codec.js'
import { statusTable, toStatus } from '../../../protocols/rpc/status.js'
import { listFiles, ROOT } from '../../tidy/source-tree.js'

const page = readFileSync(new URL('../../../../docs/reference/wire.md', import.meta.url), 'utf8')

function hex (write: (writer: FrameWriter) => void): string {
  const writer = new FrameWriter()
  write(writer)
  return Buffer.concat(writer.take()).toString('hex').replace(/../g, '$& ').trim()
}

/** What any file of protocols/ exports: a list of files would forget one. */
async function everyRpc (): Promise<Array<Rpc<unknown, unknown>>> {
  const modules = await Promise.all(listFiles(['protocols']).filter(path => path.endsWith('.ts') && !path.startsWith('protocols/pb/'))
    .map(async path => await import(pathToFileURL(join(ROOT, 'dist', path.replace(/\.ts$/, '.js'))).href) as Record<string, unknown>))
  return modules.flatMap(module => Object.values(module))
    .filter((value): value is Rpc<unknown, unknown> => typeof value === 'object' && value !== null && 'protocol' in value && 'method' in value)
}

test('docs/reference/wire.md lists every status with its number and code', () => {
  const section = page.slice(page.indexOf('## Statuses'), page.indexOf('## Examples'))
  const listed = [...section.matchAll(/^\| (\d+) \| ([A-Z_]+) \|/gm)].map(([, status, code]) => ({ status: Number(status), code }))
  assert.deepEqual(listed, statusTable())
})

test('docs/reference/wire.md lists every kind of request with its protocol and method', async () => {
  let protocol = ''
  const listed = [...page.matchAll(/^\| (?:`\/p2pkv\/(?:<cluster>\/)?([a-z]+)\/1\.0\.0` )?\| (\d+) \| `([a-z.-]+)` \|/gm)].map(([, name, method, rpc]) => {
    protocol = name ?? protocol
    return `${protocol} ${method} ${rpc}`
  })
  const served = (await everyRpc()).map(rpc => `${rpc.protocol} ${rpc.method} ${rpc.name}`)
  assert.deepEqual(listed.sort(), served.sort())
})

test('no two kinds of requests of a protocol have the same number', async () => {
  const numbers = (await everyRpc()).map(({ protocol, method }) => `${protocol} ${method}`)
  assert.deepEqual(numbers.filter((number, index) => numbers.indexOf(number) !== index), [])
})

test('the examples of docs/reference/wire.md are the bytes that the code writes', () => {
  const busy = toStatus(new OverloadedError('inFlightMax', 50))
  const written = [
    hex(writer => { writer.request(1, 1, 1_000, ProbeRequest.encode({ target: '', incarnation: 7, opinion: 1 })) }),
    hex(writer => { writer.response(1, 0, ProbeResponse.encode({ alive: true, incarnation: 7, realtimeMs: 0 })) }),
    hex(writer => { writer.request(300, 1, 2_500, GetRequest.encode({ bucket: 'default', key: Buffer.from('greeting'), strict: false, notBefore: new Uint8Array() })) }),
    hex(writer => { writer.response(300, busy.status, busy.body) }),
  ]
  assert.deepEqual([...page.matchAll(/^ {4}([0-9a-f]{2}(?: [0-9a-f]{2})+)$/gm)].map(([, bytes]) => bytes), written)
})
