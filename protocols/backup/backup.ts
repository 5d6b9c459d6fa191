import { LineageRequest, LineageResponse, RestoreRequest, RestoreResponse } from '../pb/backup.js'
import { ENVELOPE_BYTES_MAX, GET_RESPONSE_BYTES_MAX } from '../rpc/limits.js'
import { pbCodec } from '../rpc/pb-codec.js'
import type { Rpc } from '../rpc/rpc.js'

/** Records of one request. */
export const RESTORE_RECORDS_MAX = 4_096

/** Which cluster this is, in a way that survives renaming: see docs/operating/backup.md. */
export const LINEAGE: Rpc<LineageRequest, LineageResponse> = {
  protocol: 'admin',
  method: 32,
  name: 'admin.lineage',
  request: pbCodec('LineageRequest', LineageRequest),
  response: pbCodec('LineageResponse', LineageResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: ENVELOPE_BYTES_MAX,
  timeoutMs: 5_000,
}

/** Merges records of a backup into their primaries; the answer comes when a quorum of each has stored them. */
export const RESTORE: Rpc<RestoreRequest, RestoreResponse> = {
  protocol: 'admin',
  method: 33,
  name: 'admin.restore',
  request: pbCodec('RestoreRequest', RestoreRequest),
  response: pbCodec('RestoreResponse', RestoreResponse),
  requestBytesMax: GET_RESPONSE_BYTES_MAX,
  responseBytesMax: ENVELOPE_BYTES_MAX,
  timeoutMs: 60_000,
}

export type { BackupRecord, LineageResponse, RestoreRequest, RestoreResponse } from '../pb/backup.js'
