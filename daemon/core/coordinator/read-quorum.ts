import { QuorumNotMetError, type ReplicaFailure } from '../../../protocols/errors.js'
import { equalDots, equalRecords, mergeRecords } from '../../../protocols/record/dvv-set.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { KvRecord, VersionVector } from '../../../protocols/record/record.js'
import { covers, EMPTY_VECTOR } from '../../../protocols/record/version-vector.js'

const NOBODY: readonly NodeId[] = []
const CORRUPT_RECORD = 'CORRUPT_RECORD'

export interface ReadResult {
  /** The join of every answer; undefined when all who answered have nothing. */
  readonly record: KvRecord | undefined
  readonly answered: number
  /** Of those: stand-ins. */
  readonly fallbacks: number
  /** See ReadQuorum.stale; nobody: all agree. */
  readonly stale: readonly NodeId[]
}

export interface ReadNeed {
  /** Replicas that must answer (R). */
  readonly answers: number
  /** What the session has seen: an answer must not be older. */
  readonly notBefore?: VersionVector | undefined
}

interface Answer { readonly peer: NodeId, readonly record: KvRecord | undefined, readonly versionsOnly: boolean }

/** Collects the answers to one read; one of each replica counts, the last. No clock, no network. */
export class ReadQuorum {
  // One for each replica at most. They are few, so no Maps, and as long as they are, where a list that is pushed to has room for 17.
  #answers: readonly Answer[] = []
  #failures: ReplicaFailure[] = []
  /** Whose copies are corrupt, until they answer. */
  #unreadable: NodeId[] = []
  #pending = 0
  /** Of the answers so far; null: not made since the last of them. */
  #joined: KvRecord | undefined | null = null

  constructor (private readonly need: ReadNeed, private readonly primaries: readonly NodeId[]) {}

  ask (): void { this.#pending++ }

  /** One that was asked is too slow to be counted on; `ask` again before its answer or failure, should there be one. */
  doubt (): void { this.#pending-- }

  /**
   * @param record undefined: this replica has nothing under the key
   * @param versionsOnly its values were left out
   */
  answer (from: NodeId, record: KvRecord | undefined, versionsOnly = false): void {
    this.#pending--
    this.#forget(from)
    if (this.#unreadable.length > 0) this.#unreadable = this.#unreadable.filter(peer => peer !== from)
    this.#answers = [...this.#answers, { peer: from, record, versionsOnly }]
  }

  /** No answer: a corrupt copy is one too, and never "nothing"; but read repair can replace it. */
  fail (peer: NodeId, code: string): void {
    this.#pending--
    // Whoever cannot send the value of the versions it named has not answered.
    this.#forget(peer)
    if (code === CORRUPT_RECORD && !this.#unreadable.includes(peer)) this.#unreadable.push(peer)
    this.#failures.push({ peer, code })
  }

  /** What it said before counts no more. */
  #forget (peer: NodeId): void {
    this.#joined = null
    if (this.#answers.some(answer => answer.peer === peer)) this.#answers = this.#answers.filter(answer => answer.peer !== peer)
    if (this.#failures.length > 0) this.#failures = this.#failures.filter(failure => failure.peer !== peer)
  }

  get met (): boolean { return this.#answers.length >= this.need.answers && this.hasSeen() }

  /** How many more replicas should be asked for the quorum to be possible. */
  get missing (): number {
    const { answers } = this.need
    if (this.#answers.length >= answers) return this.#pending === 0 && !this.hasSeen() ? 1 : 0
    return Math.max(0, answers - this.#answers.length - this.#pending)
  }

  /** Enough have answered, and none of them knows what the session has seen. */
  get isBehind (): boolean { return this.#answers.length >= this.need.answers && !this.hasSeen() }

  /** Whether the join covers what the session has seen. */
  hasSeen (): boolean {
    const { notBefore } = this.need
    return notBefore === undefined || covers(this.#join()?.vv ?? EMPTY_VECTOR, notBefore)
  }

  result (): ReadResult {
    let fallbacks = 0
    for (const { peer } of this.#answers) if (!this.primaries.includes(peer)) fallbacks++
    return { record: this.#join(), answered: this.#answers.length, fallbacks, stale: this.stale() }
  }

  /** Replicas of which one must be asked again, for a value that is only known by its version. */
  valueHolders (): NodeId[] {
    const missing = this.#join()?.siblings.find(({ value, dot }) => value !== null &&
      !this.#answers.some(({ record, versionsOnly }) => !versionsOnly && has(record, dot)))
    return missing === undefined ? [] : this.#answers.filter(({ record }) => has(record, missing.dot)).map(({ peer }) => peer)
  }

  /**
   * Primaries that answered with less than the join: read repair sends them all of it. So it does to
   * those that cannot read their copies, but only when all others have answered: what such a copy held
   * may be known to just one other, and a replica that answers again without it would hide that.
   */
  stale (): readonly NodeId[] {
    const joined = this.#join()
    if (joined === undefined) return NOBODY
    let answered = 0
    let behind = NOBODY
    for (const { peer, record } of this.#answers) {
      if (!this.primaries.includes(peer)) continue
      answered++
      if (record !== joined && (record === undefined || !equalRecords(record, joined))) behind = [...behind, peer]
    }
    if (this.#unreadable.length === 0) return behind
    const unreadable = this.primaries.filter(peer => this.#unreadable.includes(peer))
    return answered + unreadable.length < this.primaries.length ? behind : [...behind, ...unreadable]
  }

  error (): QuorumNotMetError {
    return new QuorumNotMetError(this.need.answers, this.#answers.length, [...this.#failures], { outcome: 'none' })
  }

  #join (): KvRecord | undefined {
    if (this.#joined === null) this.#joined = this.#joinAnswers()
    return this.#joined
  }

  /** Whole records first: where both have a version, it is theirs that stays. */
  #joinAnswers (): KvRecord | undefined {
    let joined: KvRecord | undefined
    for (const { record, versionsOnly } of this.#answers) if (record !== undefined && !versionsOnly) joined = joined === undefined ? record : mergeRecords(joined, record)
    for (const { record, versionsOnly } of this.#answers) if (record !== undefined && versionsOnly) joined = joined === undefined ? record : mergeRecords(joined, record)
    return joined
  }
}

function has (record: KvRecord | undefined, dot: KvRecord['siblings'][number]['dot']): boolean {
  return record !== undefined && record.siblings.some(sibling => equalDots(sibling.dot, dot))
}
