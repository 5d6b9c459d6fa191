import { randomBytes } from 'node:crypto'
import { open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from '../../protocols/errors.js'

const TOKEN_BYTES = 32

export function tokenPath (data: string): string { return join(data, 'web.token') }

/**
 * The token of the web page: made when there is none, and made anew when others could read it.
 *
 * @throws ConfigError when the directory cannot be written
 */
export async function loadToken (data: string): Promise<string> {
  const path = tokenPath(data)
  try {
    const { mode } = await stat(path)
    const token = (await readFile(path, 'utf8')).trim()
    if ((mode & 0o077) === 0 && /^[A-Za-z0-9_-]{32,128}$/.test(token)) return token
  } catch { /* there is none that can be read: a new one */ }
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  try {
    const file = await open(`${path}.new`, 'w', 0o600)
    try {
      await file.chmod(0o600)
      await file.writeFile(`${token}\n`)
    } finally {
      await file.close()
    }
    await rename(`${path}.new`, path)
  } catch (cause) {
    throw new ConfigError(`${path} cannot be written (${(cause as Error).message}): the web page needs it; or switch the page off with --web-listen off`, { cause })
  }
  return token
}
