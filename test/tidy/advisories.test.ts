import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ROOT } from './source-tree.js'

/** The least version without a known advisory that matters here. */
const LEAST: Readonly<Record<string, string>> = {
  '@libp2p/crypto': '5.1.22',
  '@libp2p/gossipsub': '17.1.1',
  '@chainsafe/libp2p-noise': '17.0.0',
}
/** Not shipped: more attack surface than this project has a use for. */
const BANNED = /(^|\/)(floodsub|libp2p-floodsub|webrtc|webrtc-direct|libp2p-webrtc)$/

interface Lock { readonly packages: Readonly<Record<string, { readonly version?: string, readonly dev?: boolean }>> }
const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lock

function isAtLeast (version: string, least: string): boolean {
  const [a, b] = [version, least].map(text => text.split('-')[0]?.split('.').map(Number) ?? [])
  for (let i = 0; i < 3; i++) {
    const difference = (a?.[i] ?? 0) - (b?.[i] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}

test('versions are compared as numbers', () => {
  assert.ok(isAtLeast('5.1.22', '5.1.22') && isAtLeast('5.10.0', '5.9.9') && isAtLeast('17.0.0', '5.1.22'))
  assert.ok(!isAtLeast('5.1.21', '5.1.22') && !isAtLeast('16.9.9', '17.0.0'))
})

for (const [name, least] of Object.entries(LEAST)) {
  test(`${name} is at least ${least}, installed and in the lock file, every copy of it`, () => {
    const installed = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }
    const locked = Object.entries(lock.packages).filter(([path]) => path.endsWith(`node_modules/${name}`)).map(([, { version }]) => version ?? '0')
    assert.ok(locked.length > 0)
    for (const version of [installed.version, ...locked]) assert.ok(isAtLeast(version, least), `${name} ${version}: npm install ${name}@^${least}`)
  })
}

test('floodsub and webrtc are not shipped', () => {
  assert.deepEqual(Object.keys(lock.packages).filter(path => BANNED.test(path)), [])
})
