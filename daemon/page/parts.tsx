/** Small parts that every view uses. */
import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { AdviceDocument, MemberState } from '../../protocols/web/documents.js'
import type { ApiFailure } from './api-client.js'
import { liveStore } from './live.js'

const COLOURS_NAMED = 8
/** Of the golden angle: neighbours in number are far apart in colour. */
const GOLDEN_DEGREES = 137.508

/** The colour of a member: of few from a chosen palette (page.css), of many from around the circle. */
export function colourOf (peerId: string): string {
  const order = liveStore.orderOf(peerId)
  return order < COLOURS_NAMED ? `var(--member-${order})` : `oklch(var(--member-lightness) 0.12 ${Math.round(order * GOLDEN_DEGREES) % 360})`
}

export const STATE_SIGN: Readonly<Record<MemberState, string>> = { up: '●', suspect: '◐', down: '✕', joining: '◌', leaving: '◔', left: '○', unknown: '?' }

export function State ({ state }: { readonly state: MemberState }): JSX.Element {
  return <span class={`state state-${state}`}><span aria-hidden="true">{STATE_SIGN[state]}</span> {state}</span>
}

export function Swatch ({ peerId }: { readonly peerId: string }): JSX.Element {
  return <span class="swatch" style={{ background: colourOf(peerId) }} aria-hidden="true" />
}

export function Panel ({ title, children, aside, class: name = '' }: { readonly title: string, readonly children: ComponentChildren, readonly aside?: ComponentChildren, readonly class?: string }): JSX.Element {
  return <section class={`panel ${name}`}><header><h2>{title}</h2>{aside !== undefined && <div class="aside">{aside}</div>}</header>{children}</section>
}

/** A part of a whole, as a bar with its text beside. */
export function Bar ({ part, tone = '', label }: { readonly part: number, readonly tone?: string, readonly label: string }): JSX.Element {
  const clamped = Math.max(0, Math.min(1, part))
  return <span class={`bar ${tone}`} role="img" aria-label={label}><span style={{ width: `${100 * clamped}%` }} /></span>
}

export function Copy ({ text }: { readonly text: string }): JSX.Element {
  const [copied, setCopied] = useState(false)
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(() => {
      setCopied(true)
      setTimeout(() => { setCopied(false) }, 1_500)
    }, () => undefined)
  }
  return <span class="command"><code>{text}</code><button type="button" class="quiet" onClick={copy} aria-label={`copy ${text}`}>{copied ? 'copied' : 'copy'}</button></span>
}

export function Advice ({ advice }: { readonly advice: readonly AdviceDocument[] }): JSX.Element | null {
  if (advice.length === 0) return null
  return (
    <ul class="advice" aria-label="what is wrong, and what to do">
      {advice.map(({ severity, text, command }) => (
        <li key={text} class={severity}><span class="sign" aria-hidden="true">{severity === 'critical' ? '✕' : severity === 'warning' ? '!' : '…'}</span><span class="what">{text}</span><Copy text={command} /></li>
      ))}
    </ul>
  )
}

export function Failure ({ failure }: { readonly failure: ApiFailure }): JSX.Element {
  return (
    <div class="failure" role="alert">
      <strong>{failure.code}</strong> {failure.message}
      {failure.outcome === 'unknown' && <p>Outcome unknown: the write may have been applied.</p>}
      {failure.outcome === 'none' && <p>Nothing was applied.</p>}
      {failure.hint !== undefined && <p class="hint">Next: {failure.hint}</p>}
    </div>
  )
}

export function Empty ({ children }: { readonly children: ComponentChildren }): JSX.Element { return <p class="empty">{children}</p> }
