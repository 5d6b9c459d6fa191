/** The flags of rights that no other test runs through the real bundle: tickets of several uses, addresses, a daemon that joins as it starts, and no rights at all. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { DaemonProcess, eventually, PROGRAM, runCommand, TestCluster } from './harness.js'

const NO_DISK_LIMIT = ['--disk-free-bytes-min', 'off', '--disk-free-percent-min', 'off']

test('rights on the command line, and a cluster without any', { concurrency: true }, async context => {
  const cluster = new TestCluster(context)
  const one = cluster.add()
  const directory = join(one.data, '..')
  const at = (name: string): string => join(directory, name)
  /** What a command that ends with `exit` prints. */
  const run = async (exit: number, data: string, ...words: string[]): Promise<string> => {
    const { status, stdout, stderr } = await runCommand(data, words)
    assert.equal(status, exit, `p2pkv ${words.join(' ')}: ${stdout}${stderr}`)
    return stdout.trim()
  }
  const addDaemon = (name: string, flags: readonly string[]): DaemonProcess => {
    const data = at(name)
    mkdirSync(data, { mode: 0o700 })
    const daemon = new DaemonProcess(name, data, data, [...NO_DISK_LIMIT, ...flags])
    cluster.daemons.push(daemon)
    return daemon
  }

  const secured = context.test('tickets, grants and who I am', async () => {
    await one.start([])
    const [address = ''] = one.file.addresses
    const json = async <T>(...words: string[]): Promise<T> => JSON.parse(await run(0, one.data, ...words, '-o', 'json')) as T
    const me = await json<{ key: string, role: string, cluster: string }>('whoami')
    assert.deepEqual([me.role, me.cluster], ['admin', one.file.cluster])
    assert.equal(await run(0, at('nobody'), 'whoami'), 'nobody')

    const invite = await json<{ ticket: string, uses: number, addresses: string[] }>('invite', '--role', 'client', '--uses', '2', '--address', address)
    assert.deepEqual([invite.uses, invite.addresses], [2, [address]])
    for (const name of ['first', 'second']) {
      await run(0, at(name), 'join', invite.ticket)
      // Where the cluster is, the ticket has said.
      await run(0, at(name), 'put', name, 'mine')
    }

    const key = await run(0, at('reader'), 'init', '--client')
    const { grant } = await json<{ grant: string }>('grant', key, '--prefix', 'fir', '--ops', 'r', '--address', address)
    await run(0, at('reader'), 'join', grant)
    assert.equal(await run(0, at('reader'), 'get', 'first'), 'mine')
    await run(9, at('reader'), 'get', 'second')
    assert.match(await run(0, at('reader'), 'whoami'), new RegExp(`^${key}$`))

    const { ticket } = await json<{ ticket: string }>('invite')
    await addDaemon('two', ['--join', ticket]).start([])
    await eventually('both are members', async () => (await json<{ members: Array<{ state: string }> }>('status')).members.filter(({ state }) => state === 'up').length === 2 ? true : undefined)
  })

  const insecure = context.test('nobody is asked for rights', async () => {
    await run(2, at('open'), 'daemon', '--insecure-dev', '--listen', '/ip4/0.0.0.0/tcp/0')
    const open = addDaemon('open-peer', ['--insecure-dev'])
    await open.start([])
    const [address = ''] = open.file.addresses
    await run(0, at('nobody'), 'put', 'k', 'v', '-p', address)
    assert.equal(await run(0, at('nobody'), 'get', 'k', '-p', address), 'v')

    const dev = spawn(process.execPath, [PROGRAM, 'dev', '--insecure-dev', '--peers', '1', '--port', '27900', '--data', at('dev'), '-o', 'json'], { stdio: ['ignore', 'pipe', 'ignore'] })
    context.after(() => { dev.kill('SIGKILL') })
    const ended = once(dev, 'exit')
    const line = await Promise.race([once(createInterface({ input: dev.stdout }), 'line'), ended.then(([code]) => { throw new Error(`dev ended with ${String(code)}`) })])
    const { peers } = JSON.parse(String(line[0])) as { peers: Array<{ addresses: string[] }> }
    await run(0, at('nobody'), 'put', 'k', 'v', '-p', peers[0]?.addresses[0] ?? '')
    dev.kill('SIGTERM')
    assert.deepEqual(await ended, [0, null])
  })

  await Promise.all([secured, insecure])
})
