/** What the experiments leave in a folder: their data, a point a line so that what changed can be read, and a page of it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writePage } from '../performance/files.js'
import type { Experiments } from './plans.js'
import type { Real } from './real.js'
import { experimentsReport } from './report.js'

/** Under the simulator: the same everywhere. With real daemons: of one machine. */
interface Data { readonly 'experiments': Partial<Experiments>, readonly 'real-daemons': Partial<Real> }

export function readData<K extends keyof Data> (folder: string, name: K): Data[K] {
  const path = join(folder, `${name}.json`)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) as Data[K] : {}
}

export function writeData<K extends keyof Data> (folder: string, name: K, data: Data[K]): void {
  const text = (value: unknown): string => Array.isArray(value) ? `[\n${value.map(item => `  ${JSON.stringify(item)}`).join(',\n')}\n]` : JSON.stringify(value)
  writeFileSync(join(folder, `${name}.json`), `{\n${Object.entries(data).map(([key, value]) => `"${key}": ${text(value)}`).join(',\n')}\n}\n`)
}

/** The page and its plots, from the data in the folder. */
export function writeExperimentsReport (folder: string): void {
  writePage(folder, 'README.md', experimentsReport(readData(folder, 'experiments') as Experiments, readData(folder, 'real-daemons') as Real))
}
