import { render } from 'preact'
import { takeToken } from './api-client.js'
import { App } from './app.js'
import { liveStore } from './live.js'

takeToken()
// An address with a token, opened where the page is open already.
addEventListener('hashchange', () => {
  if (!location.hash.startsWith('#token=')) return
  takeToken()
  liveStore.refreshAccess()
})
liveStore.start()
const root = document.getElementById('app')
if (root !== null) {
  root.textContent = ''
  render(<App />, root)
}
