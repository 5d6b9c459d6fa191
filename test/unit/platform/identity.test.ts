import assert from 'node:assert/strict'
import { chmod, readdir, stat, writeFile } from 'node:fs/promises'
import { test, type TestContext } from 'node:test'
import { Ed25519Signer } from '../../../protocols/libp2p/ed25519-signer.js'
import { createIdentity, keyPath, loadIdentity } from '../../../daemon/platform/identity.js'
import { ConfigError } from '../../../protocols/errors.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import { temporaryDirectory } from '../../fixtures/temporary-directory.js'

async function directory (t: TestContext): Promise<string> {
  const { path, remove } = await temporaryDirectory('identity')
  t.after(remove)
  return path
}

test('a key is made once, for its owner only, and loads as the same peer', async t => {
  const data = await directory(t)
  assert.equal(await loadIdentity(data), undefined)
  const made = await createIdentity(data)
  assert.equal((await stat(keyPath(data))).mode & 0o777, 0o600)
  assert.deepEqual(await readdir(data), ['identity.key'])
  assert.equal((await loadIdentity(data))?.peerId, made.peerId)
})

test('a key that others can read is refused, and says what to do', async t => {
  const data = await directory(t)
  await createIdentity(data)
  for (const mode of [0o640, 0o604, 0o620, 0o777]) {
    await chmod(keyPath(data), mode)
    await assert.rejects(loadIdentity(data), (error: unknown) => error instanceof ConfigError && error.message.includes('chmod 600'))
  }
  await chmod(keyPath(data), 0o600)
  assert.ok(await loadIdentity(data))
})

test('a damaged key is refused', async t => {
  const data = await directory(t)
  for (const bytes of [Buffer.alloc(0), Buffer.from('nonsense'), Buffer.alloc(68, 8)]) {
    await writeFile(keyPath(data), bytes, { mode: 0o600 })
    await assert.rejects(loadIdentity(data), (error: unknown) => error instanceof ConfigError && error.message.includes('damaged'))
  }
})

test('what a peer signs holds for its id and its bytes only, and libp2p agrees', async t => {
  const { privateKey, peerId } = await createIdentity(await directory(t))
  const other = await createIdentity(await directory(t))
  const signer = new Ed25519Signer(privateKey)
  const bytes = Uint8Array.of(1, 2, 3)
  const signature = signer.sign(bytes)
  assert.ok(signer.verify(peerId, bytes, signature))
  assert.ok(await privateKey.publicKey.verify(bytes, signature))
  assert.equal(signer.verify(other.peerId, bytes, signature), false)
  assert.equal(signer.verify(peerId, Uint8Array.of(1, 2, 4), signature), false)
  assert.equal(signer.verify(peerId, bytes, signature.subarray(1)), false)
  assert.equal(signer.verify('nobody' as NodeId, bytes, signature), false)
})
