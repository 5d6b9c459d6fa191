/** What the page knows of the cluster, kept up to date by events while somebody looks. */
import { useEffect, useState } from 'preact/hooks'
import type { AccessDocument, EventDocuments, StatusDocument, Topic } from '../../protocols/web/documents.js'
import { ApiFailure, getJson, request } from './api-client.js'
import { EventParser } from './event-stream.js'
import { HAPPENINGS_MAX, happeningsBetween, lastTold, type Happening } from './happenings.js'

export interface Live extends Partial<{ -readonly [T in Topic]: EventDocuments[T] }> {
  access?: AccessDocument
  connection: 'opening' | 'open' | 'lost' | 'refused'
  failure?: ApiFailure
  happenings: readonly Happening[]
}

const RETRY_MS_MIN = 500
const RETRY_MS_MAX = 10_000
/** A page that nobody sees asks for nothing, after so long. */
const HIDDEN_MS = 5_000
/** A daemon says something every 15 s: one that stands still, or is behind a tunnel that broke, ends no connection. */
const SILENCE_MS = 40_000

export class LiveStore {
  #live: Live = { connection: 'opening', happenings: [] }
  readonly #listeners = new Set<() => void>()
  #topics: readonly Topic[] = []
  #stream: AbortController | undefined
  #retryMs = RETRY_MS_MIN
  #timer: ReturnType<typeof setTimeout> | undefined
  #silence: ReturnType<typeof setTimeout> | undefined
  readonly #order = new Map<string, number>()
  #told: StatusDocument | undefined

  get (): Live { return this.#live }

  listen (fn: () => void): () => void {
    this.#listeners.add(fn)
    return () => { this.#listeners.delete(fn) }
  }

  /** Begins, and goes on for as long as the page is seen. */
  start (): void {
    document.addEventListener('visibilitychange', () => {
      clearTimeout(this.#timer)
      if (!document.hidden) this.#open()
      else this.#timer = setTimeout(() => { this.#close() }, HIDDEN_MS)
    })
    this.refreshAccess()
  }

  /** Which topics are looked at. */
  watch (topics: readonly Topic[]): void {
    if (topics.join() === this.#topics.join() && this.#stream !== undefined) return
    this.#topics = topics
    this.#retryMs = RETRY_MS_MIN
    this.#open()
  }

  /** After the token has changed. */
  refreshAccess (): void {
    getJson<AccessDocument>('access').then(access => { this.#set({ access }) }, () => { /* the stream tells what is wrong */ })
    if (this.#topics.length > 0) this.#open()
  }

  /** A number for each member that stays while the page is open: its colour. */
  orderOf (peerId: string): number {
    let order = this.#order.get(peerId)
    if (order === undefined) this.#order.set(peerId, order = this.#order.size)
    return order
  }

  #set (change: Partial<Live>): void {
    this.#live = { ...this.#live, ...change }
    for (const listener of this.#listeners) listener()
  }

  #close (): void {
    clearTimeout(this.#silence)
    this.#stream?.abort()
    this.#stream = undefined
  }

  #open (): void {
    clearTimeout(this.#timer)
    this.#close()
    const stream = this.#stream = new AbortController()
    const ended = (error?: unknown): void => {
      if (stream.signal.aborted) return
      this.#close()
      const failure = error instanceof ApiFailure ? error : new ApiFailure(0, 'DAEMON_GONE', 'the daemon does not answer')
      const refused = failure.status === 401
      this.#set({ connection: refused ? 'refused' : 'lost', failure })
      if (refused) return
      this.#timer = setTimeout(() => { this.#open() }, this.#retryMs)
      this.#retryMs = Math.min(RETRY_MS_MAX, 2 * this.#retryMs)
    }
    const heard = (): void => {
      clearTimeout(this.#silence)
      this.#silence = setTimeout(ended, SILENCE_MS)
    }
    heard()
    this.#read(stream.signal, heard).then(() => { ended() }, ended)
  }

  async #read (signal: AbortSignal, heard: () => void): Promise<void> {
    const { body } = await request(`events?topics=${this.#topics.join()}`, { signal })
    if (body === null) return
    const reader = body.pipeThrough(new TextDecoderStream()).getReader()
    const parser = new EventParser()
    for (;;) {
      const { done, value } = await reader.read()
      if (done || signal.aborted) return
      heard()
      const change: Partial<Live> = {}
      for (const { name, data } of parser.push(value)) {
        if (name !== 'problem') Object.assign(change, { [name]: JSON.parse(data) as unknown })
        if (name === 'status') Object.assign(change, { happenings: this.#happened(change.status) })
      }
      if (this.#live.connection !== 'open') {
        this.#retryMs = RETRY_MS_MIN
        change.connection = 'open'
        if (this.#live.connection === 'lost') getJson<AccessDocument>('access').then(access => { this.#set({ access }) }, () => undefined)
      }
      if (Object.keys(change).length > 0) this.#set(change)
    }
  }

  #happened (status: StatusDocument | undefined): readonly Happening[] {
    const { happenings } = this.#live
    if (status === undefined) return happenings
    const before = this.#told
    this.#told = lastTold(before, status)
    if (before !== undefined) return [...happeningsBetween(before, status, Date.now()).reverse(), ...happenings].slice(0, HAPPENINGS_MAX)
    for (const { peerId } of [...status.members].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))) this.orderOf(peerId)
    return happenings
  }
}

export const liveStore = new LiveStore()

export function useLive (): Live {
  const [live, setLive] = useState(liveStore.get())
  useEffect(() => liveStore.listen(() => { setLive(liveStore.get()) }), [])
  return live
}

export interface Loaded<T> { readonly value?: T, readonly failure?: ApiFailure }

/** A document that is asked for again and again while its part of the page is shown. */
export function usePolled<T> (path: string, everyMs: number): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T> & { readonly path: string }>({ path })
  useEffect(() => {
    const ended = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = (): void => {
      const again = (): void => { if (!ended.signal.aborted) timer = setTimeout(look, everyMs) }
      if (document.hidden) { again(); return }
      getJson<T>(path, ended.signal).then(value => { setLoaded({ path, value }) }, (error: unknown) => {
        if (!ended.signal.aborted && error instanceof ApiFailure) setLoaded(before => ({ ...before, path, failure: error }))
      }).finally(again)
    }
    look()
    return () => {
      ended.abort()
      clearTimeout(timer)
    }
  }, [path, everyMs])
  return loaded.path === path ? loaded : {}
}
