/** When a disk is too full for new client writes. Deletes and repairs are still taken: they are how it recovers. */

export interface DiskSpace { readonly freeBytes: number, readonly totalBytes: number }

export interface DiskSpaceLimits {
  /** Below this many free bytes new client writes are refused. */
  readonly freeBytesMin: number
  /** Below this share of the file system (0 to 1) they are refused too. */
  readonly freeShareMin: number
}

export const DISK_SPACE_LIMITS: DiskSpaceLimits = { freeBytesMin: 2 ** 30, freeShareMin: 0.05 }

/** Why new client writes are refused, for the client and the operator; undefined when they are taken. */
export function refusalOfClientWrites (disk: DiskSpace, limits: DiskSpaceLimits): string | undefined {
  const needBytes = Math.max(limits.freeBytesMin, Math.ceil(disk.totalBytes * limits.freeShareMin))
  if (disk.freeBytes >= needBytes) return undefined
  return `the disk has ${disk.freeBytes} of ${disk.totalBytes} bytes free and new writes need ${needBytes}: free some space, or add peers`
}
