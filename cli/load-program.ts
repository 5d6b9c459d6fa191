import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants, Script } from 'node:vm'

/** Where the build keeps what V8 made of a program. */
export const codeCacheOf = (file: string): string => `${file}.cache`

/**
 * Compiles a program that is one CommonJS file, with the code cache the build left beside it: parsing and compiling
 * take longer than a get. V8 refuses a cache that another version of it made, and compiles as ever.
 */
export function loadProgram (file: string): { readonly script: Script, readonly run: () => void } {
  let cachedData: Buffer | undefined
  try {
    cachedData = readFileSync(codeCacheOf(file))
  } catch { /* It is only faster with it. */ }
  // The bundler writes nothing but ASCII, and Latin-1 needs no decoding.
  const script = new Script(`(function (require, __filename) {${readFileSync(file, 'latin1')}\n})`, {
    filename: file,
    ...(cachedData !== undefined && { cachedData }),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
  return {
    script,
    run: () => {
      const start = script.runInThisContext() as (require: NodeJS.Require, filename: string) => void
      start(createRequire(file), file)
    },
  }
}
