import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { InvalidArgumentError } from '../protocols/errors.js'

/** Bytes of a file that is to be read. @throws InvalidArgumentError when it cannot be */
export async function fileSize (path: string): Promise<number> {
  try {
    await access(path, constants.R_OK)
    const found = await stat(path)
    if (!found.isDirectory()) return found.size
  } catch (cause) {
    throw new InvalidArgumentError(`${path} cannot be read: ${(cause as Error).message}`, { cause })
  }
  throw new InvalidArgumentError(`${path} cannot be read: it is a directory`)
}
