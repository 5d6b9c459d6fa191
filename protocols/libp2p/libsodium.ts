/**
 * libsodium's ChaCha20-Poly1305: one call, where Node's own cipher is an object that lives outside the heap and takes four.
 * A program without it works as well, and takes longer: there are no binaries for musl, for one.
 */
import { createRequire } from 'node:module'

/** As far as it is used here. `into` has just the bytes that are written, and may be where they come from. */
export interface Sodium {
  readonly crypto_aead_chacha20poly1305_ietf_encrypt: (into: Uint8Array, text: Uint8Array, ad: Uint8Array | null, none: null, nonce: Uint8Array, key: Uint8Array) => void
  /** @throws Error when it was changed; what `into` had is gone then */
  readonly crypto_aead_chacha20poly1305_ietf_decrypt: (into: Uint8Array, none: null, sealed: Uint8Array, ad: Uint8Array | null, nonce: Uint8Array, key: Uint8Array) => void
}

const require = createRequire(import.meta.url)

/** Takes some milliseconds. @returns undefined where it cannot be loaded. @param onMissing takes why */
export function loadSodium (onMissing?: (why: string) => void): Sodium | undefined {
  try {
    return require('sodium-native') as Sodium
  } catch (error) {
    onMissing?.((error as Error).message.split('\n', 1)[0] ?? '')
    return undefined
  }
}
