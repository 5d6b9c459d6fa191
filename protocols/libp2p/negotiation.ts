/**
 * Bounds how often the other side may ask for a protocol, on a socket, an encrypted connection or a stream: two bytes of it cost an
 * answer, and the library gives as many as are asked for, before anything else of this process has its turn
 * (github.com/multiformats/multistream-select).
 */
import type { MessageStream } from '@libp2p/interface'
import { OverloadedError } from '../errors.js'

/** Of one negotiation. Whoever asks for what there is needs a few. */
export const NEGOTIATION_ANSWERS_MAX = 32

const agreed = new WeakSet<object>()

/** @param isAgreed whether what is sent now is no answer any more; absent: from agreedOn() on */
export function boundAnswers (stream: Pick<MessageStream, 'send'>, isAgreed = (): boolean => agreed.has(stream)): void {
  const send = stream.send.bind(stream)
  let answers = 0
  let isOver = false
  stream.send = data => {
    if (!isOver && !(isOver = isAgreed()) && ++answers > NEGOTIATION_ANSWERS_MAX) throw new OverloadedError('the protocols that are asked for', 1_000)
    return send(data)
  }
}

/** The negotiation on it has ended. */
export function agreedOn (stream: object): void { agreed.add(stream) }
