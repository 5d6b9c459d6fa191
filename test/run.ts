/**
 * Runs the tests tier by tier and ends with `N passed, N failed`.
 *
 *   node dist/test/run.js                 every tier
 *   node dist/test/run.js unit storage    only files whose path (from test/) contains one of these
 *
 * A tier is a folder of test/; its files run in processes of their own, `concurrency` at a time.
 */
import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { run } from 'node:test'
import { fileURLToPath } from 'node:url'

interface Tier {
  readonly folder: string
  readonly concurrency: number
  readonly timeoutMs: number
  /** Files that use the whole machine by themselves: run after the others, one at a time. */
  readonly alone?: RegExp
}

/** In this order: cheap and telling first. A timeout is for one file, and only ends what hangs. */
const TIERS: readonly Tier[] = [
  { folder: 'tidy', concurrency: 2, timeoutMs: 180_000 },
  { folder: 'unit', concurrency: 2, timeoutMs: 120_000 },
  { folder: 'compliance', concurrency: 2, timeoutMs: 180_000 },
  { folder: 'model', concurrency: 2, timeoutMs: 300_000 },
  { folder: 'scenario', concurrency: 2, timeoutMs: 120_000 },
  { folder: 'sim', concurrency: 2, timeoutMs: 600_000 },
  { folder: 'integration', concurrency: 2, timeoutMs: 300_000 },
  { folder: 'e2e', concurrency: 2, timeoutMs: 600_000, alone: /twenty-peers/ },
]

const here = fileURLToPath(new URL('.', import.meta.url))
const wanted = process.argv.slice(2)

function filesOf (tier: Tier): string[] {
  const names = (() => { try { return readdirSync(join(here, tier.folder), { recursive: true, encoding: 'utf8' }) } catch { return [] } })()
  return names.filter(name => name.endsWith('.test.js')).sort()
    .map(name => join(here, tier.folder, name))
    .filter(file => wanted.length === 0 || wanted.some(part => relative(here, file).includes(part)))
}

interface Tally { passed: number, failed: number, skipped: number }

async function runFiles (files: string[], concurrency: number, timeoutMs: number, tally: Tally): Promise<void> {
  for await (const event of run({ files, concurrency, timeout: timeoutMs })) {
    if (event.type === 'test:stdout' || event.type === 'test:stderr') process.stdout.write(event.data.message)
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue
    const { name, details, skip, nesting } = event.data
    // A suite only groups; each file is itself reported as one test around its own.
    if ((details as { type?: string }).type === 'suite') continue
    const isFile = nesting === 0 && files.includes(name)
    if (event.type === 'test:fail') {
      const error = (details as { error?: Error & { failureType?: string } }).error
      if (error?.failureType === 'subtestsFailed') continue
      tally.failed++
      console.log(`FAIL ${relative(here, event.data.file ?? '')} > ${name}`)
      console.log(String((error?.cause as Error | undefined)?.stack ?? error?.cause ?? error?.stack ?? error).replace(/^/gm, '    '))
    } else if (isFile) continue
    else if (skip !== undefined && skip !== false) {
      tally.skipped++
      console.log(`SKIP ${name}: ${String(skip)}`)
    } else tally.passed++
  }
}

const tally: Tally = { passed: 0, failed: 0, skipped: 0 }
for (const tier of TIERS) {
  const files = filesOf(tier)
  if (files.length === 0) continue
  const before = { ...tally }
  const start = process.hrtime.bigint()
  const isAlone = (file: string): boolean => tier.alone?.test(file) ?? false
  const together = files.filter(file => !isAlone(file))
  if (together.length > 0) await runFiles(together, tier.concurrency, tier.timeoutMs, tally)
  for (const file of files.filter(isAlone)) await runFiles([file], 1, tier.timeoutMs, tally)
  const seconds = Number((process.hrtime.bigint() - start) / 10_000_000n) / 100
  console.log(`${tier.folder}: ${tally.passed - before.passed} passed, ${tally.failed - before.failed} failed in ${seconds} s`)
}
if (tally.passed + tally.failed === 0) {
  console.log(`no test matches ${wanted.join(' ')}`)
  tally.failed++
}
console.log(`${tally.passed} passed, ${tally.failed} failed${tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''}`)
process.exit(tally.failed === 0 ? 0 : 1)
