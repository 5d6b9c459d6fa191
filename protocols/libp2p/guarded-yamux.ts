import type { StreamMuxerFactory } from '@libp2p/interface'
import { yamux } from '@libp2p/yamux'
import { guardMuxer } from './muxer-guard.js'
import type { NodeLimits } from './node-limits.js'

/** The muxer of every connection, bounded. */
export function guardedYamux (limits: NodeLimits, now: () => number): StreamMuxerFactory {
  return guardMuxer(yamux({
    maxInboundStreams: limits.streamsPerConnectionMax,
    maxOutboundStreams: limits.streamsPerConnectionMax,
    streamOptions: {
      maxReadBufferLength: limits.readBufferBytesMax,
      maxWriteBufferLength: limits.writeBufferBytesMax,
    },
  })(), { now })
}
