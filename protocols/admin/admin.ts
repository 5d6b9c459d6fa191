import {
  BucketListRequest, BucketListResponse, BucketSetRequest, BucketSetResponse, LocateRequest, LocateResponse, StatusRequest, StatusResponse,
} from '../pb/admin.js'
import { VitalsRequest, VitalsResponse } from '../pb/vitals.js'
import { ENVELOPE_BYTES_MAX, MEMBERSHIP_BYTES_MAX } from '../rpc/limits.js'
import { pbCodec } from '../rpc/pb-codec.js'
import type { Rpc } from '../rpc/rpc.js'

/** `MemberStatus.state` */
export const MEMBER_STATE = { up: 1, suspect: 2, down: 3, joining: 4, leaving: 5, left: 6 } as const
/** `LocatedReplica.state` */
export const LOCATED_STATE = { notAsked: 0, present: 1, absent: 2, noAnswer: 3 } as const

/** `BucketSetRequest.condition` */
export const BUCKET_CONDITION = { none: 0, new: 1, known: 2 } as const

/** The cluster as the peer that is asked sees it. */
export const STATUS: Rpc<StatusRequest, StatusResponse> = {
  protocol: 'admin',
  method: 1,
  name: 'admin.status',
  request: pbCodec('StatusRequest', StatusRequest),
  response: pbCodec('StatusResponse', StatusResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: MEMBERSHIP_BYTES_MAX,
  timeoutMs: 5_000,
}

/** What only the peer that is asked knows of itself. */
export const VITALS: Rpc<VitalsRequest, VitalsResponse> = {
  protocol: 'admin',
  method: 5,
  name: 'admin.vitals',
  request: pbCodec('VitalsRequest', VitalsRequest),
  response: pbCodec('VitalsResponse', VitalsResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: MEMBERSHIP_BYTES_MAX,
  timeoutMs: 1_000,
}

/** A key's partition, its preference list, and what each of its primaries holds. */
export const LOCATE: Rpc<LocateRequest, LocateResponse> = {
  protocol: 'admin',
  method: 2,
  name: 'admin.locate',
  request: pbCodec('LocateRequest', LocateRequest),
  response: pbCodec('LocateResponse', LocateResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: MEMBERSHIP_BYTES_MAX,
  timeoutMs: 5_000,
}

/** Every bucket that was set, and `default`, as the peer that is asked knows them. */
export const BUCKET_LIST: Rpc<BucketListRequest, BucketListResponse> = {
  protocol: 'admin',
  method: 3,
  name: 'admin.bucket-list',
  request: pbCodec('BucketListRequest', BucketListRequest),
  response: pbCodec('BucketListResponse', BucketListResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: MEMBERSHIP_BYTES_MAX,
  timeoutMs: 5_000,
}

/** Sets properties of a bucket; the peer that is asked signs them and spreads them. */
export const BUCKET_SET: Rpc<BucketSetRequest, BucketSetResponse> = {
  protocol: 'admin',
  method: 4,
  name: 'admin.bucket-set',
  request: pbCodec('BucketSetRequest', BucketSetRequest),
  response: pbCodec('BucketSetResponse', BucketSetResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: ENVELOPE_BYTES_MAX,
  timeoutMs: 5_000,
}

export type { BucketInfo, BucketListResponse, BucketSetRequest, BucketSetResponse, LocateRequest, LocateResponse, LocatedReplica, MemberStatus, StatusRequest, StatusResponse } from '../pb/admin.js'
