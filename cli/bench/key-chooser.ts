/** Which of a number of keys the next request is for. */

export const DISTRIBUTIONS = ['uniform', 'zipf', 'hotspot'] as const
export type Distribution = typeof DISTRIBUTIONS[number]

/** The skew that YCSB calls its Zipfian constant. */
const ZIPF_SKEW = 0.99
/** Of the requests, and of the keys that they go to. */
const HOT_REQUESTS = 0.8
const HOT_KEYS = 0.2
/** A prime above every number of keys that we take, so that popular keys are spread over all of them, and each stays one. */
const SPREAD = 179_424_673

/**
 * @param random from 0 to below 1
 * @returns a function that gives indexes from 0 to below `keys`
 */
export function keyChooser (distribution: Distribution, keys: number, random: () => number): () => number {
  if (distribution === 'uniform') return () => Math.floor(random() * keys)
  if (distribution === 'zipf') {
    const rank = zipf(keys, random)
    return () => rank() * SPREAD % keys
  }
  const hot = Math.max(1, Math.floor(keys * HOT_KEYS))
  return () => hot === keys || random() < HOT_REQUESTS ? Math.floor(random() * hot) : hot + Math.floor(random() * (keys - hot))
}

/** Ranks, 0 the most popular. Gray et al.: "Quickly Generating Billion-Record Synthetic Databases", SIGMOD 1994, section 3.2. */
function zipf (keys: number, random: () => number): () => number {
  let sum = 0
  for (let rank = 1; rank <= keys; rank++) sum += rank ** -ZIPF_SKEW
  const alpha = 1 / (1 - ZIPF_SKEW)
  const two = 1 + 0.5 ** ZIPF_SKEW
  const eta = (1 - (2 / keys) ** (1 - ZIPF_SKEW)) / (1 - two / sum)
  return () => {
    const u = random()
    if (u * sum < 1 || keys === 1) return 0
    if (u * sum < two || keys === 2) return 1
    return Math.min(keys - 1, Math.floor(keys * (eta * u - eta + 1) ** alpha))
  }
}
