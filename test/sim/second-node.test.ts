/** A seed is the same run on another major version of Node, whose path P2PKV_SECOND_NODE names. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { simulate } from './simulate.js'
import { drawSwarm } from './swarm.js'

const SEEDS = 25
const second = process.env['P2PKV_SECOND_NODE']
const PROGRAM = `
  const { simulate } = await import(${JSON.stringify(new URL('simulate.js', import.meta.url))})
  const { drawSwarm } = await import(${JSON.stringify(new URL('swarm.js', import.meta.url))})
  const hashes = []
  for (let seed = 1; seed <= ${SEEDS}; seed++) hashes.push((await simulate(drawSwarm(seed))).hash)
  console.log(JSON.stringify({ version: process.version, hashes }))
`

test(`${SEEDS} seeds leave the same traces on a second version of Node`, { skip: second === undefined ? 'P2PKV_SECOND_NODE names no other Node' : false }, async () => {
  const output = JSON.parse(execFileSync(second ?? '', ['--input-type=module', '-e', PROGRAM], { encoding: 'utf8' })) as { version: string, hashes: string[] }
  const hashes: string[] = []
  for (let seed = 1; seed <= SEEDS; seed++) hashes.push((await simulate(drawSwarm(seed))).hash)
  console.log(`${process.version} and ${output.version}: ${createHash('sha256').update(hashes.join()).digest('hex')}`)
  assert.notEqual(output.version.split('.')[0], process.version.split('.')[0], 'the second Node is of the same major version')
  assert.deepEqual(output.hashes, hashes)
})
