import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { TOPICS, type Topic } from '../../../protocols/web/documents.js'
import { EVENT_CLIENTS_MAX, EventHub, type EventSource } from '../../../daemon/web/events.js'
import { NotReadyError } from '../../../protocols/errors.js'
import { EventParser } from '../../../daemon/page/event-stream.js'
import { ManualClock } from '../../fixtures/manual-clock.js'

const SECOND = 1_000

function rig (): { clock: ManualClock, hub: EventHub, reads: Record<string, number>, state: { value: number, print: string, fails: boolean }, listen: (topics: Topic[], keepsUp?: boolean) => { sent: string[], closed: boolean, end: (() => void) | undefined } } {
  const clock = new ManualClock()
  const state = { value: 1, print: 'a', fails: false }
  const reads: Record<string, number> = {}
  const source = (topic: Topic): EventSource => ({
    intervalMs: () => 10 * SECOND,
    read: async () => {
      reads[topic] = (reads[topic] ?? 0) + 1
      if (state.fails) throw new NotReadyError('not yet')
      return { v: 1, value: state.value }
    },
  })
  const sources = Object.fromEntries(TOPICS.map(topic => [topic, source(topic)])) as Record<Topic, EventSource>
  const hub = new EventHub({ clock, sources, fingerprint: () => state.print })
  const listen = (topics: Topic[], keepsUp = true): { sent: string[], closed: boolean, end: (() => void) | undefined } => {
    const sink = { sent: [] as string[], closed: false, end: undefined as (() => void) | undefined }
    sink.end = hub.subscribe(topics, { send: text => { sink.sent.push(text); return keepsUp }, close: () => { sink.closed = true } })
    return sink
  }
  return { clock, hub, reads, state, listen }
}

test('a topic is looked at once for all who listen, and only what changed is sent', async () => {
  const { clock, reads, state, listen } = rig()
  const [first, second] = [listen(['status']), listen(['status'])]
  await clock.advance(0)
  assert.equal(reads.status, 1)
  assert.deepEqual(first.sent, ['event: status\ndata: {"v":1,"value":1}\n\n'])
  assert.deepEqual(second.sent, first.sent)
  await clock.advance(10 * SECOND)
  assert.equal(reads.status, 2)
  assert.equal(first.sent.length, 1)
  state.value = 2
  await clock.advance(10 * SECOND)
  assert.equal(reads.status, 3)
  assert.deepEqual([first.sent.filter(text => text.startsWith('event')).length, second.sent.filter(text => text.startsWith('event')).length], [2, 2])
})

test('who comes later is told at once what others know', async () => {
  const { clock, reads, listen } = rig()
  listen(['status'])
  await clock.advance(0)
  assert.equal(listen(['status']).sent.length, 1)
  assert.equal(reads.status, 1)
})

test('what nobody should wait for is looked at when it happens', async () => {
  const { clock, reads, state, listen } = rig()
  listen(['status', 'traffic'])
  await clock.advance(0)
  state.print = 'b'
  await clock.advance(SECOND)
  assert.deepEqual([reads.status, reads.traffic], [2, 1])
})

test('when nobody listens, nothing is looked at', async () => {
  const { clock, hub, reads, listen } = rig()
  const only = listen(['status', 'ring'])
  await clock.advance(0)
  only.end?.()
  await clock.advance(100 * SECOND)
  assert.deepEqual([reads.status, reads.ring, hub.clients, clock.pending], [1, 1, 0, 0])
})

test('one that does not keep up is closed; the others go on', async () => {
  const { clock, hub, state, listen } = rig()
  const slow = listen(['status'], false)
  const quick = listen(['status'])
  await clock.advance(0)
  assert.equal(slow.closed, true)
  assert.equal(hub.clients, 1)
  state.value = 2
  await clock.advance(10 * SECOND)
  assert.equal(quick.sent.filter(text => text.startsWith('event')).length, 2)
})

test('no more than so many listen at a time', async () => {
  const { clock, hub, listen } = rig()
  const all = Array.from({ length: EVENT_CLIENTS_MAX }, () => listen(['status']))
  assert.equal(listen(['status']).end, undefined)
  all[0]?.end?.()
  assert.notEqual(listen(['status']).end, undefined)
  hub.stop()
  assert.ok(all.slice(1).every(({ closed }) => closed))
  await clock.advance(100 * SECOND)
  assert.equal(clock.pending, 0)
})

test('a failure is told as a problem with its code, and the topic is tried again', async () => {
  const { clock, state, listen } = rig()
  state.fails = true
  const sink = listen(['ring'])
  await clock.advance(0)
  assert.deepEqual(sink.sent, ['event: problem\ndata: {"v":1,"topic":"ring","code":"NOT_READY"}\n\n'])
  state.fails = false
  await clock.advance(10 * SECOND)
  assert.equal(sink.sent.at(-1), 'event: ring\ndata: {"v":1,"value":1}\n\n')
})

test('events are read whole, wherever the stream is cut', () => {
  const stream = 'event: status\ndata: {"v":1}\n\n: \n\nevent: ring\ndata: a\ndata: b\n\n'
  fc.assert(fc.property(fc.array(fc.nat(stream.length)), cuts => {
    const parser = new EventParser()
    const at = [0, ...cuts.sort((a, b) => a - b), stream.length]
    const events = at.slice(1).flatMap((end, index) => parser.push(stream.slice(at[index], end)))
    assert.deepEqual(events, [{ name: 'status', data: '{"v":1}' }, { name: 'ring', data: 'a\nb' }])
  }))
})
