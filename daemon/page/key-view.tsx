import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { BucketsDocument, GetDocument, LocationDocument, PutDocument, VersionDocument } from '../../protocols/web/documents.js'
import { ApiFailure, getJson, query, request } from './api-client.js'
import { duration, isDots, nameOf, parseBytes, pathOf, visible } from './format.js'
import { liveStore, useLive, usePolled } from './live.js'
import { Empty, Failure, Panel, Swatch } from './parts.js'
import { TokenForm } from './token-form.js'
import { Value, VersionFacts } from './value.js'

type Encoding = 'text' | 'hex' | 'base64'
interface Found { readonly name: string, readonly path: string, readonly get: GetDocument, readonly location: LocationDocument }
interface Done { readonly what: string, readonly answer: PutDocument }

const BUCKETS_MS = 30_000
const HOLDS: Readonly<Record<string, string>> = { present: 'has it', absent: 'has nothing', noAnswer: 'does not answer', notAsked: 'stands by', unknown: '?' }

function Replicas ({ location, get }: { readonly location: LocationDocument, readonly get: GetDocument }): JSX.Element {
  const current = new Set(get.siblings.map(({ version }) => version))
  const [all, setAll] = useState(false)
  const primaries = location.owners.filter(({ role }) => role === 'primary')
  const fallbacks = location.owners.filter(({ role }) => role === 'fallback')
  const holds = ({ state, tombstone, versions }: LocationDocument['owners'][number]): string => {
    if (state !== 'present') return HOLDS[state] ?? state
    if (tombstone) return 'has it deleted'
    const same = versions.length === current.size && versions.every(version => current.has(version))
    return same ? 'has it' : 'has other versions'
  }
  return (
    <Panel title="Where it lives" aside={`partition ${location.partition} · view ${location.ringEpoch} · N ${location.replicas}`}>
      <div class="scroll">
        <table>
          <thead><tr><th scope="col">#</th><th scope="col">Peer</th><th scope="col">Role</th><th scope="col">Holds</th><th scope="col">Versions</th></tr></thead>
          <tbody>{[...primaries, ...(all ? fallbacks : fallbacks.slice(0, 2))].map((owner, index) => (
            <tr key={owner.peerId} class={owner.state === 'noAnswer' ? 'is-down' : ''}>
              <td class="number">{index + 1}</td><th scope="row"><Swatch peerId={owner.peerId} /> {nameOf(owner)}</th><td>{owner.role}</td><td>{holds(owner)}</td><td class="mono">{owner.versions.join(' ') || '–'}</td>
            </tr>
          ))}</tbody>
        </table>
      </div>
      {fallbacks.length > 2 && <button type="button" class="quiet" onClick={() => { setAll(!all) }}>{all ? 'fewer' : `${fallbacks.length - 2} more fallbacks`}</button>}
      <p class="about">{get.replicas.answered} of {get.replicas.asked} replicas answered the get{get.replicas.agreed ? ' and agreed' : ', and did not agree'}{get.replicas.stale > 0 ? `; ${get.replicas.stale} were behind, ${get.replicas.repaired} are repaired` : ''}. It took {duration(get.elapsedMs)}.</p>
    </Panel>
  )
}

function Answer ({ done: { what, answer } }: { readonly done: Done }): JSX.Element {
  const { status } = useLive()
  const name = (peerId: string): string => nameOf(status?.members.find(member => member.peerId === peerId) ?? { name: '', peerId })
  const { acks } = answer
  return (
    <Panel title={what} class="answer" aside={duration(answer.elapsedMs)}>
      <p role="status">
        <b>{acks.primary} of {answer.primaries} primaries</b> stored it{acks.hinted > 0 ? `, and ${acks.hinted} stand-in${acks.hinted > 1 ? 's' : ''} with a hint for ${answer.hintedFor.map(name).join(', ')}` : ''}; {acks.synced} on stable storage, {answer.need} were needed.
        {answer.siblings > 1 ? ` There are ${answer.siblings} concurrent versions now.` : ''}
      </p>
      <dl class="facts"><div><dt>version</dt><dd class="mono">{answer.version}</dd></div><div><dt>coordinator</dt><dd>{name(answer.coordinator)}</dd></div></dl>
      {answer.hops !== undefined && (
        <ul class="hops">{answer.hops.map(hop => <li key={`${hop.peer} ${hop.startMs} ${hop.kind}`}><span class="number">+{duration(hop.startMs)}</span> {hop.kind} {name(hop.peer)} <span class="number">{hop.outcome === 'pending' ? 'not answered yet' : `${duration(hop.elapsedMs)} ${hop.outcome}`}</span></li>)}</ul>
      )}
    </Panel>
  )
}

function Version ({ version, found, busy, act }: { readonly version: VersionDocument, readonly found: Found, readonly busy: boolean, readonly act: Act }): JSX.Element {
  const download = (): void => {
    act(async () => {
      const answer = await request(`values/${found.path}${query({ version: version.version })}`)
      const link = document.createElement('a')
      link.href = URL.createObjectURL(await answer.blob())
      link.download = 'value'
      link.click()
      URL.revokeObjectURL(link.href)
    })
  }
  const keep = (): void => {
    act(async () => {
      const answer = await request(`keys/${found.path}/resolve${query({ version: version.version, context: found.get.context })}`, { method: 'POST' })
      return { what: `Kept ${version.version}`, answer: await answer.json() as PutDocument }
    })
  }
  return (
    <article class="version">
      <VersionFacts version={version} />
      <Value key={version.version} version={version} />
      <div class="actions">
        {found.get.siblings.length > 1 && <button type="button" disabled={busy} onClick={keep}>Keep this one</button>}
        <button type="button" class="quiet" disabled={busy} onClick={download}>Save to a file</button>
      </div>
    </article>
  )
}

type Act = (work: () => Promise<Done | undefined | void>) => void

function Write ({ found, busy, act }: { readonly found: Found, readonly busy: boolean, readonly act: Act }): JSX.Element {
  const [text, setText] = useState('')
  const [file, setFile] = useState<File | undefined>()
  const [ttl, setTtl] = useState('')
  const [w, setW] = useState('')
  const [replaces, setReplaces] = useState(true)
  const [sure, setSure] = useState(false)
  const context = replaces && found.get.context !== '' ? found.get.context : undefined
  const put = (event: Event): void => {
    event.preventDefault()
    act(async () => {
      const body = file === undefined ? new TextEncoder().encode(text) : new Uint8Array(await file.arrayBuffer())
      const answer = await request(`keys/${found.path}${query({ context, ttl, w, explain: true })}`, { method: 'PUT', body })
      return { what: 'Put', answer: await answer.json() as PutDocument }
    })
  }
  const remove = (): void => {
    if (!sure) { setSure(true); return }
    setSure(false)
    act(async () => {
      const answer = await request(`keys/${found.path}${query({ context, w, explain: true })}`, { method: 'DELETE' })
      return { what: 'Deleted', answer: await answer.json() as PutDocument }
    })
  }
  return (
    <Panel title="Put or delete">
      <form class="write" onSubmit={put}>
        <label class="wide">Value <textarea rows={4} value={text} disabled={file !== undefined} onInput={event => { setText(event.currentTarget.value) }} spellcheck={false} /></label>
        <label>or a file <input type="file" onChange={event => { setFile(event.currentTarget.files?.[0]) }} /></label>
        <label>Time to live <input value={ttl} placeholder="the bucket's" size={12} onInput={event => { setTtl(event.currentTarget.value) }} /></label>
        <label>Acks (w) <input value={w} placeholder="the bucket's" size={12} onInput={event => { setW(event.currentTarget.value) }} /></label>
        <label class="check"><input type="checkbox" checked={replaces} onChange={event => { setReplaces(event.currentTarget.checked) }} /> replace just what is shown here</label>
        <div class="actions">
          <button type="submit" disabled={busy}>Put</button>
          <button type="button" class="danger" disabled={busy} onClick={remove} onBlur={() => { setSure(false) }}>{sure ? 'Really delete' : 'Delete'}</button>
        </div>
      </form>
    </Panel>
  )
}

export function KeyView (): JSX.Element {
  const { access } = useLive()
  const buckets = usePolled<BucketsDocument>('buckets', BUCKETS_MS)
  const [bucket, setBucket] = useState('default')
  const [text, setText] = useState('')
  const [encoding, setEncoding] = useState<Encoding>('text')
  const [found, setFound] = useState<Found | undefined>()
  const [failure, setFailure] = useState<ApiFailure | undefined>()
  const [done, setDone] = useState<Done | undefined>()
  const [busy, setBusy] = useState(false)
  if (access !== undefined && !access.data) return <TokenForm why="Keys take the token of the peer, so that only who may read its data directory reads and writes them here." />
  const look = async (name: string, path: string): Promise<void> => {
    const [get, location] = await Promise.all([getJson<GetDocument>(`keys/${path}`), getJson<LocationDocument>(`locations/${path}`)])
    setFound({ name, path, get, location })
  }
  const run = (work: () => Promise<void>): void => {
    setBusy(true)
    setFailure(undefined)
    work().catch((error: unknown) => {
      const told = error instanceof ApiFailure ? error : new ApiFailure(0, 'PAGE', String(error))
      if (told.status === 401) liveStore.refreshAccess()
      setFailure(told)
    }).finally(() => { setBusy(false) })
  }
  const submit = (event: Event): void => {
    event.preventDefault()
    const key = parseBytes(text, encoding)
    setDone(undefined)
    setFound(undefined)
    if (key === undefined) { setFailure(new ApiFailure(0, 'INVALID_KEY', `this is not ${encoding}`)); return }
    if (isDots(key) || isDots(new TextEncoder().encode(bucket))) { setFailure(new ApiFailure(0, 'INVALID_KEY', 'no browser can ask for a key or a bucket named . or ..', 'on the command line: p2pkv get')); return }
    run(async () => { await look(visible(text), `${encodeURIComponent(bucket)}/${pathOf(key)}`) })
  }
  const act: Act = work => {
    if (found === undefined) return
    run(async () => {
      const did = await work()
      if (did === undefined) return
      setDone(did)
      await look(found.name, found.path)
    })
  }
  return (
    <div class="key-view">
      <form class="lookup" onSubmit={submit} role="search">
        <label>Bucket <input list="buckets" value={bucket} size={12} onInput={event => { setBucket(event.currentTarget.value) }} /></label>
        <datalist id="buckets">{buckets.value?.buckets.map(({ name }) => <option key={name} value={name} />)}</datalist>
        <label class="grow">Key <input value={text} autofocus autocomplete="off" spellcheck={false} onInput={event => { setText(event.currentTarget.value) }} /></label>
        <label>written as <select value={encoding} onChange={event => { setEncoding(event.currentTarget.value as Encoding) }}><option>text</option><option>hex</option><option>base64</option></select></label>
        <button type="submit" disabled={busy || text === ''}>Look up</button>
      </form>
      {failure !== undefined && <Failure failure={failure} />}
      {done !== undefined && <Answer done={done} />}
      {found === undefined && failure === undefined && <Empty>Type a key to see its partition, who holds which version of it, and its value; then put, delete or resolve it.</Empty>}
      {found !== undefined && (
        <>
          <Panel title={found.name} class="found" aside={found.get.found ? (found.get.siblings.length > 1 ? `${found.get.siblings.length} concurrent versions` : 'one version') : 'no value'}>
            {found.get.found
              ? <div class="versions">{found.get.siblings.map(version => <Version key={version.version} version={version} found={found} busy={busy} act={act} />)}</div>
              : <Empty>There is no value under this key.</Empty>}
          </Panel>
          <Replicas location={found.location} get={found.get} />
          <Write key={found.path} found={found} busy={busy} act={act} />
        </>
      )}
    </div>
  )
}
