import { P2pkvError } from '../../protocols/errors.js'
import type { Topic } from '../../protocols/web/documents.js'
import type { Clock, Timer } from '../core/env.js'

export interface EventSource {
  /** Milliseconds between two looks; a larger cluster may be looked at less often. */
  readonly intervalMs: () => number
  readonly read: () => Promise<object>
}

export interface EventSink {
  /** @returns whether the other side keeps up; one that does not is closed */
  readonly send: (text: string) => boolean
  readonly close: () => void
}

export interface EventHubComponents {
  readonly clock: Clock
  readonly sources: Readonly<Record<Topic, EventSource>>
  /** Cheap, and another text whenever something happened that nobody should wait for. */
  readonly fingerprint: () => string
}

/** More clients are answered busy. */
export const EVENT_CLIENTS_MAX = 64
const FINGERPRINT_MS = 500
/** Keeps connections from looking idle. */
const HEARTBEAT_MS = 15_000
/** Looked at again at once when the fingerprint changes. */
const URGENT: readonly Topic[] = ['status', 'ring', 'history', 'transfers']

interface Line { readonly sinks: Set<EventSink>, text: string, busy: boolean, again: boolean, timer: Timer | undefined }

/** Looks at each topic only while somebody listens, once for all listeners, and sends what changed. */
export class EventHub {
  readonly #lines = new Map<Topic, Line>()
  readonly #sinks = new Set<EventSink>()
  #fingerprint = ''
  #watch: Timer | undefined
  #heartbeat: Timer | undefined

  constructor (private readonly components: EventHubComponents) {}

  get clients (): number { return this.#sinks.size }

  /** @returns undefined when there are too many clients; else what ends the subscription */
  subscribe (topics: readonly Topic[], sink: EventSink): (() => void) | undefined {
    if (this.#sinks.size >= EVENT_CLIENTS_MAX) return undefined
    this.#sinks.add(sink)
    for (const topic of topics) {
      const line = this.#lines.get(topic) ?? { sinks: new Set(), text: '', busy: false, again: false, timer: undefined }
      this.#lines.set(topic, line)
      line.sinks.add(sink)
      // What others were sent a moment ago is new to this one.
      if (line.text !== '') this.#send(sink, line.text)
      if (line.timer === undefined && !line.busy) this.#look(topic, line)
    }
    if (this.#watch === undefined) {
      this.#fingerprint = this.components.fingerprint()
      this.#watch = this.components.clock.after(FINGERPRINT_MS, () => { this.#watchFingerprint() })
    }
    if (this.#heartbeat === undefined) this.#beat()
    return () => { this.#forget(sink) }
  }

  stop (): void {
    for (const sink of [...this.#sinks]) this.#drop(sink)
  }

  #look (topic: Topic, line: Line): void {
    line.timer?.cancel()
    line.timer = undefined
    if (line.busy) {
      line.again = true
      return
    }
    line.busy = true
    void this.#read(topic, line).then(() => {
      line.busy = false
      if (line.sinks.size === 0) return
      const delayMs = line.again ? 0 : this.components.sources[topic].intervalMs()
      line.again = false
      line.timer = this.components.clock.after(delayMs, () => { this.#look(topic, line) })
    })
  }

  async #read (topic: Topic, line: Line): Promise<void> {
    let text: string
    try {
      text = `event: ${topic}\ndata: ${JSON.stringify(await this.components.sources[topic].read())}\n\n`
    } catch (error) {
      const code = error instanceof P2pkvError ? error.code : 'INTERNAL'
      text = `event: problem\ndata: ${JSON.stringify({ v: 1, topic, code })}\n\n`
    }
    if (text === line.text) return
    line.text = text
    for (const sink of [...line.sinks]) this.#send(sink, text)
  }

  #send (sink: EventSink, text: string): void {
    if (!sink.send(text)) this.#drop(sink)
  }

  #drop (sink: EventSink): void {
    this.#forget(sink)
    sink.close()
  }

  #forget (sink: EventSink): void {
    this.#sinks.delete(sink)
    for (const [topic, line] of this.#lines) {
      line.sinks.delete(sink)
      if (line.sinks.size > 0) continue
      line.timer?.cancel()
      this.#lines.delete(topic)
    }
    if (this.#sinks.size > 0) return
    this.#watch?.cancel()
    this.#heartbeat?.cancel()
    this.#watch = this.#heartbeat = undefined
  }

  #watchFingerprint (): void {
    const { clock, fingerprint } = this.components
    const now = fingerprint()
    if (now !== this.#fingerprint) {
      this.#fingerprint = now
      for (const topic of URGENT) {
        const line = this.#lines.get(topic)
        if (line !== undefined) this.#look(topic, line)
      }
    }
    this.#watch = clock.after(FINGERPRINT_MS, () => { this.#watchFingerprint() })
  }

  #beat (): void {
    this.#heartbeat = this.components.clock.after(HEARTBEAT_MS, () => {
      for (const sink of [...this.#sinks]) this.#send(sink, ': \n\n')
      this.#beat()
    })
  }
}
