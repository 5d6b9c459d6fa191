/**
 * A set of keys that forgets which: what it says it has not seen, it has not (Bloom 1970). It grows as
 * the scalable filter of Almeida, Baquero, Preguiça and Hutchison (2007) does: a layer that is full stays
 * as it is, and a larger one takes what comes.
 */
const LAYER_KEYS_FIRST = 4_096
const GROWTH = 4
const BITS_PER_KEY = 16
/** With 16 bits for each key some 0.1 % of unknown keys seem known, a layer. */
const PROBES = 5

/** Bytes of a layer for `keys` keys. */
const layerBytes = (keys: number): number => keys * BITS_PER_KEY / 8

export class KeyFilter {
  readonly #layers: Uint32Array[] = []
  readonly #bytesMax: number
  #bytes = 0
  /** How many keys the last layer still takes. */
  #room = 0
  #layerKeys = LAYER_KEYS_FIRST / GROWTH

  /** @param bytesMax of memory */
  constructor (bytesMax: number) {
    this.#bytesMax = bytesMax
  }

  /** Whether there is memory for so many keys. */
  static fits (keys: number, bytesMax: number): boolean {
    let bytes = 0
    for (let layer = LAYER_KEYS_FIRST, rest = keys; rest > 0; rest -= layer, layer *= GROWTH) bytes += layerBytes(layer)
    return bytes <= bytesMax
  }

  /** Whether it may have been added, by two words of its hash. */
  has (low: number, high: number): boolean {
    for (let layer = this.#layers.length - 1; layer >= 0; layer--) if (isIn(this.#layers[layer] as Uint32Array, low, high)) return true
    return false
  }

  /** Adds a key by two words of its hash. @returns false when there is no memory left: it is not added */
  add (low: number, high: number): boolean {
    if (this.has(low, high)) return true
    if (this.#room === 0 && !this.#grow()) return false
    this.#room--
    const words = this.#layers[this.#layers.length - 1] as Uint32Array
    const mask = 32 * words.length - 1
    for (let probe = 0, at = low; probe < PROBES; probe++, at += high | 1) {
      const bit = at & mask
      words[bit >>> 5] = (words[bit >>> 5] as number) | 1 << (bit & 31)
    }
    return true
  }

  #grow (): boolean {
    const keys = this.#layerKeys * GROWTH
    if (this.#bytes + layerBytes(keys) > this.#bytesMax) return false
    this.#layers.push(new Uint32Array(layerBytes(keys) / 4))
    this.#bytes += layerBytes(keys)
    this.#layerKeys = keys
    this.#room = keys
    return true
  }
}

/** Double hashing: Kirsch and Mitzenmacher, "Less hashing, same performance" (2006). */
function isIn (words: Uint32Array, low: number, high: number): boolean {
  const mask = 32 * words.length - 1
  for (let probe = 0, at = low; probe < PROBES; probe++, at += high | 1) {
    const bit = at & mask
    if (((words[bit >>> 5] as number) & 1 << (bit & 31)) === 0) return false
  }
  return true
}
