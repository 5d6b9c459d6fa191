/**
 * MurmurHash3 x86_128 (Austin Appleby, 2011): its first 64 bits are the checksum of what is stored, all
 * 128 are what Merkle trees are made of.
 *
 * Only 32-bit integer arithmetic, so it is fast in JavaScript, and a change within one block of 16 bytes
 * always changes the 128-bit state. It finds accidents, not forgery.
 */
const C1 = 0x239b961b
const C2 = 0xab0e9789
const C3 = 0x38b34ae5
const C4 = 0xa1e38b93

/** The four lanes of the hash under way; reused, since nothing here waits. */
const lanes = new Int32Array(4)

function rotate (x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits))
}

function finish (x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return x ^ (x >>> 16)
}

/** What is hashed next, as bytes and as words: little-endian, as every machine that the store's engine is built for. */
const WORDS = 1_024
const words = new Int32Array(WORDS)
const wordBytes = new Uint8Array(words.buffer)
/** So few bytes are copied sooner one by one. */
const FEW_BYTES = 128
const BLOCK_BYTES = 16

/** Copies `count` bytes from `from` on to where they are read as words, and zeros behind them to the end of their block. */
function load (bytes: Uint8Array, from: number, count: number): void {
  if (count === bytes.length) wordBytes.set(bytes)
  else if (count > FEW_BYTES) wordBytes.set(bytes.subarray(from, from + count))
  else for (let i = 0; i < count; i++) wordBytes[i] = bytes[from + i] as number
  for (let i = count; i % BLOCK_BYTES !== 0; i++) wordBytes[i] = 0
}

/** Hashes `bytes` from `start` to its end into `lanes`, which hold the seed before and the hash after. */
function update (bytes: Uint8Array, start: number): void {
  let h1 = lanes[0] as number
  let h2 = lanes[1] as number
  let h3 = lanes[2] as number
  let h4 = lanes[3] as number
  const length = bytes.length - start
  for (let from = start; from < bytes.length; from += wordBytes.length) {
    const count = Math.min(bytes.length - from, wordBytes.length)
    load(bytes, from, count)
    const blocksEnd = (count & ~(BLOCK_BYTES - 1)) >> 2
    for (let i = 0; i < blocksEnd; i += 4) {
      h1 ^= Math.imul(rotate(Math.imul(words[i] as number, C1), 15), C2)
      h1 = (Math.imul(rotate(h1, 19) + h2, 5) + 0x561ccd1b) | 0
      h2 ^= Math.imul(rotate(Math.imul(words[i + 1] as number, C2), 16), C3)
      h2 = (Math.imul(rotate(h2, 17) + h3, 5) + 0x0bcaa747) | 0
      h3 ^= Math.imul(rotate(Math.imul(words[i + 2] as number, C3), 17), C4)
      h3 = (Math.imul(rotate(h3, 15) + h4, 5) + 0x96cd1c35) | 0
      h4 ^= Math.imul(rotate(Math.imul(words[i + 3] as number, C4), 18), C1)
      h4 = (Math.imul(rotate(h4, 13) + h1, 5) + 0x32ac3b17) | 0
    }
    // A block that is not full has zeros at its end, which change nothing.
    if (count % BLOCK_BYTES === 0) continue
    h4 ^= Math.imul(rotate(Math.imul(words[blocksEnd + 3] as number, C4), 18), C1)
    h3 ^= Math.imul(rotate(Math.imul(words[blocksEnd + 2] as number, C3), 17), C4)
    h2 ^= Math.imul(rotate(Math.imul(words[blocksEnd + 1] as number, C2), 16), C3)
    h1 ^= Math.imul(rotate(Math.imul(words[blocksEnd] as number, C1), 15), C2)
  }
  h1 ^= length
  h2 ^= length
  h3 ^= length
  h4 ^= length
  h1 = (h1 + h2 + h3 + h4) | 0
  h2 = (h2 + h1) | 0
  h3 = (h3 + h1) | 0
  h4 = (h4 + h1) | 0
  h1 = finish(h1)
  h2 = finish(h2)
  h3 = finish(h3)
  h4 = finish(h4)
  h1 = (h1 + h2 + h3 + h4) | 0
  lanes[0] = h1
  lanes[1] = h2 + h1
  lanes[2] = h3 + h1
  lanes[3] = h4 + h1
}

function begin (): void {
  lanes[0] = 0
  lanes[1] = 0
  lanes[2] = 0
  lanes[3] = 0
}

/**
 * The checksum of `key` and of `bytes` from `start` to its end: the first seeds the hash of the second.
 *
 * @returns the low and the high 32 bits, signed, in `into`
 */
export function checksum (key: Uint8Array, bytes: Uint8Array, start: number, into: Int32Array): void {
  begin()
  update(key, 0)
  update(bytes, start)
  into[0] = lanes[0] as number
  into[1] = lanes[1] as number
}

/** All 128 bits of the hash of `key` from `start`, continued with `bytes`, as four words in `into`. */
export function hash128 (key: Uint8Array, start: number, bytes: Uint8Array, into: Uint32Array): void {
  begin()
  update(key, start)
  update(bytes, 0)
  for (let lane = 0; lane < lanes.length; lane++) into[lane] = lanes[lane] as number
}

/** The first 64 bits of the hash of `key`, signed, in `into`. */
export function hash64 (key: Uint8Array, into: Int32Array): void {
  begin()
  update(key, 0)
  into[0] = lanes[0] as number
  into[1] = lanes[1] as number
}

/** The first 32 bits of the hash of `key` from `start` alone, unsigned. */
export function hash32 (key: Uint8Array, start: number): number {
  begin()
  update(key, start)
  return (lanes[0] as number) >>> 0
}
