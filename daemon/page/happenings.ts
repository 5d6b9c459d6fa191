import type { MemberDocument, StatusDocument } from '../../protocols/web/documents.js'
import { nameOf } from './format.js'

export type Tone = 'good' | 'bad' | 'neutral'

export interface Happening {
  /** Milliseconds since 1970, when the page saw it. */
  readonly at: number
  readonly tone: Tone
  readonly text: string
}

export const HAPPENINGS_MAX = 100

const WORDS: Readonly<Partial<Record<MemberDocument['state'], readonly [tone: Tone, text: string]>>> = {
  up: ['good', 'is up'],
  suspect: ['bad', 'is suspected: it does not answer probes'],
  down: ['bad', 'is down'],
  joining: ['neutral', 'is joining'],
  leaving: ['neutral', 'is leaving'],
  left: ['neutral', 'has left'],
}

/** Whether a member said how it is when it was last asked: what it did not say is no news. */
const isTold = ({ storeState }: MemberDocument): boolean => storeState !== ''

/** Whether all that could say something of hints did. */
const areHintsTold = ({ members }: StatusDocument): boolean => members.every(member => member.state === 'down' || member.state === 'left' || isTold(member))

/** @param hints whether the numbers of hints are whole, before and after */
function moves (before: MemberDocument, after: MemberDocument, hints: boolean): Array<Omit<Happening, 'at'>> {
  const name = nameOf(after)
  const seen: Array<Omit<Happening, 'at'>> = []
  if (before.state !== after.state) {
    const [tone, text] = WORDS[after.state] ?? ['neutral', `is ${after.state}`]
    seen.push({ tone, text: before.state === 'joining' && after.state === 'up' ? `${name} has joined` : `${name} ${text}` })
  }
  const pulls = after.pull.total > after.pull.done
  const told = isTold(before) && isTold(after)
  if (told && pulls && before.pull.total <= before.pull.done) seen.push({ tone: 'neutral', text: `${name} fetches the data of ${after.pull.total} partitions` })
  if (told && !pulls && before.pull.total > before.pull.done) seen.push({ tone: 'good', text: `${name} holds all its data` })
  if (hints && before.hintsIn === 0 && after.hintsIn > 0) seen.push({ tone: 'neutral', text: `writes for ${name} are kept as hints` })
  if (hints && before.hintsIn > 0 && after.hintsIn === 0) seen.push({ tone: 'good', text: `all hints for ${name} were brought` })
  return seen
}

/** What happened between two looks at the cluster. */
export function happeningsBetween (before: StatusDocument, after: StatusDocument, at: number): Happening[] {
  const seen: Array<Omit<Happening, 'at'>> = []
  const hints = areHintsTold(before) && areHintsTold(after)
  const known = new Map(before.members.map(member => [member.peerId, member]))
  for (const member of after.members) {
    const earlier = known.get(member.peerId)
    known.delete(member.peerId)
    if (earlier !== undefined) seen.push(...moves(earlier, member, hints))
    else seen.push({ tone: 'neutral', text: `${nameOf(member)} appeared` })
  }
  for (const gone of known.values()) seen.push({ tone: 'neutral', text: `${nameOf(gone)} is a member no more` })
  if (after.ringEpoch > before.ringEpoch) seen.push({ tone: 'neutral', text: `view ${after.ringEpoch} of the ring was issued` })
  if (after.partitionsWithQuorum < before.partitionsWithQuorum) seen.push({ tone: 'bad', text: `${after.partitions - after.partitionsWithQuorum} partitions have no quorum` })
  else if (after.partitionsWithQuorum > before.partitionsWithQuorum && after.partitionsWithQuorum === after.partitions) seen.push({ tone: 'good', text: 'every partition has a quorum again' })
  return seen.map(happening => ({ at, ...happening }))
}

/**
 * What to compare the next look with: `after`, but for what nobody said in it, which stays as it was in
 * `before`. Else a member that is not heard once would hide what came to its end meanwhile.
 */
export function lastTold (before: StatusDocument | undefined, after: StatusDocument): StatusDocument {
  const known = new Map(before?.members.map(member => [member.peerId, member]))
  const hints = areHintsTold(after)
  return {
    ...after,
    members: after.members.map(member => {
      const earlier = known.get(member.peerId)
      if (earlier === undefined) return member
      return { ...member, ...(!isTold(member) && { pull: earlier.pull, storeState: earlier.storeState }), ...(!hints && { hintsIn: earlier.hintsIn }) }
    }),
  }
}
