import { ReapKeysRequest, ReapKeysResponse, ReapReportRequest, ReapReportResponse, TombstonesRequest, TombstonesResponse } from '../pb/reap.js'
import { ENVELOPE_BYTES_MAX, MEMBERSHIP_BYTES_MAX } from '../rpc/limits.js'
import { pbCodec } from '../rpc/pb-codec.js'
import type { Rpc } from '../rpc/rpc.js'

/** Partitions in one report. */
export const REPORT_PARTITIONS_MAX = 1_024
/** Names in one request to confirm or to remove. */
export const REAP_NAMES_MAX = 256
const NAMES_BYTES_MAX = REAP_NAMES_MAX * 1_280

/** `HeldPartition.why` */
export const HELD = { hints: 1, stray: 2, transfer: 3, quarantine: 4, notReady: 5, recent: 6 } as const
export type HeldReason = typeof HELD[keyof typeof HELD]

/** What a member may still send of old versions. */
export const REAP_REPORT: Rpc<ReapReportRequest, ReapReportResponse> = {
  protocol: 'sync',
  method: 6,
  name: 'sync.reap-report',
  request: pbCodec('ReapReportRequest', ReapReportRequest),
  response: pbCodec('ReapReportResponse', ReapReportResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: ENVELOPE_BYTES_MAX,
  timeoutMs: 5_000,
}

/** Whether a primary holds exactly this, synced. */
export const REAP_CONFIRM: Rpc<ReapKeysRequest, ReapKeysResponse> = {
  protocol: 'sync',
  method: 7,
  name: 'sync.reap-confirm',
  request: pbCodec('ReapKeysRequest', ReapKeysRequest),
  response: pbCodec('ReapKeysResponse', ReapKeysResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX + NAMES_BYTES_MAX,
  responseBytesMax: ENVELOPE_BYTES_MAX,
  timeoutMs: 10_000,
}

/** Removes what still is exactly this. */
export const REAP_REMOVE: Rpc<ReapKeysRequest, ReapKeysResponse> = {
  protocol: 'sync',
  method: 8,
  name: 'sync.reap-remove',
  request: pbCodec('ReapKeysRequest', ReapKeysRequest),
  response: pbCodec('ReapKeysResponse', ReapKeysResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX + NAMES_BYTES_MAX,
  responseBytesMax: ENVELOPE_BYTES_MAX,
  timeoutMs: 10_000,
}

/** Deleted keys of the peer that is asked, or of every member. */
export const TOMBSTONES: Rpc<TombstonesRequest, TombstonesResponse> = {
  protocol: 'admin',
  method: 42,
  name: 'admin.tombstones',
  request: pbCodec('TombstonesRequest', TombstonesRequest),
  response: pbCodec('TombstonesResponse', TombstonesResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: MEMBERSHIP_BYTES_MAX,
  timeoutMs: 10_000,
}

export type { PeerTombstones, ReapHold, ReapKeysRequest, ReapName, ReapReportRequest, TombstonesResponse } from '../pb/reap.js'
