/**
 * The page in Debian's Chromium: how soon it is painted, what it weighs, what ten tabs cost a daemon, and how long
 * a frame takes while 200 members change.
 *
 *   npm run build && node dist/bench/page.js [seconds of each measurement, default 15]
 *
 * Prints JSON, then the goals. Chromium draws in software here and shares the cores with
 * the daemons: on a person's machine it has more.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { devPeerDirectory } from '../cli/peers.js'
import { BROWSER, openBrowser } from '../test/fixtures/browser.js'
import { serveLargeCluster } from '../test/fixtures/large-cluster.js'
import { Checks } from './checks.js'

const SECONDS = Number(process.argv[2] ?? 15)
const TABS = 10
const MEMBERS = 200
const PARTITIONS = 1_024
const CHANGE_MS = 1_000
const GOALS = { firstPaintMs: 1_000, assetBytes: 150 * 1_024, tabsCoreShare: 0.02, frameMs: 50 }
/** User and system time in /proc/PID/stat count these, on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100

interface Frames { readonly frames: number, readonly longestMs: number, readonly longTasks: number }

/** Of the whole process, all its threads. */
function processorSeconds (pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

/** In the browser: frames, and tasks of the page that took longer than 50 ms, for so many milliseconds. */
const WATCH_FRAMES = `milliseconds => new Promise(resolve => {
  let longTasks = 0
  const observer = new PerformanceObserver(list => { longTasks += list.getEntries().length })
  observer.observe({ entryTypes: ['longtask'] })
  const start = performance.now()
  let frames = 0, longestMs = 0, last = start
  const next = () => {
    const now = performance.now()
    longestMs = Math.max(longestMs, now - last)
    last = now
    frames++
    if (now - start < milliseconds) return requestAnimationFrame(next)
    observer.disconnect()
    resolve({ frames, longestMs: Math.round(longestMs), longTasks })
  }
  requestAnimationFrame(next)
})`

/** While the page is left alone. */
async function watchFrames (page: Page): Promise<Frames> {
  return await page.evaluate(`(${WATCH_FRAMES})(${SECONDS * 1_000})`)
}

async function smoothness (browser: Browser): Promise<Record<string, Frames>> {
  const web = await serveLargeCluster(MEMBERS, PARTITIONS, CHANGE_MS)
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 960 } })
    await page.goto(web.url)
    await page.locator('g.member').nth(MEMBERS - 1).waitFor()
    await page.locator('g.member.state-suspect').waitFor()
    // The first changes compile what draws them.
    await sleep(3 * CHANGE_MS)
    const ring = await watchFrames(page)
    await page.getByRole('link', { name: 'Peers' }).click()
    await page.locator('table.peers tbody tr').nth(MEMBERS - 1).waitFor()
    await sleep(3 * CHANGE_MS)
    const peers = await watchFrames(page)
    await page.close()
    return { ring, peers }
  } finally {
    await web.stop()
  }
}

async function firstPaints (browser: Browser, address: string): Promise<number[]> {
  const paints: number[] = []
  for (let run = 0; run < 5; run++) {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(address)
    await page.locator('g.member').first().waitFor()
    paints.push(await page.evaluate(() => Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN)))
    await context.close()
  }
  return paints.sort((a, b) => a - b)
}

async function tabsCost (browser: Browser, address: string, pid: number): Promise<{ quiet: number, open: number, share: number }> {
  const during = async (): Promise<number> => {
    const before = processorSeconds(pid)
    await sleep(SECONDS * 1_000)
    return (processorSeconds(pid) - before) / SECONDS
  }
  const quiet = await during()
  const pages = await Promise.all(Array.from({ length: TABS }, async () => await browser.newPage()))
  for (const page of pages) {
    await page.goto(address)
    await page.locator('g.member').first().waitFor()
  }
  const open = await during()
  await Promise.all(pages.map(async page => { await page.close() }))
  return { quiet, open, share: Number((open - quiet).toFixed(4)) }
}

if (BROWSER === undefined) throw new Error('no browser: install Debian\'s chromium')
const assets = fileURLToPath(new URL('../page/', import.meta.url))
const assetBytes = readdirSync(assets).reduce((sum, name) => sum + gzipSync(readFileSync(join(assets, name))).byteLength, 0)

const data = mkdtempSync(join(tmpdir(), 'p2pkv-bench-'))
const program = fileURLToPath(new URL('../bundle/p2pkv.js', import.meta.url))
const dev = spawn(process.execPath, [program, 'dev', '--peers', '3', '--data', data, '-o', 'json'], { stdio: ['ignore', 'pipe', 'inherit'] })
const browser = await openBrowser()
try {
  await once(createInterface({ input: dev.stdout }), 'line')
  const peer = devPeerDirectory(data, 1)
  const { pid, web } = JSON.parse(readFileSync(join(peer, 'daemon.json'), 'utf8')) as { pid: number, web: string }
  const address = `${web}#token=${readFileSync(join(peer, 'web.token'), 'utf8').trim()}`
  const paints = await firstPaints(browser, address)
  const tabs = await tabsCost(browser, address, pid)
  const smooth = await smoothness(browser)
  const longestMs = Math.max(...Object.values(smooth).map(frames => frames.longestMs))
  console.log(JSON.stringify({ firstPaintMs: { median: paints[2], all: paints }, assetBytes, tabs: { count: TABS, ...tabs }, members: MEMBERS, smooth }, undefined, 2))
  const checks = new Checks()
  checks.rule(`all assets compressed are at most ${GOALS.assetBytes} bytes: ${assetBytes}`, assetBytes <= GOALS.assetBytes)
  checks.goal(`first paint within ${GOALS.firstPaintMs} ms: ${paints[2]} ms`, (paints[2] ?? Infinity) <= GOALS.firstPaintMs)
  checks.goal(`${TABS} tabs cost at most ${100 * GOALS.tabsCoreShare} % of a core: ${(100 * tabs.share).toFixed(1)} %`, tabs.share <= GOALS.tabsCoreShare)
  checks.goal(`no frame over ${GOALS.frameMs} ms while ${MEMBERS} members change: ${longestMs} ms`, longestMs <= GOALS.frameMs)
} finally {
  await browser.close()
  const ended = once(dev, 'exit')
  dev.kill('SIGTERM')
  await ended
  rmSync(data, { recursive: true, force: true })
}
