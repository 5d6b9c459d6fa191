import { join } from 'node:path'
import { privateKeyToProtobuf } from '@libp2p/crypto/keys'
import { ensureKey, makeGrant } from '../daemon/platform/enrolment.js'
import { OPS_ALL } from '../protocols/auth/rights.js'
import { parsePaper } from '../protocols/auth/ticket.js'
import { verifyEd25519 } from '../protocols/libp2p/ed25519-signer.js'
import { utf8Bytes } from '../protocols/record/bytes.js'
import type { DaemonProcess } from '../test/e2e/harness.js'

/** The key of a client in libp2p's encoding, its grant, and the chain that it shows in a hello. */
export interface ClientKey { readonly identity: Uint8Array, readonly grant: string, readonly credentials: Uint8Array }

/** Keys of clients that may do everything with keys that begin with `prefix`. */
export async function makeClientKeys ({ data, operator }: DaemonProcess, name: string, prefix: string, count: number): Promise<ClientKey[]> {
  return await Promise.all(Array.from({ length: count }, async (_, index) => {
    const { privateKey, peerId } = await ensureKey(join(data, '..', `${name}-${index}`), 'identity')
    const { grant } = await makeGrant(operator, { subject: peerId, role: 'client', rules: [{ bucket: '', prefix: utf8Bytes(prefix), ops: OPS_ALL }], notAfter: undefined }, [])
    return { identity: privateKeyToProtobuf(privateKey), grant, credentials: parsePaper(grant, verifyEd25519).chain.bytes }
  }))
}
