import { mkdir, open } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/**
 * Makes a directory and its parents, step by step: Node's own recursive mkdir never returns where the
 * system says that a parent is missing though it is there, as under /proc.
 *
 * Each is on stable storage: what is put into it must not be lost with it.
 *
 * @param mode of those that are made
 * @throws the system's error
 */
export async function makeDirectory (path: string, mode = 0o700): Promise<void> {
  const directory = resolve(path)
  try {
    await mkdir(directory, { mode })
    await syncAbove(directory)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // That something else is in the way is said by its first use.
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || dirname(directory) === directory) throw error
    await makeDirectory(dirname(directory), mode)
    // Once more only: the parent is there now.
    await mkdir(directory, { mode }).catch((again: NodeJS.ErrnoException) => { if (again.code !== 'EEXIST') throw again })
    await syncAbove(directory)
  }
}

async function syncAbove (directory: string): Promise<void> {
  try {
    const above = await open(dirname(directory), 'r')
    try { await above.sync() } finally { await above.close() }
  } catch (error) {
    // One that may be written and not read cannot be synced either.
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error
  }
}
