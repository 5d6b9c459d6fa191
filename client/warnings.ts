/** From when on people are warned of a member, wherever its state is shown. */
import type { ClusterStatus, Member } from './results.js'

/** Below this part of a disk that is free; writes are refused at 5 % unless set otherwise. */
const DISK_FREE_PERCENT_LOW = 10
const CLOCK_OFFSET_MS_HIGH = 1_000

export function isDiskLow ({ diskFreeBytes, diskTotalBytes }: Pick<Member, 'diskFreeBytes' | 'diskTotalBytes'>): boolean {
  return diskTotalBytes > 0 && 100 * diskFreeBytes < DISK_FREE_PERCENT_LOW * diskTotalBytes
}

/**
 * Members whose clocks are wrong, and by how much, milliseconds: against what more than half of the clocks show, or else
 * against that of the peer that was asked. All others differ from one whose own clock is wrong.
 */
export function wrongClocks ({ self, members }: Pick<ClusterStatus, 'self' | 'members'>): ReadonlyMap<string, number> {
  const clocks = members.filter(({ peerId, state }) => peerId === self || state === 'up').map(({ peerId, clockOffsetMs }) => ({ peerId, offsetMs: clockOffsetMs }))
  const median = clocks.map(({ offsetMs }) => offsetMs).sort((a, b) => a - b)[clocks.length >>> 1] ?? 0
  const agree = clocks.filter(({ offsetMs }) => Math.abs(offsetMs - median) < CLOCK_OFFSET_MS_HIGH)
  const right = agree.length > clocks.length / 2 && agree.every(({ peerId }) => peerId !== self) ? median : 0
  return new Map(clocks.map(({ peerId, offsetMs }) => [peerId, offsetMs - right] as const).filter(([, offsetMs]) => Math.abs(offsetMs) >= CLOCK_OFFSET_MS_HIGH))
}
