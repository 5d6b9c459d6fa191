/** The file that says which dev cluster a directory has. */
import { randomBytes } from 'node:crypto'
import { link, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { StoreLockedError } from '../../protocols/errors.js'
import { isProcessAlive, readJson } from '../peers.js'
import type { DevFile } from '../peers.js'

/** @returns where it is now, beside its place */
export async function writeBeside (path: string, file: DevFile): Promise<string> {
  const beside = `${path}.${randomBytes(4).toString('hex')}`
  await writeFile(beside, JSON.stringify(file), { mode: 0o600 })
  return beside
}

/**
 * Puts `file` at `path`, if nobody else has a dev cluster there. Of several at one moment one comes through.
 *
 * @throws StoreLockedError when a dev cluster, or what is left of one, runs
 */
export async function claim (path: string, file: DevFile): Promise<void> {
  const own = await writeBeside(path, file)
  try {
    while (!await link(own, path).then(() => true, isThere)) {
      await refuseSecond(path)
      await removeLeft(path, own)
    }
  } finally { await rm(own, { force: true }) }
}

/** One at a time, which looks again: what another has put in its place meanwhile must stay. */
async function removeLeft (path: string, own: string): Promise<void> {
  const turn = `${path}.turn`
  if (!await link(own, turn).then(() => true, isThere)) {
    const other = await readJson<DevFile>(turn)
    if (other === undefined) return
    if (isProcessAlive(other.pid)) throw new StoreLockedError(`a dev cluster is just being started on ${dirname(path)} (process ${other.pid})`)
    throw new StoreLockedError(`a dev cluster was killed while it was started: if none is being started now, remove ${turn}`)
  }
  try {
    await refuseSecond(path)
    await rm(path, { force: true })
  } finally { await rm(turn, { force: true }) }
}

async function refuseSecond (path: string): Promise<void> {
  const directory = dirname(path)
  const file = await readJson<DevFile>(path)
  if (file === undefined) return
  if (isProcessAlive(file.pid)) throw new StoreLockedError(`a dev cluster runs on ${directory} already (process ${file.pid}); if that process is another program, remove ${path}`)
  const left = file.peers.map(({ pid }) => pid).filter(isProcessAlive)
  if (left.length > 0) throw new StoreLockedError(`peers of an earlier dev cluster still run on ${directory}: stop them with kill ${left.join(' ')}; if those processes are other programs, remove ${path}`)
}

function isThere (error: NodeJS.ErrnoException): boolean {
  if (error.code === 'EEXIST') return false
  throw error
}
