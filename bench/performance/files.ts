import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Performance } from './data.js'
import { performanceReport, type Report } from './report.js'

/** Turns one a line, so that a new run is a readable diff. */
export function writeData (folder: string, data: Performance): void {
  const { turns, ...rest } = data
  writeFileSync(join(folder, 'performance.json'), `${JSON.stringify(rest, undefined, 1).slice(0, -2)},\n "turns": [\n${turns.map(turn => `  ${JSON.stringify(turn)}`).join(',\n')}\n ]\n}\n`)
}

/** What `write…` left in the folder; undefined if it is not there. */
function read<T> (folder: string, name: string): T | undefined {
  const path = join(folder, `${name}.json`)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) as T : undefined
}

/** The page and its plots, from the data in the folder. */
export function writeReport (folder: string): void {
  const data = read<Performance>(folder, 'performance')
  if (data === undefined) throw new Error(`there is no performance.json in ${folder}: run the benches first`)
  save(folder, 'performance.md', performanceReport(data))
}

export function save (folder: string, file: string, { text, plots }: Report): void {
  for (const [name, svg] of plots) writeFileSync(join(folder, name), svg)
  writeFileSync(join(folder, file), text)
}
