/**
 * What is put off to the end of this turn of the event loop, so that all that happens in it shares one message and
 * one system call. First come those that collect frames, then those that send what was collected.
 */
let collecting: Array<() => void> = []
let sending: Array<() => void> = []
let isDue = false

/** Runs `fn` at the end of this turn, before anything is sent. It must not throw. */
export function collectAtTurnEnd (fn: () => void): void {
  collecting.push(fn)
  beDue()
}

/** Runs `fn` at the end of this turn, when all has been collected. It must not throw. */
export function sendAtTurnEnd (fn: () => void): void {
  sending.push(fn)
  beDue()
}

/** Sends what this turn has collected so far; more may follow at its end. */
export function sendCollected (): void {
  const collected = collecting
  collecting = []
  for (const fn of collected) fn()
  const sent = sending
  sending = []
  for (const fn of sent) fn()
}

function beDue (): void {
  if (isDue) return
  isDue = true
  setImmediate(endTurn)
}

function endTurn (): void {
  isDue = false
  sendCollected()
}
