import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Topic } from '../../protocols/web/documents.js'
import { KeyView } from './key-view.js'
import { liveStore, useLive } from './live.js'
import { Failure } from './parts.js'
import { PeersView } from './peers-view.js'
import { RingView } from './ring-view.js'
import { TokenForm } from './token-form.js'
import { TrafficView } from './traffic-view.js'
import { WorkView } from './work-view.js'

interface View { readonly name: string, readonly title: string, readonly topics: readonly Topic[], readonly Show: () => JSX.Element }

const VIEWS: readonly [View, ...View[]] = [
  { name: 'ring', title: 'Ring', topics: ['status', 'ring', 'history'], Show: RingView },
  { name: 'peers', title: 'Peers', topics: ['status'], Show: PeersView },
  { name: 'traffic', title: 'Traffic', topics: ['status', 'traffic'], Show: TrafficView },
  { name: 'key', title: 'Key', topics: ['status'], Show: KeyView },
  { name: 'work', title: 'Work', topics: ['status', 'transfers'], Show: WorkView },
]

const THEMES = ['auto', 'light', 'dark'] as const
type Theme = typeof THEMES[number]
const THEME_KEY = 'p2pkv-theme'

function storedTheme (): Theme {
  try { return THEMES.find(theme => theme === localStorage.getItem(THEME_KEY)) ?? 'auto' } catch { return 'auto' }
}

function useView (): View {
  const find = (): View => VIEWS.find(({ name }) => location.hash === `#/${name}`) ?? VIEWS[0]
  const [view, setView] = useState(find)
  useEffect(() => {
    const change = (): void => { setView(find()) }
    addEventListener('hashchange', change)
    return () => { removeEventListener('hashchange', change) }
  }, [])
  return view
}

function ThemeButton (): JSX.Element {
  const [theme, setTheme] = useState(storedTheme)
  useEffect(() => {
    document.documentElement.dataset.theme = theme
    try { localStorage.setItem(THEME_KEY, theme) } catch { /* then it is forgotten */ }
  }, [theme])
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'auto'
  return <button type="button" class="quiet theme" onClick={() => { setTheme(next) }} aria-label={`colours: ${theme}; change to ${next}`}>{theme === 'auto' ? '◐' : theme === 'light' ? '☀' : '☾'}</button>
}

function Health (): JSX.Element {
  const { status, connection } = useLive()
  if (connection === 'lost') return <span class="pill bad"><span aria-hidden="true">✕</span> the daemon is gone</span>
  if (connection === 'refused') return <span class="pill bad"><span aria-hidden="true">✕</span> token needed</span>
  if (status === undefined) return <span class="pill">…</span>
  const missing = status.partitions - status.partitionsWithQuorum
  if (missing > 0) return <span class="pill bad"><span aria-hidden="true">✕</span> {missing} <span class="long">partitions</span> without quorum</span>
  const needed = status.advice.filter(({ severity }) => severity !== 'info').length
  if (needed > 0) return <a class="pill warn" href="#/peers"><span aria-hidden="true">!</span> {needed} <span class="long">{needed === 1 ? 'thing needs' : 'things need'} attention</span></a>
  return <span class="pill good"><span aria-hidden="true">✓</span> healthy</span>
}

export function App (): JSX.Element {
  const view = useView()
  const { status, connection, failure } = useLive()
  useEffect(() => { liveStore.watch(view.topics) }, [view])
  useEffect(() => { document.title = `${status?.cluster ?? 'p2pkv'} · ${view.title}` }, [status?.cluster, view])
  const { Show } = view
  return (
    <>
      <header class="top">
        <a class="brand" href="#/ring"><img src="/icon.svg" alt="" width="26" height="26" /><span>p2pkv</span>{status !== undefined && <b>{status.cluster}</b>}</a>
        <nav aria-label="views">{VIEWS.map(({ name, title }) => <a key={name} href={`#/${name}`} aria-current={name === view.name ? 'page' : undefined}>{title}</a>)}</nav>
        <Health />
        <ThemeButton />
      </header>
      <main class={connection === 'lost' ? 'stale' : ''}>
        {connection === 'lost' && failure !== undefined && <Failure failure={failure} />}
        {connection === 'lost' && status !== undefined && <p class="about">What is shown is what was last known. The page goes on trying.</p>}
        {connection === 'refused' ? <TokenForm why="On this address everything takes the token of the peer." /> : <Show />}
      </main>
    </>
  )
}
