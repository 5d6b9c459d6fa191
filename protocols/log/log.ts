import { LogLevelRequest, LogLevelResponse } from '../pb/log.js'
import { ENVELOPE_BYTES_MAX } from '../rpc/limits.js'
import { pbCodec } from '../rpc/pb-codec.js'
import type { Rpc } from '../rpc/rpc.js'

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = typeof LOG_LEVELS[number]

/** Shows or sets what the peer that is asked logs, until it stops. */
export const LOG_LEVEL: Rpc<LogLevelRequest, LogLevelResponse> = {
  protocol: 'admin',
  method: 34,
  name: 'admin.log-level',
  request: pbCodec('LogLevelRequest', LogLevelRequest),
  response: pbCodec('LogLevelResponse', LogLevelResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: ENVELOPE_BYTES_MAX,
  timeoutMs: 5_000,
}
