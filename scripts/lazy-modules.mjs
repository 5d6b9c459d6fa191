/**
 * Modules that a bundle makes when they are first called, rather than when it starts: most commands never call them.
 * By name, with as much of each as `importer` takes; if it takes more, the build fails.
 */
const callsOf = (module, names) => names.map(name => `export const ${name} = (...args) => require('${module}').${name}(...args)`).join('\n')

const LAZY = {
  // Commander starts programs for verbs that are programs; we have none.
  'node:child_process': { importer: /[\\/]commander[\\/]/, contents: callsOf('node:child_process', ['spawn']) },
  'node:fs/promises': { importer: /[\\/]dist[\\/]/, contents: callsOf('node:fs/promises', ['access', 'link', 'mkdir', 'open', 'readFile', 'readdir', 'realpath', 'rename', 'rm', 'stat', 'statfs', 'writeFile']) },
  // WebAssembly, which noise compiles as soon as it is imported. OpenSSL does the hashes, and the first messages of a process.
  '@chainsafe/as-sha256': { importer: /[\\/]libp2p-noise[\\/]/, contents: callsOf('@chainsafe/as-sha256', ['digest']) },
  '@chainsafe/as-chacha20poly1305': {
    importer: /[\\/]libp2p-noise[\\/]/,
    contents: `
      let made
      function make () {
        const { ChaCha20Poly1305, newInstance } = require('@chainsafe/as-chacha20poly1305')
        return made = new ChaCha20Poly1305(newInstance())
      }
      export const newInstance = () => undefined
      export class ChaCha20Poly1305 {
        seal (...args) { return (made ?? make()).seal(...args) }
        open (...args) { return (made ?? make()).open(...args) }
      }`,
  },
}

/** A plugin of esbuild. */
export const lazyModules = {
  name: 'lazy-modules',
  setup (build) {
    build.onResolve({ filter: /^(node|@chainsafe)[:/]/ }, ({ path, importer, namespace, resolveDir }) =>
      namespace === 'file' && LAZY[path]?.importer.test(importer) === true ? { path, namespace: 'lazy', pluginData: resolveDir } : undefined)
    build.onLoad({ filter: /./, namespace: 'lazy' }, ({ path, pluginData }) => ({ contents: LAZY[path].contents, resolveDir: pluginData }))
  },
}
