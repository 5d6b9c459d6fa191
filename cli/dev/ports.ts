import { createServer } from 'node:net'
import { ConfigError } from '../../protocols/errors.js'

/** How many ports from the first are looked at. */
const PORTS_TRIED_MAX = 200

function isFree (port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', () => { resolve(false) })
    server.listen({ port, host: '127.0.0.1' }, () => { server.close(() => { resolve(true) }) })
  })
}

/**
 * The first `count` ports from `first` on that nothing listens on at 127.0.0.1.
 *
 * @throws ConfigError when there are not as many among the next 200
 */
export async function findFreePorts (first: number, count: number): Promise<number[]> {
  const ports: number[] = []
  for (let port = first; port < first + PORTS_TRIED_MAX && port <= 65_535 && ports.length < count; port++) {
    if (await isFree(port)) ports.push(port)
  }
  if (ports.length < count) throw new ConfigError(`only ${ports.length} of ${count} ports are free from ${first} on: choose others with --port`)
  return ports
}
