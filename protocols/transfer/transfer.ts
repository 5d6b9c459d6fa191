import { PageRequest, PageResponse as PageMessage, TransfersRequest, TransfersResponse } from '../pb/transfer.js'
import { ENVELOPE_BYTES_MAX, MEMBERSHIP_BYTES_MAX, RECORD_BYTES_MAX } from '../rpc/limits.js'
import { pbCodec } from '../rpc/pb-codec.js'
import type { Rpc } from '../rpc/rpc.js'
import { packedRecordsCodec, type PageResponse } from './packed-records.js'

/** `TransferStall.reason` */
export const STALL = { down: 1, silent: 2, busy: 3, refused: 4, tooOld: 5, fromFuture: 6 } as const
export type StallReason = typeof STALL[keyof typeof STALL]

/**
 * The next records of a partition, from a snapshot. A protocol of its own, and so a stream of its own:
 * pages do not stand in the way of requests that somebody waits for.
 */
export const TRANSFER_PAGE: Rpc<PageRequest, PageResponse> = {
  protocol: 'transfer',
  method: 1,
  name: 'transfer.page',
  request: pbCodec('PageRequest', PageRequest),
  response: packedRecordsCodec(pbCodec('PageResponse', PageMessage)),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: RECORD_BYTES_MAX + ENVELOPE_BYTES_MAX,
  timeoutMs: 10_000,
}

/** What the peer that is asked, or every member, is moving. */
export const TRANSFERS: Rpc<TransfersRequest, TransfersResponse> = {
  protocol: 'admin',
  method: 50,
  name: 'admin.transfers',
  request: pbCodec('TransfersRequest', TransfersRequest),
  response: pbCodec('TransfersResponse', TransfersResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: MEMBERSHIP_BYTES_MAX,
  timeoutMs: 5_000,
}

export type { PageRecord, PageResponse } from './packed-records.js'
export type { PageCursor, PageRequest, PeerTransfers, TransfersRequest, TransfersResponse, TransferStall } from '../pb/transfer.js'
