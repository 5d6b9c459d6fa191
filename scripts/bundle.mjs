// Bundles the command line into one file: importing libp2p from node_modules takes 720 ms, bundled 80 ms.
import { chmodSync, cpSync, rmSync } from 'node:fs'
import { build } from 'esbuild'

// Chunks carry hashes: those of an earlier build would stay for ever, and be published.
rmSync('dist/bundle', { recursive: true, force: true })
await build({
  entryPoints: { p2pkv: 'dist/cli/main.js' },
  outdir: 'dist/bundle',
  bundle: true,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  minify: true,
  // No keepNames: naming every function at start takes 15 ms, and error classes name themselves.
  legalComments: 'none',
  // A native addon finds its binary beside its own package; pino starts worker threads by path.
  external: ['classic-level', 'pino'],
  // CommonJS packages inside an ESM bundle ask for require.
  banner: { js: "import { createRequire as p2pkvRequire } from 'node:module'; const require = p2pkvRequire(import.meta.url);" },
  logLevel: 'warning',
})
chmodSync('dist/bundle/p2pkv.js', 0o755)

// The page: everything it needs, so that it asks no other host for anything.
rmSync('dist/page', { recursive: true, force: true })
await build({
  entryPoints: { page: 'dist/daemon/page/main.js' },
  outdir: 'dist/page',
  bundle: true,
  platform: 'browser',
  target: 'es2022',
  format: 'esm',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
})
await build({ entryPoints: ['daemon/page/page.css'], outdir: 'dist/page', minify: true, logLevel: 'warning' })
for (const name of ['index.html', 'icon.svg']) cpSync(`daemon/page/${name}`, `dist/page/${name}`)
