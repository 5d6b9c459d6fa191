/** Says hello on a connection, once, before anything else is asked over it. */
import type { Stream } from '@libp2p/interface'
import { HELLO } from '../auth/hello.js'
import type { HelloResponse } from '../pb/auth.js'
import type { NodeId } from '../record/node-id.js'
import { FRAME_OVERHEAD_MAX } from '../rpc/frame-codec.js'
import type { Dialled } from './client-node.js'
import { RequestStream } from './request-stream.js'

export interface GreetingInit {
  /** What this side shows. */
  readonly credentials: () => Uint8Array
  /** Takes what the other side shows. @throws NotAuthorizedError when that is not what it should be */
  readonly accept: (from: NodeId, response: HelloResponse) => void
}

export class Greeting {
  readonly #said = new WeakMap<Dialled, Promise<void>>()

  constructor (private readonly init: GreetingInit) {}

  /**
   * Resolves when each side knows what the other may do. A hello that failed is said anew by whoever asks next.
   *
   * @throws NotAuthorizedError and what a request throws
   */
  async on (connection: Dialled, open: (signal: AbortSignal) => Promise<Stream>): Promise<void> {
    let said = this.#said.get(connection)
    if (said === undefined) {
      this.#said.set(connection, said = this.#say(connection, open))
      said.catch(() => { this.#said.delete(connection) })
    }
    await said
  }

  async #say (connection: Dialled, open: (signal: AbortSignal) => Promise<Stream>): Promise<void> {
    const peer = connection.remotePeer.toString() as NodeId
    const stream = new RequestStream({ peer, frameBytesMax: HELLO.responseBytesMax + FRAME_OVERHEAD_MAX, open })
    try {
      const request = HELLO.request.encode({ credentials: this.init.credentials() })
      this.init.accept(peer, HELLO.response.decode(await stream.request(HELLO.method, request, performance.now() + HELLO.timeoutMs)))
    } finally {
      void stream.close()
    }
  }
}
