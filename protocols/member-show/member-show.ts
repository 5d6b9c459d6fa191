import { MemberShowRequest, MemberShowResponse } from '../pb/member-show.js'
import { ENVELOPE_BYTES_MAX, MEMBERSHIP_BYTES_MAX } from '../rpc/limits.js'
import { pbCodec } from '../rpc/pb-codec.js'
import type { Rpc } from '../rpc/rpc.js'

/** One member's place in the ring, as the peer that is asked knows it. */
export const MEMBER_SHOW: Rpc<MemberShowRequest, MemberShowResponse> = {
  protocol: 'admin',
  method: 36,
  name: 'admin.member-show',
  request: pbCodec('MemberShowRequest', MemberShowRequest),
  response: pbCodec('MemberShowResponse', MemberShowResponse),
  requestBytesMax: ENVELOPE_BYTES_MAX,
  responseBytesMax: MEMBERSHIP_BYTES_MAX,
  timeoutMs: 5_000,
}

export type { MemberShowResponse } from '../pb/member-show.js'
