/**
 * Balance and movement of the ring, for 3 to 100 members (Q = 1,024, N = 3), and the time it takes.
 *
 *   npx tsc -b && node dist/bench/ring-balance.js          3 to 100 members
 *   npx tsc -b && node dist/bench/ring-balance.js 1000     and this many
 *
 * share      largest number of partitions of a member, over its fair share: the mean for equal weights;
 *            else by weight, but each at most once in a partition, zones likewise
 * first      the same of the partitions of which it is the first primary
 * join/leave slots moved when one member joins or leaves, over what members lack of their quotas: a lower
 *            bound, not always reachable with zones or very unequal weights
 * churn      after `CHURN_STEPS` joins and leaves in turn: share, first, and the worst move of them
 */
import { performance } from 'node:perf_hooks'
import { claim, movementMin, type Claimed, type ClaimMember } from '../daemon/core/ring/claim.js'
import { quotas } from '../daemon/core/ring/quotas.js'
import { NO_MEMBER } from '../daemon/core/ring/slot-table.js'
import type { NodeId } from '../protocols/record/node-id.js'

const PARTITIONS = 1_024
const REPLICAS = 3
const CHURN_STEPS = 40
const FINENESS = 8
const SIZES = [3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 25, 32, 40, 50, 64, 80, 100]

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

interface Shape { readonly name: string, readonly zones: number, readonly weights: readonly number[] }
const SHAPES: readonly Shape[] = [
  { name: 'equal weights, one zone', zones: 1, weights: [100] },
  { name: 'equal weights, 3 zones', zones: 3, weights: [100] },
  { name: 'equal weights, 5 zones', zones: 5, weights: [100] },
  { name: 'weights 1, 2 and 4, one zone', zones: 1, weights: [1, 2, 4] },
]

function member (number: number, shape: Shape): ClaimMember {
  let rest = Math.imul(number + 1, 0x9e37_79b1) >>> 0
  let tail = ''
  for (let i = 0; i < 6; i++) { tail += ALPHABET[rest % 58] ?? ''; rest = Math.floor(rest / 58) }
  return {
    peerId: `12D3KooW${'1'.repeat(32)}${String(number + 1).replaceAll('0', 'z').padStart(6, '1')}${tail}` as NodeId,
    weight: shape.weights[number % shape.weights.length] ?? 1,
    zone: `z${number % shape.zones}`,
  }
}

const sorted = (members: ClaimMember[]): ClaimMember[] => members.sort((a, b) => a.peerId < b.peerId ? -1 : 1)

/** Largest count of a member over what is fair to it: by weight, but at most every partition. */
function worst ({ members, assignment }: Claimed, positions: number): number {
  const counts = new Map<number, number>()
  assignment.forEach((owner, slot) => {
    if (slot % REPLICAS < positions) counts.set(owner, (counts.get(owner) ?? 0) + 1)
  })
  // The fair share is what a ring of very many partitions would give: it has no rounding.
  const zones = members.map(({ weight, zone }) => ({ weight, zone: Number(zone.slice(1)), held: 0 }))
  const fair = quotas(zones, PARTITIONS * FINENESS, Math.min(REPLICAS, members.length))
  return Math.max(...members.map((_, index) => (counts.get(index) ?? 0) / ((fair[index] ?? 0) / FINENESS * positions / REPLICAS)))
}

function step (previous: Claimed, members: ClaimMember[]): { next: Claimed, ratio: number } {
  const input = { partitions: PARTITIONS, replicas: REPLICAS, members, previous }
  const next = { members, assignment: claim(input) }
  let moved = 0
  for (let first = 0; first < next.assignment.length; first += REPLICAS) {
    const before = new Set(Array.from(previous.assignment.subarray(first, first + REPLICAS), owner => previous.members[owner]?.peerId))
    for (const owner of next.assignment.subarray(first, first + REPLICAS)) if (owner !== NO_MEMBER && !before.has(members[owner]?.peerId)) moved++
  }
  return { next, ratio: moved === 0 ? 1 : moved / movementMin(input) }
}

function timed<T> (work: () => T): [T, number] {
  const start = performance.now()
  const result = work()
  return [result, performance.now() - start]
}

const sizes = [...SIZES, ...process.argv.slice(2).map(Number)]
for (const shape of SHAPES) {
  console.log(`\n${shape.name}\n`)
  console.log('| members | share | first | join | leave | churn share | churn first | churn worst move | fresh, ms | join, ms |')
  console.log('|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|')
  for (const size of sizes) {
    const members = sorted(Array.from({ length: size }, (_, number) => member(number, shape)))
    const [assignment, freshMs] = timed(() => claim({ partitions: PARTITIONS, replicas: REPLICAS, members }))
    const fresh = { members, assignment }
    const [join, joinMs] = timed(() => step(fresh, sorted([...members, member(size, shape)])))
    const leave = step(fresh, members.filter((_, index) => index !== size >> 1))
    let now: Claimed = fresh
    let worstMove = 0
    for (let i = 0; i < CHURN_STEPS; i++) {
      const next = i % 2 === 0
        ? sorted([...now.members, member(size + i, shape)])
        : now.members.filter((_, index) => index !== (i * 7) % now.members.length)
      const { next: after, ratio } = step(now, next)
      worstMove = Math.max(worstMove, ratio)
      now = after
    }
    const figures = [worst(fresh, REPLICAS), worst(fresh, 1), join.ratio, leave.ratio, worst(now, REPLICAS), worst(now, 1), worstMove]
    console.log(`| ${size} | ${figures.map(figure => figure.toFixed(3)).join(' | ')} | ${freshMs.toFixed(0)} | ${joinMs.toFixed(0)} |`)
  }
}
