import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brokenImport, importCycles } from './import-rules.js'
import { importsOf, listFiles, readSource, type SourceFile } from './source-tree.js'

const LINES_MAX = 500
const files: SourceFile[] = listFiles().filter(path => /\.(tsx?|mjs)$/.test(path)).map(readSource)
const ours = files.filter(({ path }) => !path.startsWith('protocols/pb/'))
const product = ours.filter(({ path }) => !/^(test|bench|scripts)\//.test(path))
const core = ours.filter(({ path }) => /^(daemon\/core|storage|protocols)\//.test(path) && !/^(storage\/classic|protocols\/libp2p)/.test(path))

function nothing (problems: readonly string[]): void {
  assert.equal(problems.length, 0, `\n${problems.join('\n')}`)
}

/** `file:line` of each match outside of comments. */
function matches (sources: readonly SourceFile[], pattern: RegExp): string[] {
  return sources.flatMap(({ path, text }) => text.split('\n').flatMap((line, index) =>
    pattern.test(line.replace(/^\s*(\*|\/\/|\/\*).*$/, '').replace(/ \/\/ .*$/, '')) ? [`${path}:${index + 1}`] : []))
}

test('there are files to look at', () => {
  assert.ok(product.length > 20 && core.length > 10)
})

test('each file imports only what its layer may', () => {
  nothing(files.flatMap(({ path, imports }) => imports.flatMap(target => brokenImport(path, target) ?? [])))
})

test('the import table refuses what it should', () => {
  const wrong: Array<[string, string]> = [
    ['daemon/core/x.ts', 'storage/classic.ts'], ['daemon/core/x.ts', 'node:fs'], ['daemon/core/x.ts', 'daemon/platform/x.ts'],
    ['daemon/core/x.ts', 'protocols/libp2p/x.ts'], ['storage/x.ts', 'daemon/core/env.ts'], ['protocols/record/x.ts', 'protocols/rpc/rpc.ts'],
    ['client/x.ts', 'daemon/daemon.ts'], ['client/x.ts', 'classic-level'], ['client/x.ts', 'daemon/service/index.ts'], ['daemon/service/x.ts', 'storage/classic.ts'], ['cli/x.ts', 'storage/store.ts'], ['daemon/daemon.ts', 'test/run.ts'],
    ['daemon/config/x.ts', 'libp2p'], ['lib/x.ts', 'node:fs'],
  ]
  for (const [path, target] of wrong) assert.notEqual(brokenImport(path, target), undefined, `${path} > ${target}`)
  assert.equal(brokenImport('daemon/daemon.ts', 'storage/classic.ts'), undefined)
  assert.deepEqual(importsOf('a/b.ts', "import type { X } from '../c/d.js'\nexport { y } from './e.js'\nawait import('node:fs')"), ['c/d.ts', 'a/e.ts', 'node:fs'])
})

test('no files import each other in a circle', () => {
  nothing(importCycles(new Map(files.map(({ path, imports }) => [path, imports]))).map(cycle => `${cycle}: move what both need into a third file`))
  assert.deepEqual(importCycles(new Map([['a', ['b']], ['b', ['c']], ['c', ['b']]])), ['b > c > b'])
})

test('what decides reads no clock and no randomness of its own', () => {
  nothing(matches(core, /\bDate\b(?!:)|\bMath\.random\b|\bperformance\./).map(at => `${at}: use env.clock or env.prng`))
})

test('errors have a class a caller can act on', () => {
  nothing(matches(product, /\b(throw|reject\()\s*\(?new (Error|TypeError|RangeError)\b/).map(at => `${at}: use a class of protocols/errors.ts (InvariantError for a bug of ours)`))
})

test('nothing is left for later in the code', () => {
  const marker = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'].join('|')})\\b`)
  nothing(ours.flatMap(({ path, text }) => text.split('\n').flatMap((line, index) => marker.test(line) ? [`${path}:${index + 1}: do it, or say in the documents that it is missing`] : [])))
})

test(`files have at most ${LINES_MAX} lines`, () => {
  nothing(ours.flatMap(({ path, text }) => text.trimEnd().split('\n').length > LINES_MAX ? [`${path}: split it by what it decides`] : []))
})

test('file and folder names are kebab-case', () => {
  nothing(files.flatMap(({ path }) => path.split('/').every(part => /^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.bench)?(\.[a-z]+)?$/.test(part)) ? [] : [`${path}: use lower-case words joined by -`]))
})

test('tests do not sleep for a fixed time', () => {
  // Real processes and sockets give no event for everything; what runs as a process of its own is real, too.
  const tests = ours.filter(({ path }) => /^test\/(?!e2e|integration|fixtures\/faults)/.test(path))
  nothing(matches(tests, /timers\/promises|await new Promise\(\s*\(?\w+\)?\s*=>\s*setTimeout/).map(at => `${at}: wait for an event, or let the simulator's clock run`))
})
