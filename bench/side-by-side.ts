/**
 * Two or more builds of this project in turns of a second, each with its own daemons and its own client library, on one machine
 * at one time: what a change of the hot path gains. Minutes apart a shared machine differs by more than most changes do, so
 * every turn is compared with its neighbour, and the medians of these ratios are what counts.
 *
 *   git worktree add ../before HEAD~5 && (cd ../before && npm ci)
 *   npm run build && node dist/bench/side-by-side.js ../before . [--cases 'put @64,get @64,get @256'] [--turns 12] [--turn-ms 900]
 *
 * Cases are those of `npm run bench`, without failures and open loops; of `put @N` and the like with any N. A directory may be given twice: that shows the noise.
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { median } from '../cli/bench/median.js'
import type { Case, Turn } from './performance/data.js'
import { number } from './performance/goals.js'
import { MATRIX } from './performance/matrix.js'
import type { startP2pkv } from './performance/p2pkv-system.js'
import { fill, runTurn } from './performance/run-turn.js'
import type { System, SystemClient } from './performance/system.js'

interface Side { readonly name: string, readonly system: System, readonly client: SystemClient }

const WARM_UP_TURNS = 3

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cases: { type: 'string', default: 'put @64,get @64,get @256' }, turns: { type: 'string', default: '12' }, 'turn-ms': { type: 'string', default: '900' } },
})
const [turns, turnMs] = [Number(values.turns), Number(values['turn-ms'])]

async function sideOf (directory: string): Promise<Side> {
  const built = await import(resolve(directory, 'dist/bench/performance/p2pkv-system.js')) as { startP2pkv: typeof startP2pkv }
  const system = await built.startP2pkv()
  return { name: directory, system, client: await system.connect(1) }
}

function caseOf (name: string): Case {
  const inFlight = Number(/^.+ @([1-9]\d{0,3})$/.exec(name)?.[1] ?? NaN)
  const isOf = (one: Case): boolean => one.name === name || (!Number.isNaN(inFlight) && one.name === name.replace(/@.*/, '@64'))
  const alike = MATRIX.find(one => isOf(one) && one.fault === undefined && one.open === undefined)
  const found = alike === undefined || alike.name === name ? alike : { ...alike, name, inFlight }
  if (found === undefined) throw new Error(`there is no case ${name}: see the rows of docs/experiments/performance.md`)
  return found
}

const rateOf = ({ operations }: Turn): number => operations.reduce((sum, { perSecond }) => sum + perSecond, 0)
const cpuOf = ({ cpuMicroseconds }: Turn): number => Object.values(cpuMicroseconds).reduce((sum, us) => sum + us, 0)
const clientCpuOf = ({ cpuMicroseconds }: Turn): number => cpuMicroseconds.client ?? NaN

function print (one: Case, sides: readonly Side[], taken: ReadonlyMap<Side, readonly Turn[]>): void {
  const turnsOf = (side: Side | undefined): readonly Turn[] => side === undefined ? [] : taken.get(side) ?? []
  const base = turnsOf(sides[0])
  for (const side of sides) {
    const own = turnsOf(side)
    const beside = (of: (turn: Turn) => number): string => median(own.map((turn, index) => of(turn) / (base[index] === undefined ? NaN : of(base[index])))).toFixed(3)
    const of = (figure: (turn: Turn) => number): string => number(median(own.map(figure)))
    console.log(`${one.name.padEnd(14)} ${side.name.padEnd(24)} ${of(rateOf).padStart(7)}/s (${beside(rateOf)} times)  ${of(cpuOf).padStart(5)} us (${beside(cpuOf)} times), ${of(clientCpuOf)} of them the client's`)
  }
}

const cases = values.cases.split(',').map(name => caseOf(name.trim()))
const sides: Side[] = []
try {
  for (const directory of positionals) sides.push(await sideOf(directory))
  if (sides.length === 0) throw new Error('give at least one directory with a build in it')
  for (const { client } of sides) for (const one of new Map(cases.map(one => [one.valueBytes, one])).values()) await fill(client, one)
  const taken = new Map(cases.map(one => [one, new Map(sides.map(side => [side, [] as Turn[]]))]))
  for (let repeat = 1 - WARM_UP_TURNS; repeat <= turns; repeat++) {
    for (const one of cases) {
      // Who goes first alternates, too.
      for (const side of repeat % 2 === 0 ? sides : sides.toReversed()) {
        const turn = await runTurn(side.system, side.client, one, { repeat, turnMs })
        if (repeat > 0) taken.get(one)?.get(side)?.push(turn)
      }
    }
  }
  for (const [one, ofSides] of taken) print(one, sides, ofSides)
} finally {
  for (const { system, client } of sides) {
    await client.close()
    await system.close()
  }
}
process.exit(0)
