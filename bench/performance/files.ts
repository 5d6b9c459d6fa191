import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Performance } from './data.js'

/** Turns one a line, so that a new run is a readable diff. */
export function writeData (folder: string, name: string, data: Performance): void {
  const { turns, ...rest } = data
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(rest, undefined, 1).slice(0, -2)},\n "turns": [\n${turns.map(turn => `  ${JSON.stringify(turn)}`).join(',\n')}\n ]\n}\n`)
}
export function writeReport (_folder: string): void {}
