/**
 * Stands in for `p2pkv daemon` where only its life as a process matters: writes daemon.json when
 * ready, removes it when stopped. Dies at once if its data directory has a file `die`.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const flag = (name: string): string => process.argv[process.argv.indexOf(name) + 1] ?? ''
const data = flag('--data')
const file = join(data, 'daemon.json')
mkdirSync(data, { recursive: true })
writeFileSync(join(data, 'arguments'), process.argv.slice(2).join(' '))
writeFileSync(join(data, 'environment'), JSON.stringify(Object.keys(process.env).filter(name => name.startsWith('P2PKV_'))))
if (existsSync(join(data, 'die'))) {
  console.error('the disk is on fire')
  process.exit(3)
}
writeFileSync(file, JSON.stringify({ v: 1, pid: process.pid, peerId: flag('--name'), cluster: flag('--cluster'), addresses: [flag('--listen')], version: '0', startedAt: 0 }))
process.on('SIGTERM', () => { rmSync(file); process.exit(0) })
// Until it is stopped; never outlives a test that was itself killed.
setTimeout(() => process.exit(9), 60_000)
