import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { TestCluster, runCommand } from './harness.js'
import { waitUntilAgreed } from './open-client.js'

const README = fileURLToPath(new URL('../../../README.md', import.meta.url))

test('the first example of the README works word for word', async context => {
  const commands = [...readFileSync(README, 'utf8').matchAll(/^npx p2pkv (.+)$/gm)].map(([, args]) => args?.split(' ') ?? [])
  assert.deepEqual(commands, [['put', 'greeting', 'hello'], ['get', 'greeting']])
  const cluster = new TestCluster(context)
  await cluster.grow(3)
  await waitUntilAgreed(cluster)
  const data = cluster.daemons[0]?.data ?? ''
  let answer = ''
  for (const args of commands) {
    const { status, stdout, stderr } = await runCommand(data, args)
    assert.equal(status, 0, `p2pkv ${args.join(' ')}: ${stderr}`)
    answer = stdout
  }
  // Into a pipe a value goes as it is, with no line end.
  assert.equal(answer, 'hello')
})
