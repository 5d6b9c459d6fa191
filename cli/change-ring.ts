/** Plans a change of the ring, shows it, asks, and makes it. */
import type { KvClient, RingPlan, RingWish } from '../client/index.js'
import { InvalidArgumentError } from '../protocols/errors.js'
import { EXIT } from './exit-codes.js'
import type { ExitCode } from './exit-codes.js'
import { describeRefusal, formatPlan } from './format-ring.js'
import type { Output } from './output.js'
import type { Session } from './session.js'

/**
 * The id of the peer that is meant: an id, a name, or a beginning or end of an id that only one has.
 *
 * @throws InvalidArgumentError
 */
export function findPeer (text: string, ring: { readonly members: ReadonlyArray<{ readonly peerId: string, readonly name: string }> }): string {
  const { members } = ring
  const [head = '', tail = ''] = text.split('…')
  const found = members.filter(({ peerId, name }) => peerId === text || name === text)
  const near = found.length > 0 ? found : members.filter(({ peerId }) => peerId.startsWith(head) && peerId.endsWith(tail) && (head + tail).length >= 4)
  if (near.length > 1) throw new InvalidArgumentError(`${text} may be ${near.map(({ peerId }) => peerId).join(' or ')}: give more of the id`)
  const [peer] = near
  if (peer === undefined) throw new InvalidArgumentError(`${text} is no member of the ring. Its members: p2pkv ring show`)
  return peer.peerId
}

/** Prints why a plan is not made; the exit code that says so. */
export function refuse (plan: RingPlan, output: Output): ExitCode {
  const { refusals } = plan
  const isPrecondition = refusals.some(({ why }) => why === 'outOfDate' || why === 'nothing' || why === 'tooManyViews')
  const exit = refusals.some(({ forceable }) => forceable) ? EXIT.unhealthy : isPrecondition ? EXIT.precondition : EXIT.usage
  return output.failure({
    code: 'RING_CHANGE_REFUSED', exit,
    message: `the ring was not changed: ${refusals.map(describeRefusal).join('; ') || 'the peer does not say why'}`,
    hint: refusals.every(({ forceable }) => forceable) ? 'to do it all the same: --force' : 'p2pkv ring show',
  })
}

/** @returns whether somebody at a terminal said yes, or --yes was given */
export async function confirm (session: Session, question: string, yes: boolean): Promise<boolean> {
  if (yes) return true
  const { ask } = session.io
  if (ask === undefined) throw new InvalidArgumentError('nothing was changed: nobody can be asked here whether to do it. The same again with --yes')
  return /^y(es)?$/i.test((await ask(`${question} [y/N] `)).trim())
}

/** Plans `wishes`, shows what they do, asks, and applies them on the view that they were planned on. */
export async function changeRing (session: Session, client: KvClient, output: Output, wishes: readonly RingWish[], flags: { readonly yes?: boolean, readonly force?: boolean }): Promise<ExitCode> {
  const { signal } = session.io
  const ring = await client.ring({ signal })
  const plan = await client.planRing(wishes, { signal })
  for (const line of formatPlan(plan, ring)) output.note(line)
  if (plan.refusals.some(({ forceable }) => !forceable || flags.force !== true)) return refuse(plan, output)
  if (!await confirm(session, 'Change the ring like this?', flags.yes ?? false)) {
    output.note('nothing was changed')
    return EXIT.precondition
  }
  session.startWrite('p2pkv ring show')
  const applied = await client.applyRing(plan.version, wishes, { force: flags.force, signal })
  if (applied.issued === undefined) return refuse(applied, output)
  if (output.isText) output.lines([`ok  ring view ${applied.issued.split('-')[0] ?? ''}. Watch: p2pkv wait --synced`])
  else output.json(applied)
  return EXIT.ok
}
