import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { eventually, PROGRAM } from './harness.js'

test('where libsodium cannot be loaded, the log of the daemon and p2pkv version say so, and why', async context => {
  const directory = mkdtempSync(join(tmpdir(), 'p2pkv-sodium-'))
  const hook = join(directory, 'hook.cjs')
  writeFileSync(hook, "const load = require('node:module')._load; require('node:module')._load = (name, ...rest) => { if (name === 'sodium-native') throw new Error('no binary for this machine'); return load(name, ...rest) }\n")
  const env = { PATH: process.env.PATH, HOME: directory, NODE_OPTIONS: `--require=${hook}` }
  const version = spawnSync(process.execPath, [PROGRAM, 'version', '-o', 'json'], { env, encoding: 'utf8' })
  assert.equal((JSON.parse(version.stdout) as { libsodium: boolean }).libsodium, false)
  assert.match(spawnSync(process.execPath, [PROGRAM, 'version'], { env, encoding: 'utf8' }).stdout, /without libsodium/)

  const child = spawn(process.execPath, [PROGRAM, 'daemon', '--listen', '/ip4/127.0.0.1/tcp/0', '--web-listen', 'off'], { stdio: ['ignore', 'ignore', 'pipe'], env })
  context.after(async () => {
    child.kill('SIGKILL')
    rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
  })
  let log = ''
  child.stderr.on('data', (chunk: Buffer) => { log += chunk.toString() })
  await eventually('it serves', () => log.includes('listening') ? true : undefined)
  await eventually('it has said so', () => /no binary for this machine.*libsodium cannot be loaded/.test(log) ? true : undefined, 10_000)
})
