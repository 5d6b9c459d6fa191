import '../protocols/libp2p/polyfill.js'
import { once, setMaxListeners } from 'node:events'
import { fstatSync, statSync, writeSync } from 'node:fs'
import { homedir } from 'node:os'
import { addAbortSignal } from 'node:stream'
import { InvalidArgumentError } from '../protocols/errors.js'
import type { Io } from './io.js'
import { readBounded, TERMINAL_NOTE } from './open-file.js'
import { runCli } from './run.js'

const interrupted = new AbortController()
// Many requests at a time listen to it.
setMaxListeners(Infinity, interrupted.signal)
// SIGHUP: the terminal was closed; what `dev` has started would outlive it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // The second time, whichever it is, it ends at once.
    if (interrupted.signal.aborted) process.exit(130)
    interrupted.abort()
  })
}

/** In place of one that was closed Node opens /dev/null, and to write, too: what others give it is open to be read. */
function isStdinClosed (): boolean {
  try {
    if (fstatSync(0).rdev !== statSync('/dev/null').rdev) return false
    writeSync(0, new Uint8Array(0))
    return true
  } catch { return false }
}

/** Until somebody interrupts: whoever writes to it may never end. */
function stdin (): AsyncIterable<Buffer> {
  if (isStdinClosed()) throw new InvalidArgumentError('standard input is closed, so there is nothing to read: give it something, or < /dev/null for nothing')
  if (process.stdin.isTTY) process.stderr.write(TERMINAL_NOTE)
  // Whoever reads it is told as well.
  process.stdin.on('error', () => {})
  return addAbortSignal(interrupted.signal, process.stdin) as AsyncIterable<Buffer>
}

// A reader that has seen enough (`p2pkv members | head -1`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  process.stderr.write(`p2pkv: standard output cannot be written: ${error.message}\n`, () => { process.exit(1) })
})
// Notes that nobody can read must not end the work that they are about.
process.stderr.on('error', () => {})

async function ask (question: string): Promise<string> {
  const { askOn } = await import('./ask.js')
  return await askOn({ input: process.stdin, output: process.stderr }, question, interrupted)
}

const io: Io = {
  stdout: data => { process.stdout.write(data) },
  stderr: text => { process.stderr.write(text) },
  write: async data => {
    if (process.stdout.write(data) || interrupted.signal.aborted) return
    // A reader that stands still keeps nobody who is told to end.
    await once(process.stdout, 'drain', { signal: interrupted.signal }).catch(() => {})
  },
  stdoutIsTerminal: process.stdout.isTTY,
  stderrIsTerminal: process.stderr.isTTY,
  readStdin: async bytesMax => await readBounded(stdin(), bytesMax),
  stdin,
  ...(process.stdin.isTTY && { ask }),
  environment: process.env,
  homeDirectory: homedir(),
  signal: interrupted.signal,
}

// Keeps the process until the command has ended: the deadlines of requests do not, and a command that nothing keeps ends
// with no answer and exit 0. A Node that has nothing to wait for also waits for its own threads, in the middle of it all.
const running = setInterval(() => {}, 60_000)

// Not awaited: the bundle is CommonJS.
void runCli(process.argv.slice(2), io, {
  connect: async ({ operator, ...target }) => {
    const [{ connect }, { operatorOf }] = await Promise.all([import('../client/index.js'), import('./operator.js')])
    const { addresses, ...keys } = await operatorOf(operator)
    return await connect({ ...target, ...keys, peers: target.peers.length > 0 ? target.peers : addresses, learnMembers: false })
  },
  startDaemon: async (config, options) => {
    const { runDaemon } = await import('../daemon/daemon.js')
    await runDaemon(config, interrupted.signal, options)
  },
  program: [process.execPath, process.argv[1] ?? ''],
}).then(exit => {
  clearInterval(running)
  // What is still open (a connection that is closing) must not keep the shell waiting; what was printed must be out,
  // unless it is told to end while nobody reads it.
  if (interrupted.signal.aborted) process.exit(exit)
  interrupted.signal.addEventListener('abort', () => { process.exit(130) })
  process.stdout.write('', () => { process.stderr.write('', () => { process.exit(exit) }) })
})
