/** What the command line must have, what it has, and what is run through the real bundle. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Command } from 'commander'
import { EXIT } from '../../cli/exit-codes.js'
import { withSubcommands } from '../../cli/program.js'
import { documentedProgram } from '../../cli/reference.js'
import { lessonOf } from '../../cli/teach.js'
import { CONFIG_KEYS, flagOf } from '../../daemon/config/table.js'
import { ROOT } from './source-tree.js'

/** Every verb that was promised, with the flags that were named. */
const PROMISED: Readonly<Record<string, string>> = {
  init: '--name --data', daemon: '--listen --bootstrap --zone --weight', dev: '--peers',
  get: '--bucket -r --strict --siblings --explain', put: '-f --bucket -w --strict --ttl --context --if-absent --if-match --explain', del: '--bucket', exists: '--bucket', ttl: '--set --clear',
  scan: '--limit --cursor --values', 'conflicts ls': '', 'conflicts resolve': '', locate: '', pipe: '', import: '', export: '',
  status: '--watch', members: '', health: '', wait: '--synced --members', 'ring show': '', 'ring plan': '', 'ring apply': '', 'ring history': '',
  'member remove': '', 'member replace': '', 'member leave': '', 'member set': '', 'workers ls': '', 'hints ls': '', tombstones: '', transfers: '',
  'repair start': '', 'repair status': '', 'scrub start': '', 'scrub status': '', 'bucket ls': '', 'bucket create': '', 'bucket set': '', backup: '', restore: '', verify: '',
  doctor: '', bench: '', config: '', 'log-level': '', 'debug bundle': '', version: '', completion: '',
}
const EVERYWHERE = ['-p', '--peer', '-o', '--data']
const NEEDS_NO_PEER = ['init', 'daemon', 'dev', 'config', 'version', 'completion', 'verify']
const CODES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 130]
/** A fault of ours, which no test can ask for. */
const CODES_NOT_RUN = [1]

const program = documentedProgram()
const wordsOf = (command: Command): string[] => command.parent === null ? [] : [...wordsOf(command.parent), command.name()]
const leaves = withSubcommands(program).filter(({ commands, parent }) => commands.length === 0 && parent !== null)
const flagsOf = (command: Command): string[] => command.options.flatMap(({ short, long }) => [short, long].flatMap(flag => flag ?? []))
const reference = readFileSync(join(ROOT, 'docs/reference/cli.md'), 'utf8')
const tests = readdirSync(join(ROOT, 'test/e2e'), { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts')).map(name => readFileSync(join(ROOT, 'test/e2e', name), 'utf8')).join('\n')

test('every verb and flag that was promised is there', () => {
  const missing = Object.entries(PROMISED).flatMap(([verb, flags]) => {
    const command = leaves.find(leaf => wordsOf(leaf).join(' ') === verb)
    if (command === undefined) return [verb]
    const wanted = [...flags.split(' ').filter(flag => flag !== ''), ...(NEEDS_NO_PEER.includes(verb) ? [] : EVERYWHERE)]
    return wanted.filter(flag => !flagsOf(command).includes(flag)).map(flag => `${verb} ${flag}`)
  })
  assert.deepEqual(missing, [])
})

test('the reference has every verb, flag and exit code', () => {
  for (const leaf of leaves) {
    const section = reference.split(/^#+ p2pkv /m).find(part => part.startsWith(`${wordsOf(leaf).join(' ')}\n`))
    assert.ok(section !== undefined, wordsOf(leaf).join(' '))
    for (const flag of flagsOf(leaf)) assert.ok(section.includes(flag), `${wordsOf(leaf).join(' ')} ${flag}`)
    for (const exit of lessonOf(leaf)?.exits ?? []) assert.match(section, new RegExp(`Exit codes:.*\\b${exit}\\b`))
  }
  for (const code of CODES) assert.match(reference, new RegExp(`^\\| ${code} \\|`, 'm'))
  assert.deepEqual(Object.values(EXIT), CODES)
})

test('every verb, flag and exit code is run through the real bundle by a test in test/e2e', () => {
  const settings = new Set<string>(CONFIG_KEYS.map(flagOf))
  const missing = leaves.flatMap(leaf => {
    const words = wordsOf(leaf)
    const isRun = tests.includes(words.map(word => `'${word}'`).join(', ')) || tests.includes(`${words.map(word => `'${word}'`).join(', ').slice(0, -1)} `)
    // Settings are all given to config show, which reads them as the daemon does; an alias is the same option.
    const notGiven = leaf.options.filter(({ short, long }) => long !== undefined && !settings.has(long) && ![short, long].some(flag => flag !== undefined && tests.includes(`'${flag}`)))
    return [...isRun ? [] : [words.join(' ')], ...notGiven.map(({ long }) => `${words.join(' ')} ${long ?? ''}`)]
  })
  assert.deepEqual(missing, [], 'add them to test/e2e/verbs.test.ts')
  const notSeen = CODES.filter(code => !CODES_NOT_RUN.includes(code) && !new RegExp(`\\b(status|exit|run)\\b[^\\n]*\\b${code}\\b`).test(tests))
  assert.deepEqual(notSeen, [])
})
