// Runs a put and a get against a cluster of one, and keeps what V8 compiled for them beside the bundle.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { codeCacheOf, loadProgram } from '../dist/cli/load-program.js'

const READY_TIMEOUT_MS = 60_000
const program = resolve('dist/bundle/program.cjs')
const data = process.argv[2] ?? ''
let said = ''

// Another build may run beside this one.
const probe = createServer().listen(0, '127.0.0.1')
await once(probe, 'listening')
const port = String(probe.address().port)
await new Promise(resolve => { probe.close(resolve) })
const cluster = spawn(process.execPath, ['dist/bundle/p2pkv.js', 'dev', '--peers', '1', '--port', port, '--data', data, '-o', 'json'], { stdio: ['ignore', 'pipe', 'pipe'] })
cluster.stderr.on('data', text => { said += text })
const ended = once(cluster, 'exit')
// It says where its peers are when they serve.
const ready = once(cluster.stdout, 'data')
const { script, run } = loadProgram(program)
try {
  await Promise.race([ready, ended, wait(READY_TIMEOUT_MS, undefined, { ref: false })])
  said = ''
  let isWarm = true
  for (const command of [['put', 'key', 'value'], ['get', 'key']]) isWarm = isWarm && await runs(command)
  if (isWarm) writeFileSync(codeCacheOf(program), script.createCachedData())
  else process.stdout.write(`no code cache, p2pkv starts slower: ${said}\n`)
} finally {
  cluster.kill('SIGTERM')
  await ended
}

/** Whether the command did what it should, in this process. */
async function runs (command) {
  const { argv, exit, stdout, stderr } = process
  const writes = [stdout, stderr].map(stream => [stream, stream.write])
  const exited = new Promise(resolve => { process.exit = resolve })
  stdout.write = stderr.write = (text, done) => {
    said += text
    if (typeof done === 'function') done()
    return true
  }
  process.argv = [process.execPath, program, ...command, '--data', data]
  run()
  const code = await exited
  for (const [stream, write] of writes) stream.write = write
  Object.assign(process, { argv, exit })
  return code === 0
}
