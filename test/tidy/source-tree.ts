/** The project's own files, as the tidy tests read them. */
import { readFileSync, readdirSync, type Dirent } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

export interface SourceFile {
  /** From the project's root, with `/`. */
  readonly path: string
  readonly text: string
  /** What it imports: of ours as a path from the root, of others as written. */
  readonly imports: readonly string[]
}

const FOLDERS = ['protocols', 'storage', 'daemon', 'client', 'cli', 'bench', 'test', 'scripts']

/** Paths from the root of all files under `folders`, sorted. */
export function listFiles (folders: readonly string[] = FOLDERS): string[] {
  const under = (folder: string): Dirent[] => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
  return folders.flatMap(under).filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(ROOT.length)).sort()
}

export function readSource (path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8')
  return { path, text, imports: importsOf(path, text) }
}

/** Static, dynamic and re-exporting imports. */
export function importsOf (path: string, text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) =>
    fileName.startsWith('.') ? normalize(join(dirname(path), fileName)).replace(/\.js$/, '.ts') : fileName)
}
