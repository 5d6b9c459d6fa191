import { ScanPartitionsRequest, ScanPartitionsResponse as PartitionsMessage, ScanRequest, ScanResponse as PageMessage } from '../pb/scan.js'
import { ENVELOPE_BYTES_MAX, GET_RESPONSE_BYTES_MAX } from '../rpc/limits.js'
import { pbCodec } from '../rpc/pb-codec.js'
import type { Rpc } from '../rpc/rpc.js'
import { packedKeysCodec } from './packed-keys.js'

/** `ScanRequest.form` */
export const SCAN_FORM = { keys: 0, values: 1, records: 2 } as const
/** Entries and bytes of one page, at most. A single entry that is larger is a page of its own. */
export const SCAN_PAGE_ENTRIES_MAX = 16_384
export const SCAN_PAGE_BYTES_MAX = 2 * 1024 * 1024

/** Longer ids of scans are refused. */
export const SCAN_ID_BYTES_MAX = 16

export type ScanResponse = Omit<PageMessage, 'keys'>
export type ScanPartitionsResponse = Omit<PartitionsMessage, 'keys'>

/** More slices of a scan are refused. */
export const SCAN_SLICES_MAX = 256

/** One page of a scan: any peer answers for the whole cluster. */
export const SCAN: Rpc<ScanRequest, ScanResponse> = {
  protocol: 'scan',
  method: 1,
  name: 'scan.page',
  request: pbCodec('ScanRequest', ScanRequest),
  response: packedKeysCodec(pbCodec('ScanResponse', PageMessage)),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: GET_RESPONSE_BYTES_MAX,
  timeoutMs: 10_000,
}

/** What one replica holds of some partitions, merged into one order. Between peers. */
export const SCAN_PARTITIONS: Rpc<ScanPartitionsRequest, ScanPartitionsResponse> = {
  protocol: 'replicate',
  method: 16,
  name: 'replicate.scan',
  request: pbCodec('ScanPartitionsRequest', ScanPartitionsRequest),
  response: packedKeysCodec(pbCodec('ScanPartitionsResponse', PartitionsMessage)),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: GET_RESPONSE_BYTES_MAX,
  timeoutMs: 10_000,
}

export type { ScanEntry, ScanPartitionsRequest, ScanRequest } from '../pb/scan.js'
