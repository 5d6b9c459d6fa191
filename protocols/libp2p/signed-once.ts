import type { ConnectionEncrypter, PrivateKey } from '@libp2p/interface'

/**
 * An encrypter that signs its static key once: the library signs the same bytes again for every handshake, and reads
 * the private key for it, which costs as much as all it derives from what is new.
 */
export function signedOnce<C extends { readonly privateKey: PrivateKey }, E extends ConnectionEncrypter> (create: (components: C) => E): (components: C) => E {
  return components => create(Object.create(components, { privateKey: { value: rememberingKey(components.privateKey) } }) as C)
}

/** A key that gives the same answer when it is asked for the last signature again: Ed25519 signs the same bytes the same way. */
export function rememberingKey (key: PrivateKey): PrivateKey {
  let last: { readonly bytes: Uint8Array, readonly signature: Uint8Array } | undefined
  const sign: PrivateKey['sign'] = async (data, options) => {
    const bytes = data.subarray()
    if (last === undefined || Buffer.compare(last.bytes, bytes) !== 0) last = { bytes, signature: await key.sign(bytes, options) }
    return last.signature
  }
  return Object.create(key, { sign: { value: sign } }) as PrivateKey
}
