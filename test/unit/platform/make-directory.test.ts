import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { makeDirectory } from '../../../daemon/platform/make-directory.js'
import { temporaryDirectory } from '../../fixtures/temporary-directory.js'

test('a directory is made with its parents, and one that is there is left as it is', async t => {
  const work = await temporaryDirectory('make')
  t.after(work.remove)
  const path = join(work.path, 'a', 'b', 'c')
  await makeDirectory(path)
  await makeDirectory(path)
  assert.equal(statSync(path).mode & 0o777, 0o700)
})

test('where nothing can be made the system\'s error comes at once', { skip: process.platform !== 'linux' && 'needs /proc' }, async () => {
  await assert.rejects(makeDirectory('/proc/p2pkv/store'), { code: 'ENOENT' })
})
