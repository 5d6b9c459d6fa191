/** CRC-32C (Castagnoli, RFC 3720 appendix B.4), eight bytes a step (Kounavis and Berry, "slicing by 8", 2005). */
const POLYNOMIAL = 0x82f63b78
const TABLES = makeTables()

function makeTables (): Int32Array {
  const tables = new Int32Array(8 * 256)
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ ((crc & 1) === 1 ? POLYNOMIAL : 0)
    tables[byte] = crc
  }
  for (let i = 256; i < tables.length; i++) {
    const previous = tables[i - 256] as number
    tables[i] = (previous >>> 8) ^ (tables[previous & 255] as number)
  }
  return tables
}

/** The CRC of `bytes` from `start` to `end`, unsigned. */
export function crc32c (bytes: Uint8Array, start = 0, end = bytes.length): number {
  let crc = -1
  let i = start
  for (; i + 8 <= end; i += 8) {
    crc ^= (bytes[i] as number) | (bytes[i + 1] as number) << 8 | (bytes[i + 2] as number) << 16 | (bytes[i + 3] as number) << 24
    crc = (TABLES[1792 + (crc & 255)] as number) ^ (TABLES[1536 + ((crc >>> 8) & 255)] as number) ^
      (TABLES[1280 + ((crc >>> 16) & 255)] as number) ^ (TABLES[1024 + (crc >>> 24)] as number) ^
      (TABLES[768 + (bytes[i + 4] as number)] as number) ^ (TABLES[512 + (bytes[i + 5] as number)] as number) ^
      (TABLES[256 + (bytes[i + 6] as number)] as number) ^ (TABLES[bytes[i + 7] as number] as number)
  }
  for (; i < end; i++) crc = (crc >>> 8) ^ (TABLES[(crc ^ (bytes[i] as number)) & 255] as number)
  return (crc ^ -1) >>> 0
}

/** LevelDB stores CRCs of data that may hold CRCs rotated and shifted by a constant; this undoes it. */
export function unmaskCrc (masked: number): number {
  const rotated = (masked - 0xa282ead8) | 0
  return ((rotated >>> 17) | (rotated << 15)) >>> 0
}

/** The inverse of unmaskCrc, unsigned. */
export function maskCrc (crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0
}
