import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { eventually } from '../../test/e2e/harness.js'
import { EtcdClient } from './etcd-client.js'
import type { System } from './system.js'

const MEMBERS = 3

/** What `etcd --version` says; undefined when it is not installed. */
export function etcdVersion (): string | undefined {
  try {
    return /etcd Version: (\S+)/.exec(execFileSync('etcd', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))?.[1]
  } catch { return undefined }
}

async function freePorts (count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    return server
  }))
  const ports = servers.map(server => (server.address() as AddressInfo).port)
  await Promise.all(servers.map(async server => { server.close(); await once(server, 'close') }))
  return ports
}

/** Three members on loopback with every setting at its default, so that a put is on the disks of two when it is answered. */
export async function startEtcd (): Promise<System> {
  const directory = mkdtempSync(join(tmpdir(), 'p2pkv-bench-etcd-'))
  const ports = await freePorts(2 * MEMBERS)
  const urlOf = (port: number | undefined): string => `http://127.0.0.1:${port}`
  const members = Array.from({ length: MEMBERS }, (_, index) => ({ name: `etcd-${index + 1}`, client: urlOf(ports[index]), peer: urlOf(ports[MEMBERS + index]) }))
  const children = new Map<string, ChildProcess>()
  const endAll = (): void => { for (const child of children.values()) child.kill('SIGKILL') }
  process.once('exit', () => {
    endAll()
    rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
  })
  const start = ({ name, client, peer }: typeof members[number]): void => {
    const child = spawn('etcd', [
      '--name', name, '--data-dir', join(directory, name), '--logger', 'zap', '--log-level', 'error',
      '--listen-client-urls', client, '--advertise-client-urls', client, '--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer,
      '--initial-cluster', members.map(each => `${each.name}=${each.peer}`).join(','),
    ], { stdio: 'ignore', env: { PATH: process.env.PATH } })
    children.set(name, child)
  }
  const healthy = async (): Promise<void> => {
    await eventually('all members of etcd are healthy', async () => {
      const answers = await Promise.all(members.map(async ({ client }) => (await (await fetch(`${client}/health`, { signal: AbortSignal.timeout(2_000) })).json() as { health: string }).health))
      return answers.every(health => health === 'true') ? true : undefined
    })
  }
  members.forEach(start)
  await healthy()
  const last = members.at(-1)
  let failed: 'killed' | 'stopped' | undefined
  const signal = async (name: string | undefined, which: NodeJS.Signals): Promise<void> => {
    const child = children.get(name ?? '')
    const ended = which === 'SIGKILL' && child !== undefined ? once(child, 'exit') : undefined
    child?.kill(which)
    await ended
  }
  return {
    name: 'etcd',
    servers: () => members.flatMap(({ name }) => { const child = children.get(name); return child?.pid === undefined || child.exitCode !== null || child.signalCode !== null ? [] : [{ name, pid: child.pid }] }),
    connect: async clients => {
      const all = Array.from({ length: clients }, () => new EtcdClient(members.map(({ client }) => client)))
      let turn = 0
      const next = (): EtcdClient => all[turn++ % all.length] ?? new EtcdClient([])
      await all[0]?.get('connected')
      return { put: (key, value) => next().put(key, value), get: key => next().get(key), close: async () => { for (const client of all) client.close() } }
    },
    fail: async fault => {
      failed = fault
      await signal(last?.name, fault === 'killed' ? 'SIGKILL' : 'SIGSTOP')
    },
    recover: async () => {
      if (failed === 'stopped') await signal(last?.name, 'SIGCONT')
      else if (failed === 'killed' && last !== undefined) start(last)
      failed = undefined
      await healthy()
    },
    close: async () => {
      await Promise.all(members.map(async ({ name }) => { await signal(name, 'SIGKILL') }))
      rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}
