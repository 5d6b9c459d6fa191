/** From when on people are warned of a member, wherever its state is shown. */
import type { Member } from './results.js'

/** Below this part of a disk that is free; writes are refused at 5 % unless set otherwise. */
const DISK_FREE_PERCENT_LOW = 10
const CLOCK_OFFSET_MS_HIGH = 1_000

export function isDiskLow ({ diskFreeBytes, diskTotalBytes }: Pick<Member, 'diskFreeBytes' | 'diskTotalBytes'>): boolean {
  return diskTotalBytes > 0 && 100 * diskFreeBytes < DISK_FREE_PERCENT_LOW * diskTotalBytes
}

export function isClockOff ({ clockOffsetMs }: Pick<Member, 'clockOffsetMs'>): boolean { return Math.abs(clockOffsetMs) >= CLOCK_OFFSET_MS_HIGH }
