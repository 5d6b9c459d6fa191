/** Space set aside, freed when the disk is full so that the database can be opened again at all. */
import { randomBytes } from 'node:crypto'
import { open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

const CHUNK_BYTES = 2 ** 20

export class ReserveFile {
  readonly #path: string
  readonly #bytes: number

  /** @param bytes 0: no reserve */
  constructor (directory: string, bytes: number) {
    this.#path = join(directory, 'reserve')
    this.#bytes = bytes
  }

  /** Makes it where it is missing or of another size. @throws the system's error, ENOSPC above all */
  async make (): Promise<void> {
    if (await this.missingBytes() === 0) return
    const draft = `${this.#path}.new`
    try {
      const file = await open(draft, 'w')
      try {
        // Random, so that no file system compresses it away.
        for (let left = this.#bytes; left > 0; left -= CHUNK_BYTES) await file.writeFile(randomBytes(Math.min(left, CHUNK_BYTES)))
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(draft, this.#path)
    } catch (error) {
      await rm(draft, { force: true })
      throw error
    }
  }

  /** What making it takes of the disk. */
  async missingBytes (): Promise<number> {
    const found = await stat(this.#path).catch(() => undefined)
    return found?.size === this.#bytes ? 0 : this.#bytes
  }

  async free (): Promise<void> { await rm(this.#path, { force: true }) }
}
