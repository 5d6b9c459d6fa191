/**
 * Real daemons on loopback: started from the bundle, killed, stopped, started again on their data.
 * Ports are the system's choice, directories are new ones, and nothing outlives its test.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { enrolPeers } from '../../cli/dev/enrol-peers.js'

export const PROGRAM = fileURLToPath(new URL('../../bundle/p2pkv.js', import.meta.url))
const LOG_BYTES_MAX = 64 * 1024
const POLL_MS = 20
/** Only ends what hangs; no test asserts how long something takes. */
const PATIENCE_MS = 120_000

/** What a daemon writes as `<data>/daemon.json` when it serves. */
interface DaemonFile { readonly pid: number, readonly peerId: string, readonly cluster: string, readonly addresses: readonly string[], readonly announced?: readonly string[] }

/** Waits until `attempt` returns something other than undefined; an error counts as "not yet". */
export async function eventually<T> (what: string, attempt: () => T | undefined | Promise<T | undefined>, patienceMs = PATIENCE_MS): Promise<T> {
  const end = process.hrtime.bigint() + BigInt(patienceMs) * 1_000_000n
  let last: unknown = 'nothing'
  while (process.hrtime.bigint() < end) {
    try {
      const result = await attempt()
      if (result !== undefined) return result
    } catch (error) { last = error }
    await new Promise(resolve => setTimeout(resolve, POLL_MS))
  }
  throw new Error(`gave up waiting until ${what}; last: ${String(last)}`)
}

const running = new Set<ChildProcess>()
const directories = new Set<string>()
function cleanUp (): void {
  for (const child of running) child.kill('SIGKILL')
  for (const directory of directories) rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
}
process.once('exit', cleanUp)
// The runner ends a file that hangs with SIGTERM: its daemons must go with it.
process.once('SIGTERM', () => { process.exit(143) })

/** Where and how a daemon's process runs, if not simply on this machine's loopback. */
export interface Launch {
  /** Words before its command line. */
  readonly command: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly host: string
}

const ON_LOOPBACK: Launch = { command: [], environment: {}, host: '127.0.0.1' }

/** One peer: a directory, and the process that runs on it, if one does. */
export class DaemonProcess {
  #child: ChildProcess | undefined
  #exited: Promise<number | null> = Promise.resolve(null)
  #log = ''
  #file: DaemonFile | undefined

  /** @param operator the data directory whose admin key the whole cluster believes */
  constructor (readonly name: string, readonly data: string, readonly operator: string, readonly flags: readonly string[], readonly launch: Launch = ON_LOOPBACK) {}

  /** As last seen; they stay the same over restarts. */
  get file (): DaemonFile {
    if (this.#file === undefined) throw new Error(`${this.name} was never started`)
    return this.#file
  }

  /** Where others are to find it. */
  get reachedAt (): readonly string[] { return this.file.announced ?? this.file.addresses }

  /** The end of what it printed, over all its runs. */
  get log (): string { return this.#log }
  get hasRun (): boolean { return this.#file !== undefined }
  get isRunning (): boolean { return this.#child !== undefined }
  /** The exit code of its last run, when that has ended; null when a signal ended it. */
  get exited (): Promise<number | null> { return this.#exited }

  /** Resolves when the daemon serves. */
  async start (bootstrap: readonly string[]): Promise<void> {
    if (this.#child !== undefined) throw new Error(`${this.name} already runs`)
    const listen = this.#file === undefined ? [`/ip4/${this.launch.host}/tcp/0`] : this.#file.addresses.map(address => address.replace(/\/p2p\/.*$/, ''))
    const [command = process.execPath, ...words] = [...this.launch.command, process.execPath]
    const child = spawn(command, [
      ...words, PROGRAM, 'daemon', '--data', this.data, '--name', this.name, ...this.flags,
      ...listen.flatMap(address => ['--listen', address]), ...bootstrap.flatMap(address => ['--bootstrap', address]),
    ], { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH, ...this.launch.environment } })
    this.#child = child
    running.add(child)
    const keep = (chunk: Buffer): void => { this.#log = (this.#log + chunk.toString()).slice(-LOG_BYTES_MAX) }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    this.#exited = new Promise(resolve => {
      child.once('error', error => { this.#log += String(error) })
      child.once('close', code => {
        running.delete(child)
        if (this.#child === child) this.#child = undefined
        resolve(code)
      })
    })
    this.#file = await eventually(`${this.name} serves`, () => {
      if (this.#child !== child) return 'exited' as const
      // A killed daemon leaves its file behind: only the one of this process counts.
      const file = this.#readFile()
      return file?.pid === child.pid ? file : undefined
    }).then(file => {
      if (file === 'exited') throw new Error(`${this.name} exited with ${child.exitCode ?? child.signalCode}:\n${this.#log}`)
      return file
    })
  }

  signal (signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT' | 'SIGTERM'): void { this.#child?.kill(signal) }

  /** kill -9; resolves when the process is gone. */
  async kill (): Promise<void> {
    this.signal('SIGKILL')
    await this.#exited
  }

  /** Asks it to stop, and waits. */
  async stop (): Promise<void> {
    this.signal('SIGTERM')
    await this.#exited
  }

  #readFile (): DaemonFile | undefined {
    const path = join(this.data, 'daemon.json')
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) as DaemonFile : undefined
  }
}

export interface CommandResult { readonly status: number | null, readonly stdout: string, readonly stderr: string }

/** Runs `p2pkv` as a process of its own, on the data directory `data`. */
export async function runCommand (data: string, args: readonly string[], input = ''): Promise<CommandResult> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: 'pipe', env: { PATH: process.env.PATH, P2PKV_DATA: data } })
  running.add(child)
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => { stdout += text })
  child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text })
  child.stdin.on('error', () => { /* it need not read what it was given */ }).end(input)
  const status = await new Promise<number | null>((resolve, reject) => { child.once('error', reject).once('close', resolve) })
  running.delete(child)
  return { status, stdout, stderr }
}

/** Daemons that know of each other, and the directory they live in. */
export class TestCluster {
  readonly daemons: DaemonProcess[] = []
  readonly #directory = mkdtempSync(join(tmpdir(), 'p2pkv-e2e-'))
  readonly #flags: readonly string[]

  /** @param flags for every daemon; a disk of the machine that runs tests may be nearly full */
  constructor (context: Pick<TestContext, 'after'>, flags: readonly string[] = [], private readonly launch?: (data: string) => Launch) {
    this.#flags = ['--disk-free-bytes-min', 'off', '--disk-free-percent-min', 'off', ...flags]
    directories.add(this.#directory)
    context.after(async () => {
      await Promise.all(this.daemons.map(daemon => daemon.kill()))
      rmSync(this.#directory, { recursive: true, force: true })
      directories.delete(this.#directory)
    })
  }

  /** Makes a peer, without starting it. */
  add (): DaemonProcess {
    const name = `peer-${this.daemons.length + 1}`
    const data = join(this.#directory, name)
    mkdirSync(data, { mode: 0o700 })
    const daemon = new DaemonProcess(name, data, this.daemons[0]?.data ?? data, this.#flags, this.launch?.(data))
    this.daemons.push(daemon)
    return daemon
  }

  /** Starts a peer with the addresses of every other one that ever ran. */
  async start (daemon: DaemonProcess): Promise<void> {
    const others = this.daemons.filter(other => other !== daemon && other.hasRun)
    if (daemon.data !== daemon.operator && this.daemons[0]?.hasRun === true) await enrolPeers(daemon.operator, { addresses: this.daemons[0].reachedAt }, [daemon.data])
    await daemon.start(others.slice(0, 5).flatMap(other => other.reachedAt.slice(0, 1)))
  }

  /** Makes and starts `count` peers, the first alone, the others `together` at a time. */
  async grow (count: number, together = 4): Promise<void> {
    const added = Array.from({ length: count }, () => this.add())
    const [first, ...rest] = added
    if (first === undefined) return
    await this.start(first)
    for (let i = 0; i < rest.length; i += together) {
      await Promise.all(rest.slice(i, i + together).map(daemon => this.start(daemon)))
    }
  }

  get running (): DaemonProcess[] { return this.daemons.filter(daemon => daemon.isRunning) }

  /** The logs' ends, for a message about a failure. */
  logs (): string { return this.daemons.map(({ name, log }) => `--- ${name}\n${log.slice(-4_000)}`).join('\n') }
}
