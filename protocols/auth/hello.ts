import { HelloRequest, HelloResponse, RedeemRequest, RedeemResponse } from '../pb/auth.js'
import { pbCodec } from '../rpc/pb-codec.js'
import type { Rpc } from '../rpc/rpc.js'
import { CREDENTIALS_BYTES_MAX } from './credentials.js'

const HELLO_BYTES_MAX = CREDENTIALS_BYTES_MAX + 1024

/** The first request on a connection: each side shows what it may do. Nothing else is served before. */
export const HELLO: Rpc<HelloRequest, HelloResponse> = {
  protocol: 'hello',
  method: 1,
  name: 'hello.hello',
  request: pbCodec('HelloRequest', HelloRequest),
  response: pbCodec('HelloResponse', HelloResponse),
  requestBytesMax: HELLO_BYTES_MAX,
  responseBytesMax: HELLO_BYTES_MAX,
  timeoutMs: 5_000,
}

/** The only door that is open to strangers: whoever takes over an invite says so, and hears how to be configured. */
export const REDEEM: Rpc<RedeemRequest, RedeemResponse> = {
  protocol: 'join',
  method: 1,
  name: 'join.redeem',
  request: pbCodec('RedeemRequest', RedeemRequest),
  response: pbCodec('RedeemResponse', RedeemResponse),
  requestBytesMax: HELLO_BYTES_MAX,
  responseBytesMax: HELLO_BYTES_MAX,
  timeoutMs: 5_000,
}
