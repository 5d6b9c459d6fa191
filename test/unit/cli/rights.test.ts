import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { run } from './fake-io.js'

const ADDRESS = '/ip4/127.0.0.1/tcp/4400/p2p/12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp'

test('limits that a role does not have are refused: nobody gets all rights who was to get few', async context => {
  const data = mkdtempSync(join(tmpdir(), 'p2pkv-rights-'))
  context.after(() => { rmSync(data, { recursive: true }) })
  assert.equal((await run(['init', '--data', join(data, 'one')])).exit, 0)
  const common = ['--data', join(data, 'one'), '--address', ADDRESS]
  const key = ADDRESS.split('/').at(-1) ?? ''
  for (const limit of [['--prefix', 'app/'], ['--bucket', 'carts'], ['--ops', 'r']]) {
    // Without --role it is a peer that is invited.
    for (const argv of [['invite'], ['invite', '--role', 'admin'], ['grant', key, '--role', 'peer']]) {
      const { exit, stdout, stderr } = await run([...argv, ...limit, ...common])
      assert.deepEqual([exit, stdout], [2, ''], [...argv, ...limit].join(' '))
      assert.match(stderr, /--role client/)
    }
    assert.equal((await run(['invite', '--role', 'client', ...limit, ...common])).exit, 0)
    assert.equal((await run(['grant', key, ...limit, ...common])).exit, 0)
  }
  assert.equal((await run(['invite', ...common])).exit, 0)
})
