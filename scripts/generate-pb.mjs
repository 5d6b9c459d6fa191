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

/**
 * Our own types say Uint8Array: which buffer is behind it is nobody's business here. A field of bytes that is absent is
 * always the same empty array: making one for each, to be replaced when the field is read, cost as much as the reading.
 */
function adapt (generated) {
  const code = generated.replaceAll('Uint8Array<ArrayBuffer>', 'Uint8Array')
  if (!code.includes('uint8ArrayAlloc(0)')) return code
  return code.replace(/^import .*uint8ArrayAlloc.*\n/m, '').replace(/\n\n(?=export )/, '\n\nconst NO_BYTES = new Uint8Array(0)\n\n').replaceAll('uint8ArrayAlloc(0)', 'NO_BYTES')
}

try {
  const protos = readdirSync(source).filter(name => name.endsWith('.proto')).sort()
  for (const name of protos) cpSync(join(source, name), join(work, name))
  for (const name of protos) {
    execFileSync(process.execPath, [join(root, 'node_modules/protons/dist/bin/protons.js'), join(work, name), '-o', work])
    const target = name.replace(/\.proto$/, '.ts')
    const code = `// Generated from ${name} by npm run generate. Do not edit.\n${adapt(readFileSync(join(work, target), 'utf8'))}`
    if (process.argv.includes('--check')) {
      if (readFileSync(join(source, target), 'utf8') !== code) { different++; console.error(`${target} is not what ${name} generates: npm run generate`) }
    } else writeFileSync(join(source, target), code)
  }
} finally { rmSync(work, { recursive: true }) }
process.exitCode = different === 0 ? 0 : 1
