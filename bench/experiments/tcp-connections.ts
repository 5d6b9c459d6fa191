/** Which TCP connections processes of this machine have, as Linux lists them. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** By port: on one machine the two ends of a connection have each other's, turned round. */
export interface TcpConnection { readonly localPort: number, readonly remotePort: number }

const ESTABLISHED = '01'

/**
 * @param table of /proc/PID/net/tcp: everybody's, in the same network namespace
 * @param inodes of the sockets that count
 */
export function parseTcpTable (table: string, inodes: ReadonlySet<string>): TcpConnection[] {
  const portOf = (end = ''): number => Number.parseInt(end.split(':')[1] ?? '', 16)
  return table.split('\n').slice(1).flatMap(line => {
    const [, local, remote, state, , , , , , inode = ''] = line.trim().split(/\s+/)
    return state === ESTABLISHED && inodes.has(inode) ? [{ localPort: portOf(local), remotePort: portOf(remote) }] : []
  })
}

/** @throws on other systems than Linux, and if there is no such process */
export function connectionsOf (pid: number): TcpConnection[] {
  const inodes = new Set(readdirSync(`/proc/${pid}/fd`).flatMap(fd => {
    // It may have been closed since the list was made.
    try { return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [] } catch { return [] }
  }))
  return ['tcp', 'tcp6'].flatMap(file => parseTcpTable(readFileSync(`/proc/${pid}/net/${file}`, 'latin1'), inodes))
}

/** Pairs of these processes with a connection straight from one to the other, by name. */
export function directConnections (processes: ReadonlyArray<{ readonly name: string, readonly connections: readonly TcpConnection[] }>): string[] {
  return processes.flatMap(({ name, connections }, index) => processes.slice(index + 1).flatMap(other => {
    const meets = connections.some(({ localPort, remotePort }) => other.connections.some(end => end.localPort === remotePort && end.remotePort === localPort))
    return meets ? [`${name} and ${other.name}`] : []
  }))
}
