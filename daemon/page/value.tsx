import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { VersionDocument } from '../../protocols/web/documents.js'
import { bytesOf, dateTime, duration, hexDump, size, visible } from './format.js'

function pretty (text: string): string | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined
  try { return JSON.stringify(JSON.parse(text), undefined, 2) } catch { return undefined }
}

/** What a version holds, always as text: nothing that somebody stored is ever a part of the page. */
export function Value ({ version }: { readonly version: VersionDocument }): JSX.Element {
  const [asHex, setAsHex] = useState(!('utf8' in version.value))
  const text = 'utf8' in version.value ? version.value.utf8 : undefined
  const json = text === undefined || version.truncated ? undefined : pretty(text)
  const shown = asHex || text === undefined ? hexDump(bytesOf(version.value)) : visible(json ?? text)
  return (
    <>
      <pre class="value" tabindex={0}>{shown === '' ? <i>no bytes</i> : shown}</pre>
      <p class="about">
        {size(version.bytes)}{version.truncated ? ', the beginning is shown' : ''}{json !== undefined && !asHex ? ', JSON set in lines' : ''}
        {text !== undefined && <button type="button" class="quiet" onClick={() => { setAsHex(!asHex) }}>{asHex ? 'as text' : 'as hex'}</button>}
      </p>
    </>
  )
}

export function VersionFacts ({ version }: { readonly version: VersionDocument }): JSX.Element {
  return (
    <dl class="facts">
      <div><dt>version</dt><dd class="mono">{version.version}</dd></div>
      <div><dt>written</dt><dd>{dateTime(version.writtenAt)}</dd></div>
      <div><dt>expires</dt><dd>{version.expiresAt === undefined ? 'never' : `in ${duration(Math.max(0, version.expiresAt - Date.now()))}`}</dd></div>
    </dl>
  )
}
