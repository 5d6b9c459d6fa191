import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Performance, Scaling, Startup } from './data.js'
import { performanceReport, type Report } from './report.js'
import { scalingReport, startupReport } from './sections.js'

/** Turns one a line, so that a new run is a readable diff. */
function save (folder: string, name: string, rest: object, list: string, items: readonly object[]): void {
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(rest, undefined, 1).slice(0, -2)},\n "${list}": [\n${items.map(item => `  ${JSON.stringify(item)}`).join(',\n')}\n ]\n}\n`)
}

export function writePerformance (folder: string, { turns, ...rest }: Performance): void { save(folder, 'performance', rest, 'turns', turns) }
export function writeStartup (folder: string, { starts, ...rest }: Startup): void { save(folder, 'startup', rest, 'starts', starts) }
export function writeScaling (folder: string, { turns, ...rest }: Scaling): void { save(folder, 'scaling', rest, 'turns', turns) }

/** What `write…` left in the folder; undefined if it is not there. */
function read<T> (folder: string, name: string): T | undefined {
  const path = join(folder, `${name}.json`)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) as T : undefined
}

/** The page and its plots, from the data in the folder; what was not measured is left out. */
export function writeReport (folder: string): void {
  const data = read<Performance>(folder, 'performance')
  if (data === undefined) throw new Error(`there is no performance.json in ${folder}: run the benches first`)
  const [scaling, startup] = [read<Scaling>(folder, 'scaling'), read<Startup>(folder, 'startup')]
  writePage(folder, 'performance.md', performanceReport(data, [
    ...scaling === undefined ? [] : [scalingReport(scaling)],
    ...startup === undefined ? [] : [startupReport(startup)],
  ]))
}

export function writePage (folder: string, file: string, { text, plots }: Report): void {
  for (const [name, svg] of plots) writeFileSync(join(folder, name), svg)
  writeFileSync(join(folder, file), text)
}
