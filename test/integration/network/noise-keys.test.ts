import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'

/** As many handshakes as a daemon has in days; with a small heap a collection comes within every few of them. */
const KEYS = 20_000
/** They take 2 s. */
const PATIENCE_MS = 120_000

test('a process that makes keys for handshakes while it collects garbage does not stand still', async () => {
  const module = JSON.stringify(new URL('../../../protocols/libp2p/noise-crypto.js', import.meta.url))
  const make = `import { noiseCrypto } from ${module}; for (let made = 0; made < ${KEYS}; made++) noiseCrypto.generateX25519KeyPair()`
  await promisify(execFile)(process.execPath, ['--max-semi-space-size=1', '--input-type=module', '--eval', make], { timeout: PATIENCE_MS, killSignal: 'SIGKILL' })
})
