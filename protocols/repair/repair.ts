import { RepairRequest, RepairResponse, TombstonesRequest, TombstonesResponse, WorkersRequest, WorkersResponse } from '../pb/repair.js'
import { ENVELOPE_BYTES_MAX } from '../rpc/limits.js'
import { pbCodec } from '../rpc/pb-codec.js'
import type { Rpc } from '../rpc/rpc.js'

/** On the wire. */
export const WORKER_ACTION = { list: 0, pause: 1, resume: 2, throttle: 3 } as const

/** Lists the background workers of a peer, and pauses, resumes or throttles one. */
export const WORKERS: Rpc<WorkersRequest, WorkersResponse> = {
  protocol: 'admin',
  method: 40,
  name: 'admin.workers',
  request: pbCodec('WorkersRequest', WorkersRequest),
  response: pbCodec('WorkersResponse', WorkersResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: ENVELOPE_BYTES_MAX,
  timeoutMs: 5_000,
}

/** How far this peer's partitions are known to be alike on all their primaries; starts a comparison. */
export const REPAIR: Rpc<RepairRequest, RepairResponse> = {
  protocol: 'admin',
  method: 41,
  name: 'admin.repair',
  request: pbCodec('RepairRequest', RepairRequest),
  response: pbCodec('RepairResponse', RepairResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: ENVELOPE_BYTES_MAX,
  timeoutMs: 5_000,
}

/** How many deleted keys this peer still holds, how old, and what holds them back. */
export const TOMBSTONES: Rpc<TombstonesRequest, TombstonesResponse> = {
  protocol: 'admin',
  method: 42,
  name: 'admin.tombstones',
  request: pbCodec('TombstonesRequest', TombstonesRequest),
  response: pbCodec('TombstonesResponse', TombstonesResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: ENVELOPE_BYTES_MAX,
  timeoutMs: 10_000,
}

export type { PairStatus, RepairRequest, RepairResponse, TombstonesRequest, TombstonesResponse, WorkersRequest, WorkersResponse, WorkerStatus } from '../pb/repair.js'
