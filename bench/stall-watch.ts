/** Loaded into a daemon by bench/attack.ts (node --import): writes down how long its event loop stood still. */
import { appendFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'

const file = process.env.STALLS_FILE
if (file !== undefined) {
  const resolution = 10
  const delays = monitorEventLoopDelay({ resolution })
  delays.enable()
  setInterval(() => {
    appendFileSync(file, `${Date.now()} ${Math.max(0, delays.max / 1_000_000 - resolution).toFixed(0)}\n`)
    delays.reset()
  }, 250).unref()
}
