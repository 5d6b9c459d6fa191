import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import type { MemberDocument, StatusDocument } from '../../../protocols/web/documents.js'
import { axisOf, linePath } from '../../../daemon/page/chart-math.js'
import { count, duration, hexDump, rate, visible } from '../../../daemon/page/format.js'
import { happeningsBetween, lastTold } from '../../../daemon/page/happenings.js'
import { replicaBands, runsOf, sector, standAround } from '../../../daemon/page/ring-geometry.js'

const PAGE = fileURLToPath(new URL('../../../page/', import.meta.url))
const ASSETS_BYTES_MAX = 150 * 1024

test('all of the page is small', () => {
  const files = readdirSync(PAGE)
  assert.deepEqual(files.sort(), ['icon.svg', 'index.html', 'page.css', 'page.js'], 'built by npm run build')
  const bytes = files.reduce((sum, name) => sum + gzipSync(readFileSync(PAGE + name)).length, 0)
  assert.ok(bytes > 5_000 && bytes < ASSETS_BYTES_MAX, `${bytes} bytes`)
})

test('the page asks no other host for anything, and makes no HTML of text', () => {
  for (const name of readdirSync(PAGE)) {
    const text = readFileSync(PAGE + name, 'utf8').replaceAll('http://www.w3.org/', '')
    assert.doesNotMatch(text, /https?:\/\/|\/\/[a-z]+\.[a-z]{2,}/i, name)
  }
  const sources = fileURLToPath(new URL('../../../../daemon/page/', import.meta.url))
  for (const name of readdirSync(sources).filter(each => /\.tsx?$/.test(each))) assert.doesNotMatch(readFileSync(sources + name, 'utf8'), /innerHTML|dangerouslySet|document\.write|outerHTML|insertAdjacent|\beval\b/, name)
})

test('what cannot be seen is written out, and the rest stays', () => {
  assert.equal(visible('a\u0000b\u001b[31m\u202etxt\u200b\ufeff'), 'a\\x00b\\x1b[31m\\u202etxt\\u200b\\ufeff')
  assert.equal(visible('<b>ä\n\t日本</b>'), '<b>ä\n\t日本</b>')
  fc.assert(fc.property(fc.string({ unit: 'binary' }), text => { assert.doesNotMatch(visible(text), /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/) }))
})

test('numbers are written as people read them', () => {
  assert.deepEqual([0.25, 9.96, 14.2, 1_500, 59_000, 61_000, 7_200_000, 400_000_000].map(duration), ['0.3 ms', '10 ms', '14 ms', '1.5 s', '59 s', '1 min', '2 h', '5 d'])
  assert.deepEqual([0, 999, 1_024, 1_234_567].map(count), ['0', '999', '1\u202f024', '1\u202f234\u202f567'])
  assert.deepEqual([0, 0.05, 0.4, 1.25, 12.6, 1_234, 45_678].map(rate), ['0', '0.05', '0.4', '1.3', '13', '1.2 k', '46 k'])
  assert.equal(hexDump(Uint8Array.of(72, 105, 0)), `000000  48 69 00${' '.repeat(39)}  Hi·`)
})

test('runs cover every place once, in order', () => {
  fc.assert(fc.property(fc.array(fc.nat(3), { maxLength: 64 }), values => {
    const runs = [...runsOf(values)].flatMap(([value, list]) => list.map(run => ({ value, ...run }))).sort((a, b) => a.from - b.from)
    assert.deepEqual(runs.flatMap(({ value, from, to }) => new Array<number>(to - from).fill(value)), values)
    for (const [index, run] of runs.entries()) assert.equal(run.from, index === 0 ? 0 : runs[index - 1]?.to)
  }))
})

test('members stand evenly around the ring, each at one place', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), fc.array(fc.nat(45), { minLength: 1, maxLength: 256 }), (members, firsts) => {
    const turns = standAround(firsts.map(first => [first]), members)
    assert.equal(turns.length, members)
    assert.ok(turns.every(turn => turn >= 0 && turn < 1))
    const sorted = [...turns].sort((a, b) => a - b)
    for (const [index, turn] of sorted.slice(1).entries()) assert.ok(Math.abs(turn - (sorted[index] ?? 0) - 1 / members) < 1e-9)
  }))
})

test('a member that leads one side of the ring stands at that side', () => {
  const owners = [...new Array<number[]>(50).fill([0]), ...new Array<number[]>(50).fill([1])]
  assert.deepEqual(standAround(owners, 2), [0.25, 0.75])
})

test('bands lie within each other for any number of replicas', () => {
  for (let replicas = 1; replicas <= 7; replicas++) {
    const bands = replicaBands(replicas, 258)
    assert.equal(bands.length, replicas)
    for (const [index, { inner, outer }] of bands.entries()) assert.ok(inner < outer && outer <= (bands[index - 1]?.inner ?? 258) && inner > 100)
  }
  assert.match(sector(0, 1, 10, 20), /Z.*Z/, 'a whole turn is two halves')
})

test('an axis ends at or above the most, with few round steps', () => {
  fc.assert(fc.property(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), most => {
    const { max, ticks } = axisOf(most)
    assert.ok(max >= most * 0.999_999 && max <= most * 5 && ticks.length >= 2 && ticks.length <= 6)
  }))
  assert.deepEqual(axisOf(0), { max: 1, ticks: [0, 1] })
})

test('a line has gaps where nothing was measured', () => {
  const scale = { x: (index: number) => index, y: (value: number) => value }
  assert.equal(linePath([1, 2, null, 3, null], scale), 'M0.0 1.0L1.0 2.0M3.0 3.0h0.1')
})

test('what happened between two looks is told once', () => {
  const member = (name: string, change: Partial<MemberDocument> = {}): MemberDocument => ({
    peerId: name, name, zone: 'z', state: 'up', stateMs: 0, partitions: 1, weight: 100, keys: 0, diskFreeBytes: 0, diskTotalBytes: 0, storeState: 'open', hintsOut: 0, hintsIn: 0,
    pull: { done: 0, total: 0, leftMs: 0 }, version: '1', seenMsAgo: 0, clockOffsetMs: 0, roundTripMs: null, incarnation: 1, addresses: [], ...change,
  })
  const status = (members: MemberDocument[], ringEpoch = 1): StatusDocument => ({ v: 1, cluster: 'c', ringEpoch, self: 'a', partitions: 8, partitionsWithQuorum: 8, fullyReplicated: 8, replicas: 3, members, advice: [] })
  const texts = (before: StatusDocument, after: StatusDocument): string[] => happeningsBetween(before, after, 0).map(({ text }) => text)
  const quiet = status([member('a'), member('b')])
  assert.deepEqual(texts(quiet, quiet), [])
  assert.deepEqual(texts(quiet, status([member('a'), member('b', { state: 'suspect' })])), ['b is suspected: it does not answer probes'])
  assert.deepEqual(texts(status([member('b', { state: 'suspect' })]), status([member('b', { state: 'down', hintsIn: 3 })])), ['b is down', 'writes for b are kept as hints'])
  assert.deepEqual(texts(status([member('b', { state: 'joining' })]), status([member('b', { pull: { done: 0, total: 4, leftMs: 0 } })], 2)), ['b has joined', 'b fetches the data of 4 partitions', 'view 2 of the ring was issued'])
  assert.deepEqual(texts(quiet, status([member('a')])), ['b is a member no more'])
  // A member that was not heard in time has not finished, and its hints are not gone.
  const busy = status([member('a', { pull: { done: 1, total: 4, leftMs: 0 } }), member('b', { hintsIn: 2 })])
  assert.deepEqual(texts(busy, status([member('a', { storeState: '' }), member('b')])), [])
  assert.deepEqual(texts(busy, quiet), ['a holds all its data', 'all hints for b were brought'])
  const silent = status([member('a', { storeState: '' }), member('b')])
  assert.deepEqual(texts(lastTold(busy, silent), quiet), ['a holds all its data', 'all hints for b were brought'], 'silence does not hide the end')
  assert.deepEqual(lastTold(busy, quiet), quiet)
  assert.deepEqual(lastTold(undefined, quiet), quiet)
})
