import { randomBytes, randomInt } from 'node:crypto'
import type { Prng } from '../core/env.js'

export const systemPrng: Prng = {
  below: n => n <= 1 ? 0 : randomInt(n),
  chance: (num, den) => randomInt(den) < num,
  fork: () => systemPrng,
  bytes: length => randomBytes(length),
}
