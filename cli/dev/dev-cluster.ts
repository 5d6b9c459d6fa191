/** A whole cluster on this machine: one real daemon process a peer, kept in `<data>/dev/peer-1 … n`. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClusterStatus } from '../../client/index.js'
import { ConfigError, NotReadyError, P2pkvError } from '../../protocols/errors.js'
import { daemonFilePath, devDirectory, devPeerDirectory, readJson } from '../peers.js'
import type { DaemonFile } from '../../daemon/daemon.js'
import type { DevFile } from '../peers.js'
import type { Connect } from '../session.js'
import { claim, writeBeside } from './claim.js'
import { findFreePorts } from './ports.js'
import { makeDirectory } from '../../daemon/platform/make-directory.js'

/** How often files and members are looked at while waiting, milliseconds. */
const POLL_MS = 50
/** How long a daemon may take to serve, and all of them to join. */
export const READY_TIMEOUT_MS = 60_000
/** How long a daemon may take to stop before it is killed. */
const STOP_TIMEOUT_MS = 15_000
const LOG_TAIL_LINES = 8

export interface DevInit {
  /** The CLI's data directory; the cluster lives in its `dev`. */
  readonly data: string
  readonly peers: number
  /** First port to try on 127.0.0.1. */
  readonly port: number
  readonly cluster: string
  /** Nobody is asked for rights. */
  readonly insecure?: boolean
}

export interface DevComponents {
  /** Program and leading arguments that run this command line: `[node, p2pkv.js]`. */
  readonly program: readonly [string, ...string[]]
  readonly connect: Connect
  /** Makes data directories peers of the cluster of `first`, those that are not. */
  readonly enrol: (first: DaemonFile, directories: readonly string[]) => Promise<void>
  readonly sleep: (delayMs: number, signal?: AbortSignal) => Promise<void>
  readonly now: () => number
  /** A peer ended although nobody stopped it. */
  readonly onDeath: (name: string, reason: string, log: string) => void
}

interface Peer { readonly name: string, readonly log: string, readonly child: ChildProcess, readonly ended: Promise<string> }

export class DevCluster {
  readonly #components: DevComponents
  readonly #init: DevInit
  readonly #directory: string
  readonly #peers: Peer[] = []
  #stopping = false
  #isMine = false
  /** Whoever ends this process at once, as a reader of its output that has gone: the peers would live on. */
  readonly #onExit = (): void => { for (const { child } of this.#peers) child.kill('SIGTERM') }

  constructor (components: DevComponents, init: DevInit) {
    this.#components = components
    this.#init = init
    this.#directory = devDirectory(init.data)
  }

  /**
   * Starts every peer and waits until all have joined.
   *
   * @throws StoreLockedError when a dev cluster runs on the directory already
   * @throws ConfigError when its directory cannot be written
   * @throws NotReadyError when a daemon ends or does not serve in time; everything is stopped then
   */
  async start (signal: AbortSignal): Promise<{ file: DevFile, status: ClusterStatus }> {
    try {
      await makeDirectory(this.#directory)
      // Before anything is started: two that start at one moment would make two different keys in one directory.
      await claim(daemonFilePath(this.#directory), { v: 1, pid: process.pid, cluster: this.#init.cluster, peers: [] })
    } catch (cause) {
      if (cause instanceof P2pkvError) throw cause
      throw new ConfigError(`${this.#directory} cannot be written (${(cause as Error).message}): choose another with --data, or make it writable for this user`, { cause })
    }
    this.#isMine = true
    process.once('exit', this.#onExit)
    try {
      const ports = await findFreePorts(this.#init.port, this.#init.peers)
      const [firstPort = 0, ...otherPorts] = ports
      // One peer alone begins the cluster; the others join it.
      const first = await this.#startPeer(1, firstPort, [], signal)
      await this.#components.enrol(first, otherPorts.map((_port, index) => devPeerDirectory(this.#init.data, index + 2)))
      const others = await Promise.all(otherPorts.map((port, index) => this.#startPeer(index + 2, port, first.addresses.slice(0, 1), signal)))
      const file: DevFile = { v: 1, pid: process.pid, cluster: first.cluster, peers: [first, ...others] }
      const status = await this.#joined(file, signal)
      const path = daemonFilePath(this.#directory)
      await rename(await writeBeside(path, file), path)
      return { file, status }
    } catch (error) {
      await this.stop()
      throw error
    }
  }

  /** Resolves when every peer has ended. */
  async ended (): Promise<void> {
    await Promise.all(this.#peers.map(peer => peer.ended))
  }

  /** Stops every peer as an operator would, and kills what does not stop in time. Data stays. */
  async stop (): Promise<void> {
    this.#stopping = true
    const timers = this.#peers.map(({ child }) => {
      child.kill('SIGTERM')
      return setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
    })
    await this.ended()
    timers.forEach(clearTimeout)
    process.off('exit', this.#onExit)
    if (this.#isMine) await rm(daemonFilePath(this.#directory), { force: true })
    this.#isMine = false
  }

  async #startPeer (number: number, port: number, bootstrap: readonly string[], signal: AbortSignal): Promise<DaemonFile> {
    const name = `peer-${number}`
    const data = join(this.#directory, name)
    const log = `${data}.log`
    const [command, ...leading] = this.#components.program
    const output = openSync(log, 'a', 0o600)
    // In a group of its own: Ctrl-C reaches this process alone, which then stops them in order.
    const child = spawn(command, [
      ...leading, 'daemon', '--data', data, '--name', name, '--cluster', this.#init.cluster,
      ...(this.#init.insecure === true ? ['--insecure-dev'] : []),
      '--listen', `/ip4/127.0.0.1/tcp/${port}`, ...bootstrap.flatMap(address => ['--bootstrap', address]),
    ], { stdio: ['ignore', output, output], detached: true, env: withoutSettings(process.env) })
    closeSync(output)
    const ended = new Promise<string>(resolve => {
      child.once('error', error => { resolve(error.message) })
      child.once('exit', (code, by) => { resolve(by === null ? `exit ${String(code)}` : by) })
    })
    this.#peers.push({ name, log, child, ended })
    let reason: string | undefined
    void ended.then(text => {
      reason = text
      if (!this.#stopping) this.#components.onDeath(name, text, log)
    })
    return await this.#poll(`${name} does not serve (its log: ${log})`, signal, async () => {
      if (reason !== undefined) throw new NotReadyError(`${name} ended (${reason}) before it served:\n${tail(log)}`, { retryable: false })
      const file = await readJson<DaemonFile>(daemonFilePath(data))
      return file !== undefined && file.pid === child.pid ? file : undefined
    })
  }

  async #joined (file: DevFile, signal: AbortSignal): Promise<ClusterStatus> {
    const ids = new Set(file.peers.map(({ peerId }) => peerId))
    const client = await this.#components.connect({ peers: file.peers.flatMap(({ addresses }) => addresses.slice(0, 1)), cluster: file.cluster, operator: devPeerDirectory(this.#init.data, 1), signal })
    try {
      return await this.#poll(`not all of ${file.peers.length} peers have joined`, signal, async () => {
        const status = await client.status({ signal }).catch((error: unknown) => { if (signal.aborted) throw error })
        return status !== undefined && status.members.filter(({ peerId, state }) => ids.has(peerId) && state === 'up').length === ids.size ? status : undefined
      })
    } finally {
      await client.close()
    }
  }

  async #poll<T> (late: string, signal: AbortSignal, look: () => Promise<T | undefined>): Promise<T> {
    const { now, sleep } = this.#components
    const deadline = now() + READY_TIMEOUT_MS
    for (;;) {
      const found = await look()
      if (found !== undefined) return found
      if (now() >= deadline) throw new NotReadyError(`${late} after ${READY_TIMEOUT_MS / 1000} s`, { retryable: false })
      await sleep(POLL_MS, signal)
    }
  }
}

/** Settings meant for one daemon would make all of these the same. */
function withoutSettings (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = new Set(['P2PKV_DATA', 'P2PKV_NAME', 'P2PKV_LISTEN', 'P2PKV_BOOTSTRAP', 'P2PKV_CLUSTER', 'P2PKV_ANNOUNCE', 'P2PKV_METRICS_LISTEN', 'P2PKV_WEB_LISTEN'])
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !own.has(name)))
}

function tail (path: string): string {
  try {
    return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-LOG_TAIL_LINES).map(line => `  ${line}`).join('\n')
  } catch { return '  (no log)' }
}
