import { ProbeRequest, ProbeResponse } from '../pb/probe.js'
import { ENVELOPE_BYTES_MAX } from '../rpc/limits.js'
import { pbCodec } from '../rpc/pb-codec.js'
import type { Rpc } from '../rpc/rpc.js'

/** Are you there? SWIM's ping, and with a target its ping-req (Das, Gupta, Motivala 2002, §3.1). */
export const PROBE: Rpc<ProbeRequest, ProbeResponse> = {
  protocol: 'probe',
  method: 1,
  name: 'probe.probe',
  request: pbCodec('ProbeRequest', ProbeRequest),
  response: pbCodec('ProbeResponse', ProbeResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: ENVELOPE_BYTES_MAX,
  timeoutMs: 1_000,
}

export type { ProbeRequest, ProbeResponse } from '../pb/probe.js'
