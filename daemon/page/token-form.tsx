import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { setToken, token } from './api-client.js'
import { liveStore } from './live.js'
import { Copy, Panel } from './parts.js'

/** Asks for the token when the page came without one, or with a wrong one. */
export function TokenForm ({ why }: { readonly why: string }): JSX.Element {
  const [text, setText] = useState('')
  const submit = (event: Event): void => {
    event.preventDefault()
    setToken(text.trim().replace(/^.*#token=/, ''))
    liveStore.refreshAccess()
  }
  return (
    <Panel title="Token">
      <form class="token" onSubmit={submit}>
        <p>{token() === '' ? why : 'The token is not the one of this peer.'} This prints an address that has it: <Copy text="p2pkv web" /></p>
        <label>Token <input type="password" autocomplete="off" value={text} onInput={event => { setText(event.currentTarget.value) }} /></label>
        <button type="submit" disabled={text.trim() === ''}>Use it</button>
      </form>
    </Panel>
  )
}
