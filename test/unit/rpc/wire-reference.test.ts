import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as admin from '../../../protocols/admin/admin.js'
import * as authAdmin from '../../../protocols/auth/auth-admin.js'
import * as hello from '../../../protocols/auth/hello.js'
import * as backup from '../../../protocols/backup/backup.js'
import * as diagnostics from '../../../protocols/diagnostics/diagnostics.js'
import { OverloadedError } from '../../../protocols/errors.js'
import * as get from '../../../protocols/get/get.js'
import * as log from '../../../protocols/log/log.js'
import * as hints from '../../../protocols/hints/hints.js'
import * as memberShow from '../../../protocols/member-show/member-show.js'
import * as membership from '../../../protocols/membership/membership.js'
import { GetRequest } from '../../../protocols/pb/kv.js'
import { ProbeRequest, ProbeResponse } from '../../../protocols/pb/probe.js'
import * as probe from '../../../protocols/probe/probe.js'
import * as put from '../../../protocols/put/put.js'
import * as replicate from '../../../protocols/replicate/replicate.js'
import * as reap from '../../../protocols/reap/reap.js'
import * as repair from '../../../protocols/repair/repair.js'
import { FrameWriter } from '../../../protocols/rpc/frame-codec.js'
import * as scan from '../../../protocols/scan/scan.js'
import * as scrub from '../../../protocols/scrub/scrub.js'
import { statusTable, toStatus } from '../../../protocols/rpc/status.js'
import * as sync from '../../../protocols/sync/sync.js'
import * as traffic from '../../../protocols/traffic/traffic.js'
import * as transfer from '../../../protocols/transfer/transfer.js'

const page = readFileSync(new URL('../../../../docs/reference/wire.md', import.meta.url), 'utf8')

function hex (write: (writer: FrameWriter) => void): string {
  const writer = new FrameWriter()
  write(writer)
  return Buffer.concat(writer.take()).toString('hex').replace(/../g, '$& ').trim()
}

test('docs/reference/wire.md lists every status with its number and code', () => {
  const section = page.slice(page.indexOf('## Statuses'), page.indexOf('## Examples'))
  const listed = [...section.matchAll(/^\| (\d+) \| ([A-Z_]+) \|/gm)].map(([, status, code]) => ({ status: Number(status), code }))
  assert.deepEqual(listed, statusTable())
})

test('docs/reference/wire.md lists every kind of request with its protocol and method', () => {
  let protocol = ''
  const listed = [...page.matchAll(/^\| (?:`\/p2pkv\/(?:<cluster>\/)?([a-z]+)\/1\.0\.0` )?\| (\d+) \| `([a-z.-]+)` \|/gm)].map(([, name, method, rpc]) => {
    protocol = name ?? protocol
    return `${protocol} ${method} ${rpc}`
  })
  const served = [authAdmin, hello, get, put, scan, replicate, sync, probe, membership, admin, hints, repair, reap, transfer, backup, log, traffic, diagnostics, memberShow, scrub].flatMap(module => Object.values<unknown>(module as Record<string, unknown>))
    .filter((value): value is { protocol: string, method: number, name: string } => typeof value === 'object' && value !== null && 'protocol' in value && 'method' in value)
    .map(rpc => `${rpc.protocol} ${rpc.method} ${rpc.name}`)
  assert.deepEqual(listed.sort(), served.sort())
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
