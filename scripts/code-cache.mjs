// Runs a get that finds nobody, and keeps what V8 compiled for it beside the bundle.
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { codeCacheOf, loadProgram } from '../dist/cli/load-program.js'

const EXIT_UNREACHABLE = 8
const program = resolve('dist/bundle/program.cjs')
const { script, run } = loadProgram(program)
process.on('exit', code => {
  process.exitCode = 0
  if (code === EXIT_UNREACHABLE) writeFileSync(codeCacheOf(program), script.createCachedData())
  else process.stdout.write(`no code cache, p2pkv starts slower: ${said}\n`)
})
let said = ''
process.stderr.write = (text, done) => {
  said += text
  if (typeof done === 'function') done()
  return true
}
// Nothing listens at port 1, so it ends at once.
process.argv = [process.execPath, program, 'get', 'nothing', '--peer', '/ip4/127.0.0.1/tcp/1', '--data', process.argv[2], '--timeout', '1s']
run()
