/** What processes cost, as Linux counts it. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import type { Machine } from './data.js'

/** Of Linux, whatever the kernel's own clock. */
const TICK_MS = 10

/** Processor time so far, user and system. @throws if there is no such process */
export function cpuMsOf (pid: number): number {
  // The name in brackets may have spaces.
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*\) /s, '').split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

export function memoryBytesOf (pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]) * 1024
}

/** Of the whole machine since it started: used, what the host took away included, and all. */
export function machineCpuMs (): { readonly busyMs: number, readonly totalMs: number } {
  const ticks = (/^cpu +(.*)$/m.exec(readFileSync('/proc/stat', 'latin1'))?.[1] ?? '').split(' ').slice(0, 8).map(Number)
  const totalMs = ticks.reduce((sum, each) => sum + each, 0) * TICK_MS
  return { totalMs, busyMs: totalMs - ((ticks[3] ?? 0) + (ticks[4] ?? 0)) * TICK_MS }
}

export function describeMachine (etcd: string | undefined): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryBytes: totalmem(),
    kernel: release(),
    node: process.version,
    ...(etcd !== undefined && { etcd }),
    commit: git('rev-parse', '--short', 'HEAD'),
    date: new Date().toISOString().slice(0, 10),
  }
}

function git (...args: readonly string[]): string {
  try {
    return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch { return 'unknown' }
}
