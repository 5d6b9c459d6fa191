import type { Case } from './data.js'

const BASE = { getsPercent: 80, distribution: 'uniform', valueBytes: 1024, keys: 10_000, inFlight: 64, clients: 1 } as const
const OPERATIONS = [['put', 0], ['get', 100], ['80/20', 80]] as const
/** YCSB's A and B (Cooper et al., SoCC 2010, section 4); C is `get`. */
const YCSB = [['YCSB A', 50], ['YCSB B', 95]] as const
/** Bytes, keys, requests in flight: what is under way stays below 20 MiB. */
const SIZES = [[10_240, 1_000, 64], [102_400, 200, 32], [1_048_576, 48, 16]] as const

/** Which keys are asked for changes less than what the machine does within a minute: these are compared side by side. */
export const SKEWS = ['zipf', 'hotspot'] as const
const BESIDE = (['uniform', ...SKEWS] as const).map(distribution => ({ ...BASE, name: `80/20 ${distribution}, in turns`, distribution, only: 'p2pkv' as const, rounds: 4 }))

/** Every case of the whole run, in the order of a repeat. Those with a fault come last. */
export const MATRIX: readonly Case[] = [
  ...[1, 16, 64, 256].flatMap(inFlight => OPERATIONS.map(([name, getsPercent]) => ({ ...BASE, name: `${name} @${inFlight}`, getsPercent, inFlight }))),
  ...YCSB.map(([name, getsPercent]) => ({ ...BASE, name, getsPercent })),
  ...SKEWS.flatMap(distribution => OPERATIONS.map(([name, getsPercent]) => ({ ...BASE, name: `${name} ${distribution}`, getsPercent, distribution }))),
  ...BESIDE,
  ...SIZES.flatMap(([valueBytes, keys, inFlight]) => (['put', 'get'] as const).map(name => ({ ...BASE, name: `${name} ${valueBytes / 1024} KiB`, getsPercent: name === 'put' ? 0 : 100, valueBytes, keys, inFlight }))),
  ...[4, 16].map(clients => ({ ...BASE, name: `80/20, ${clients} clients`, clients, only: 'p2pkv' as const })),
  ...[0.25, 0.5, 0.75, 0.9].map(share => ({ ...BASE, name: `80/20 open at ${100 * share} %`, inFlight: 1_024, open: { base: '80/20 @64', share } })),
  { ...BASE, name: '80/20, one killed', fault: 'killed' },
  { ...BASE, name: '80/20, one stopped', fault: 'stopped' },
]

/** What the goals are about, without sizes above 1 KiB but the largest. */
const QUICK = new Set([...['put', 'get', '80/20'].flatMap(name => [1, 64, 256].map(inFlight => `${name} @${inFlight}`)), ...BESIDE.map(({ name }) => name), 'put 1024 KiB', '80/20 open at 50 %', '80/20, one killed'])

export const QUICK_MATRIX: readonly Case[] = MATRIX.filter(({ name }) => QUICK.has(name))

/** The turns of one repeat. */
export function turnsOf (cases: readonly Case[]): Case[] {
  const turns: Case[] = []
  for (let at = 0; at < cases.length;) {
    const rounds = cases[at]?.rounds ?? 1
    let end = at + 1
    while (rounds > 1 && cases[end]?.rounds === rounds) end++
    for (let round = 0; round < rounds; round++) turns.push(...cases.slice(at, end))
    at = end
  }
  return turns
}
