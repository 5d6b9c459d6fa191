/**
 * Faults on real daemons.
 *
 *   npm run nemesis -- [--runs 20] [--seconds 60] [--seed S]
 *
 * Prints for each run its seed, its faults and what came of it. The exit code is 0 if all held.
 */
import { parseArgs } from 'node:util'
import { insideNamespace, TestNetwork } from '../../fixtures/faults/test-network.js'
import { describeTwin, drawTwin } from './twin-config.js'
import { runTwin } from './twin-run.js'

const SHOWN_MAX = 10
const INSIDE = '--inside'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string' },
    inside: { type: 'boolean', default: false },
  },
})

async function runAll (netsplits: boolean): Promise<boolean> {
  const runs = Number(values.runs)
  const first = values.seed === undefined ? Math.floor(Date.now() / 1000) % 1_000_000_000 : Number(values.seed)
  let failed = 0
  const missing = new Set<string>()
  for (let seed = first; seed < first + runs; seed++) {
    const config = drawTwin(seed, Number(values.seconds) * 1_000)
    console.log(describeTwin(config))
    const result = await runTwin(config, { netsplits })
    console.log(`  ${result.summary}`)
    for (const reason of result.missing) missing.add(reason)
    if (result.violations.length === 0) continue
    failed++
    for (const violation of result.violations.slice(0, SHOWN_MAX)) console.log(`  VIOLATION ${violation}`)
    console.log(`  ${result.violations.length} violations, history in ${result.savedIn ?? ''}; again: npm run nemesis -- --runs 1 --seconds ${values.seconds} --seed ${seed}`)
  }
  for (const reason of missing) console.log(`SKIPPED some faults: ${reason}`)
  console.log(`${runs} runs of ${values.seconds} s from seed ${first}: ${failed} failed`)
  return failed === 0
}

const whyNot = values.inside ? undefined : TestNetwork.whyNot()
if (values.inside || whyNot !== undefined) {
  if (whyNot !== undefined) console.log(`SKIPPED netsplits: ${whyNot}`)
  // Its parent holds its input open: without it, nobody would wait for this.
  else process.stdin.on('end', () => { process.exit(143) }).resume()
  process.exit(await runAll(values.inside) ? 0 : 1)
}
const child = insideNamespace([...process.argv.slice(1), INSIDE])
process.once('SIGTERM', () => { child.kill('SIGTERM') })
process.exitCode = await new Promise<number>(resolve => { child.once('close', code => { resolve(code ?? 1) }) })
