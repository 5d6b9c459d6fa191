// Generates protocols/pb/*.ts from protocols/pb/*.proto. `--check` compares instead of writing.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const source = join(root, 'protocols/pb')
const work = mkdtempSync(join(tmpdir(), 'p2pkv-pb-'))
let different = 0
try {
  const protos = readdirSync(source).filter(name => name.endsWith('.proto')).sort()
  for (const name of protos) cpSync(join(source, name), join(work, name))
  for (const name of protos) {
    execFileSync(process.execPath, [join(root, 'node_modules/protons/dist/bin/protons.js'), join(work, name), '-o', work])
    const target = name.replace(/\.proto$/, '.ts')
    // Our own types say Uint8Array: which buffer is behind it is nobody's business here. And one empty array is enough.
    const code = `// Generated from ${name} by npm run generate. Do not edit.\n` +
      readFileSync(join(work, target), 'utf8').replaceAll('Uint8Array<ArrayBuffer>', 'Uint8Array')
        .replace("import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc'", "import { emptyBytes as uint8ArrayAlloc } from './empty-bytes.js'")
    if (process.argv.includes('--check')) {
      if (readFileSync(join(source, target), 'utf8') !== code) { different++; console.error(`${target} is not what ${name} generates: npm run generate`) }
    } else writeFileSync(join(source, target), code)
  }
} finally { rmSync(work, { recursive: true }) }
process.exitCode = different === 0 ? 0 : 1
