/** What a proxy of this run really takes: a byte there and back again, over and over, beside the load. */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { TcpProxy } from '../../test/fixtures/network.js'

export interface Echo {
  /** Milliseconds of each round trip since the last call. */
  readonly take: () => number[]
  readonly setDelay: (delayMs: number) => void
  readonly close: () => void
}

export async function openEcho (): Promise<Echo> {
  const server = createServer({ noDelay: true }, socket => { socket.on('error', () => {}).pipe(socket) })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const ends: Array<() => void> = [() => { server.close() }]
  const proxy = await TcpProxy.open({ after: (fn: () => void) => { ends.push(fn) } }, (server.address() as AddressInfo).port)
  const socket = connect({ port: Number(proxy.address.split('/')[4]), host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  let times: number[] = []
  let sentMs = performance.now()
  const send = (): void => {
    sentMs = performance.now()
    socket.write('.')
  }
  let pause: NodeJS.Timeout | undefined
  socket.on('error', () => {}).on('data', () => {
    times.push(performance.now() - sentMs)
    // So that without a delay it does not take a processor for itself.
    pause = setTimeout(send, 5)
  })
  send()
  return {
    take: () => {
      const taken = times
      times = []
      return taken
    },
    setDelay: delayMs => { proxy.delayMs.toTarget = proxy.delayMs.toDialler = delayMs },
    close: () => {
      clearTimeout(pause)
      socket.destroy()
      for (const end of ends) end()
    },
  }
}
