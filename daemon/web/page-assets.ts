import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzip } from 'node:zlib'
import { promisify } from 'node:util'

export interface Asset {
  readonly type: string
  readonly etag: string
  readonly bytes: Buffer
  readonly gzipped: Buffer
}

/** The page: nothing else is served. */
const FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/page.js': ['page.js', 'text/javascript; charset=utf-8'],
  '/page.css': ['page.css', 'text/css; charset=utf-8'],
  '/icon.svg': ['icon.svg', 'image/svg+xml'],
}

const compress = promisify(gzip)

/** `<package>/dist/page`, wherever below dist this code was bundled to. */
function pageDirectory (): string {
  const url = import.meta.url
  return fileURLToPath(new URL('page/', url.slice(0, url.lastIndexOf('/dist/') + '/dist/'.length)))
}

/** The files of the page, read when they are first asked for. */
export class PageAssets {
  readonly #assets = new Map<string, Promise<Asset>>()

  constructor (private readonly directory: string = pageDirectory()) {}

  /** @returns undefined for a path that is no part of the page, or when the page was not built */
  async get (path: string): Promise<Asset | undefined> {
    const [file, type] = FILES[path] ?? []
    if (file === undefined || type === undefined) return undefined
    let asset = this.#assets.get(path)
    if (asset === undefined) this.#assets.set(path, asset = this.#load(file, type))
    try {
      return await asset
    } catch {
      this.#assets.delete(path)
      return undefined
    }
  }

  async #load (file: string, type: string): Promise<Asset> {
    const bytes = await readFile(`${this.directory}/${file}`)
    return { type, bytes, gzipped: await compress(bytes, { level: 9 }), etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` }
  }
}
