import '../../../protocols/libp2p/polyfill.js'
import assert from 'node:assert/strict'
import { chmodSync, linkSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { joinDirectory } from '../../../cli/join-directory.js'
import { initCluster, loadEnrolment, makeTicket } from '../../../daemon/platform/enrolment.js'
import { ConfigError } from '../../../protocols/errors.js'

async function prepare (context: TestContext): Promise<{ readonly data: string, readonly ticket: string }> {
  const work = mkdtempSync(join(tmpdir(), 'p2pkv-join-'))
  context.after(() => { rmSync(work, { recursive: true }) })
  await initCluster(join(work, 'one'), 'prod')
  const { ticket } = await makeTicket(join(work, 'one'), { role: 'peer', rules: [], notAfter: undefined, uses: 1, redeemBy: Date.now() + 3_600_000, addresses: [] })
  const data = join(work, 'two')
  mkdirSync(data)
  return { data, ticket }
}

test('a directory belongs to no cluster before it says where the others are: its daemon would begin a ring of its own', async context => {
  const { data, ticket } = await prepare(context)
  mkdirSync(join(data, 'config.json'))
  await assert.rejects(joinDirectory(data, ticket), ConfigError)
  assert.equal(await loadEnrolment(data), undefined)
  rmSync(join(data, 'config.json'), { recursive: true })
  await joinDirectory(data, ticket)
  assert.notEqual(await loadEnrolment(data), undefined)
})

test('config.json is replaced whole: a disk that is full in the middle leaves the one there was', async context => {
  const { data, ticket } = await prepare(context)
  writeFileSync(join(data, 'config.json'), '{"zone":"fr"}')
  linkSync(join(data, 'config.json'), join(data, 'before.json'))
  await joinDirectory(data, ticket)
  assert.deepEqual(JSON.parse(readFileSync(join(data, 'config.json'), 'utf8')), { bootstrap: [], zone: 'fr' })
  assert.equal(readFileSync(join(data, 'before.json'), 'utf8'), '{"zone":"fr"}')
})

test('config.json that is replaced may be read by whom it could be before, and is where it was', async context => {
  const { data, ticket } = await prepare(context)
  const [path, shared] = [join(data, 'config.json'), join(data, 'shared.json')]
  writeFileSync(shared, '{"zone":"fr"}')
  chmodSync(shared, 0o664)
  symlinkSync('shared.json', path)
  await joinDirectory(data, ticket)
  assert.equal(lstatSync(path).isSymbolicLink(), true)
  assert.deepEqual(JSON.parse(readFileSync(shared, 'utf8')), { bootstrap: [], zone: 'fr' })
  assert.equal(statSync(shared).mode & 0o777, 0o664)
})
