// Bundles the command line into one file with a code cache: importing libp2p from node_modules takes 720 ms.
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { lazyModules } from './lazy-modules.mjs'

rmSync('dist/bundle', { recursive: true, force: true })
// CommonJS: V8 takes a code cache for a script, and finding modules by URL takes time of its own.
const options = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  // No keepNames: naming every function at start takes 15 ms, and error classes name themselves.
  legalComments: 'none',
  logLevel: 'warning',
}
await build({
  ...options,
  entryPoints: ['dist/cli/main.js'],
  outfile: 'dist/bundle/program.cjs',
  // A native addon finds its binary beside its own package; pino starts worker threads by path.
  external: ['classic-level', 'pino'],
  define: { 'import.meta.url': 'bundleUrl' },
  plugins: [lazyModules],
  banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
})
await build({ ...options, entryPoints: ['dist/cli/start.js'], outfile: 'dist/bundle/p2pkv.js', define: { 'import.meta.dirname': '__dirname' } })
writeFileSync('dist/bundle/package.json', '{ "type": "commonjs" }\n')
chmodSync('dist/bundle/p2pkv.js', 0o755)
const nobody = mkdtempSync(join(tmpdir(), 'p2pkv-bundle-'))
try {
  execFileSync(process.execPath, ['scripts/code-cache.mjs', nobody], { stdio: ['ignore', 2, 2] })
} finally {
  rmSync(nobody, { recursive: true, force: true })
}

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
