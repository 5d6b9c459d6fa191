/** Which peers to ask: -p, else P2PKV_PEER, else what runs on the local data directory. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { DaemonFile } from '../daemon/daemon.js'
import { ConfigError, InvalidArgumentError, PeerUnreachableError } from '../protocols/errors.js'

/** What `p2pkv dev` writes as `<data>/dev/daemon.json`. `pid` is its own; `peers` is empty until all of them serve. */
export interface DevFile {
  readonly v: 1
  readonly pid: number
  readonly cluster: string
  readonly peers: readonly DaemonFile[]
}

export interface Target {
  readonly peers: readonly string[]
  readonly cluster?: string
  /** Where the peers were found, for messages. */
  readonly source: string
  /** The data directory whose keys the command acts with, if it has any. */
  readonly operator: string
}

export interface TargetOptions {
  /** The values of -p; each may list several, separated by commas. */
  readonly peer?: readonly string[] | undefined
  readonly data?: string | undefined
}

export interface PeersEnvironment {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly homeDirectory: string
  readonly isAlive?: (pid: number) => boolean
}

/** @throws InvalidArgumentError for an empty --data, which would be the directory that the command runs in */
export function dataDirectory (option: string | undefined, { environment, homeDirectory }: PeersEnvironment): string {
  if (option === '') throw new InvalidArgumentError('--data names no directory: give one, or leave it out for ~/.p2pkv')
  const given = option ?? (nonEmpty(environment.P2PKV_DATA) || '~/.p2pkv')
  // As the daemon reads it: a shell leaves --data=~/store as it is, and a unit file knows no ~.
  return resolve(given === '~' || given.startsWith('~/') ? join(homeDirectory, given.slice(1)) : given)
}

export const daemonFilePath = (data: string): string => join(data, 'daemon.json')
export const clusterFilePath = (data: string): string => join(data, 'cluster.json')
export const devPeerDirectory = (data: string, number: number): string => join(devDirectory(data), `peer-${number}`)
export const devDirectory = (data: string): string => join(data, 'dev')

/**
 * @throws PeerUnreachableError when nothing runs on the data directory; InvalidArgumentError for an empty --data
 * @throws ConfigError when its file cannot be understood
 */
export async function findTarget (options: TargetOptions, where: PeersEnvironment): Promise<Target> {
  const named = splitPeers(options.peer ?? [])
  const data = dataDirectory(options.data, where)
  const devPeer = devPeerDirectory(data, 1)
  const operator = !existsSync(clusterFilePath(data)) && existsSync(clusterFilePath(devPeer)) ? devPeer : data
  if (named.length > 0) return { peers: named, source: '-p', operator }
  const fromEnvironment = splitPeers([where.environment.P2PKV_PEER ?? ''])
  if (fromEnvironment.length > 0 && options.data === undefined) return { peers: fromEnvironment, source: 'P2PKV_PEER', operator }

  const isAlive = where.isAlive ?? isProcessAlive
  const path = daemonFilePath(data)
  const daemon = await readJson<DaemonFile>(path)
  if (daemon !== undefined && isAlive(daemon.pid)) return { peers: daemon.addresses, cluster: daemon.cluster, source: path, operator: data }

  const devPath = daemonFilePath(devDirectory(data))
  const dev = await readJson<DevFile>(devPath)
  const running = (dev?.peers ?? []).filter(peer => isAlive(peer.pid))
  if (dev !== undefined && running.length > 0) {
    return { peers: running.flatMap(peer => peer.addresses.slice(0, 1)), cluster: dev.cluster, source: devPath, operator: devPeer }
  }
  const enrolled = await readJson<{ v: 1, cluster: string, roles: readonly string[] }>(clusterFilePath(data))
  // A client's or an admin's, that never runs a daemon: its grant says where the cluster is.
  if (enrolled !== undefined && !enrolled.roles.includes('peer')) return { peers: [], cluster: enrolled.cluster, source: clusterFilePath(data), operator: data }
  if (daemon !== undefined) throw new PeerUnreachableError(`${path} names process ${daemon.pid}, which does not run any more: start it again with p2pkv daemon --data ${data}`)
  if (dev?.peers.length === 0 && isAlive(dev.pid)) throw new PeerUnreachableError(`the dev cluster of ${devDirectory(data)} is still starting: ask again when it says that it is ready`)
  if (dev !== undefined) throw new PeerUnreachableError(`the dev cluster of ${devDirectory(data)} does not run any more: start it again with p2pkv dev --data ${data}`)
  throw new PeerUnreachableError(`no peer was named and no daemon runs on ${data}`)
}

function splitPeers (values: readonly string[]): string[] {
  return values.flatMap(value => value.split(',')).map(part => part.trim()).filter(part => part !== '')
}

function nonEmpty (value: string | undefined): string {
  return value ?? ''
}

/** undefined when there is no such file. */
export async function readJson<T extends { v: 1 }> (path: string): Promise<T | undefined> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new ConfigError(`${path} cannot be read: ${(cause as Error).message}`, { cause })
  }
  try {
    const value = JSON.parse(text) as T
    if (value.v === 1) return value
  } catch { /* said below */ }
  throw new ConfigError(`${path} is not what a daemon of this version writes: stop the daemon and remove the file`)
}

export function isProcessAlive (pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process is a process.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
