import type { Prng } from '../../daemon/core/env.js'

/** xoshiro128** (Blackman, Vigna 2018) seeded through splitmix32: small, fast, the same everywhere. */
export class SimPrng implements Prng {
  readonly #state = new Uint32Array(4)

  constructor (private readonly seed: number) {
    let state = seed >>> 0
    for (let index = 0; index < 4; index++) {
      state = (state + 0x9e3779b9) >>> 0
      let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
      this.#state[index] = mixed ^ (mixed >>> 15)
    }
  }

  next (): number {
    const state = this.#state
    // Not by destructuring: that asks an iterator.
    const a = state[0] ?? 0
    const b = state[1] ?? 0
    const c = state[2] ?? 0
    const d = state[3] ?? 0
    const scrambled = Math.imul(b, 5)
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0
    const c1 = c ^ a
    const d1 = d ^ b
    state[1] = b ^ c1
    state[0] = a ^ d1
    state[2] = c1 ^ (b << 9)
    state[3] = (d1 << 11) | (d1 >>> 21)
    return result
  }

  below (n: number): number { return Math.floor(this.next() / 0x1_0000_0000 * n) }
  chance (num: number, den: number): boolean { return this.below(den) < num }
  /** Uniform in [0, 1). */
  unit (): number { return this.next() / 0x1_0000_0000 }

  fork (name: string): SimPrng {
    let hash = this.seed ^ 0x811c9dc5
    for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193)
    return new SimPrng(hash)
  }

  bytes (length: number): Uint8Array {
    const bytes = new Uint8Array(length)
    for (let index = 0; index < length; index++) bytes[index] = this.below(256)
    return bytes
  }
}
