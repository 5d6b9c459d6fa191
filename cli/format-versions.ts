/** Versions of a key and times to live, as the data verbs print them. */
import type { GetResult, Hop, PutResult, Version } from '../client/index.js'
import { bytesToJson, escapeLine, formatTable, shortenIds } from './output.js'
import type { Output } from './output.js'

const UNITS: ReadonlyArray<readonly [unit: string, ms: number]> = [['d', 86_400_000], ['h', 3_600_000], ['m', 60_000], ['s', 1_000]]
/** Above this a time that runs is shown in whole seconds. */
const PRECISE_MS_MAX = 10_000

export function versionToJson (version: Version): object {
  return { ...version, value: bytesToJson(version.value) }
}

export function putToJson ({ previous, ...result }: PutResult): object {
  return { ...result, ...(previous !== undefined && { previous: previous.map(versionToJson) }) }
}

export function formatTime (ms: number): string {
  return new Date(ms).toISOString()
}

/** Exact, and as --ttl takes it: `10m`, `90s`, `1500ms`; null: `none`. */
export function formatTtl (ttlMs: number | null): string {
  if (ttlMs === null) return 'none'
  const exact = UNITS.find(([, ms]) => ttlMs >= ms && ttlMs % ms === 0)
  return exact === undefined ? `${ttlMs}ms` : `${ttlMs / exact[1]}${exact[0]}`
}

/** What is left of a time to live, by this machine's clock; rounded up. */
export function formatRemaining (remainingMs: number): string {
  return formatTtl(remainingMs > PRECISE_MS_MAX ? Math.ceil(remainingMs / 1_000) * 1_000 : remainingMs)
}

/** Milliseconds until a version disappears, at least 1; null: never. */
export function remainingMs ({ expiresAt }: { readonly expiresAt?: number }): number | null {
  return expiresAt === undefined ? null : Math.max(1, expiresAt - Date.now())
}

/** The values one after the other, each announced on stderr. */
export function printVersions (output: Output, versions: readonly Version[]): void {
  for (const [index, version] of versions.entries()) {
    output.note(`# ${index + 1} of ${versions.length}  v=${escapeLine(version.version)}  ${formatTime(version.writtenAt)}`)
    output.value(version.value)
    // Values of one pipe must be told apart.
    if (!output.io.stdoutIsTerminal) output.io.stdout('\n')
  }
}

/** What is known of the versions besides their values, on stderr. */
export function printMeta (output: Output, { siblings, context }: GetResult): void {
  for (const version of siblings) {
    const leftMs = remainingMs(version)
    output.note(`version   ${escapeLine(version.version)}`)
    output.note(`written   ${formatTime(version.writtenAt)}`)
    output.note(`expires   ${leftMs === null || version.expiresAt === undefined ? 'never' : `${formatTime(version.expiresAt)} (in ${formatRemaining(leftMs)})`}`)
  }
  output.note(`siblings  ${siblings.length}`)
  output.note(`context   ${escapeLine(context)}`)
}

/** What --explain shows, on stderr: who was asked what, when, for how long. */
export function printHops (output: Output, hops: readonly Hop[] | undefined): void {
  if (hops === undefined || !output.isText) return
  const short = shortenIds(hops.map(({ peer }) => peer))
  const rows = hops.map(({ peer, kind, startMs, elapsedMs, outcome }) => [`+${startMs.toFixed(1)} ms`, kind, escapeLine(short.get(peer) ?? peer), outcome === 'pending' ? '' : `${elapsedMs.toFixed(1)} ms`, outcome])
  for (const line of formatTable(['at', 'what', 'peer', 'took', 'outcome'], rows)) output.note(line)
}
