import { NotReadyError } from '../protocols/errors.js'
import type { Transport } from './transport.js'

export async function openTransport (_options: { cluster?: string | undefined, identity?: Uint8Array | undefined }): Promise<Transport> {
  throw new NotReadyError('the libp2p binding is not part of this tree yet')
}
