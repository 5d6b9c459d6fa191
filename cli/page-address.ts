import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DaemonFile } from '../daemon/daemon.js'

/** Where the page of a daemon is, with the token behind the # that browsers never send; without it when this user may not read it. */
export async function pageAddress ({ web }: DaemonFile, data: string): Promise<string | undefined> {
  if (web === undefined) return undefined
  try {
    return `${web}#token=${(await readFile(join(data, 'web.token'), 'utf8')).trim()}`
  } catch {
    return web
  }
}
