/** Looks at every peer while the run goes on, for what can only be seen then. */
import type { NodeId } from '../../protocols/record/node-id.js'
import { partitionOf } from '../../protocols/record/key.js'
import type { RecordKey } from '../../protocols/record/record.js'
import { REPLICA_READ, REPLICA_VERSIONS } from '../../protocols/replicate/replicate.js'
import { recordStorageKey } from '../../storage/keyspace.js'
import type { KvNode } from '../../daemon/core/kv-node.js'
import type { Ring } from '../../daemon/core/ring/ring.js'
import type { RingView } from '../../daemon/core/ring/ring-view.js'
import type { SimCluster, SimPeer, SimRun } from './sim-cluster.js'

const LOOK_EVERY_MS = 250
/** From the decision to take the dead out until the view is there: two batches, each as long as the slowest. */
const DECIDED_MS = 10
const DECIDED_BATCHES = 2
/** Answers of one peer that are remembered. */
const HEARD_MAX = 256

export class Monitor {
  readonly violations = new Set<string>()
  /** By peer and disk: the highest epoch it had, across restarts. */
  readonly #epochs = new Map<string, number>()
  /** By peer: the highest incarnation of its own. */
  readonly #own = new Map<string, { run: SimRun, incarnation: number }>()
  /** By run: what it knew of others. */
  readonly #known = new WeakMap<SimRun, Map<string, number>>()
  /** By who heard and of whom: when it last had answers of it, virtual milliseconds. */
  readonly #heard = new Map<NodeId, Map<NodeId, number[]>>()
  /** Views that some peer has taken, by name. */
  readonly #views = new Set<string>()
  #stopped = false

  constructor (private readonly cluster: SimCluster) {
    cluster.onNode = (peer, node) => { this.#watch(peer, node) }
    cluster.fabric.onServed = (_from, to, rpc, request, { status, body }) => {
      if ((rpc !== REPLICA_READ.name && rpc !== REPLICA_VERSIONS.name) || status !== 0) return
      const peer = cluster.peers.find(({ id }) => id === to)
      // Before its answers are decoded: most disks never rot.
      if (peer?.disk.rotted !== true) return
      for (const { bucket, key } of rpc === REPLICA_READ.name ? absentOf(request, body) : absentOfMany(request, body)) {
        const storageKey = recordStorageKey(partitionOf({ bucket, key }, cluster.partitions), { bucket, key })
        if (peer.disk.isCorrupt(storageKey)) this.violations.add(`corruption: ${peer.name} said "absent" of ${Buffer.from(key).toString()}, of which it has a corrupt copy`)
      }
    }
  }

  start (): void {
    if (this.#stopped) return
    this.look()
    this.cluster.scheduler.after(LOOK_EVERY_MS, () => { this.start() })
  }

  stop (): void { this.#stopped = true }

  look (): void {
    const settled = this.cluster.peers.filter(({ gone, mayBeOut }) => !gone && !mayBeOut)
    for (const { name, run, disk } of this.cluster.peers) {
      const node = run?.node
      if (run === undefined || node === undefined) continue
      const epoch = node.history.id?.epoch ?? 0
      const life = `${name} ${disk.wiped}`
      if (epoch < (this.#epochs.get(life) ?? 0)) this.violations.add(`views: ${name} went back to view ${epoch}`)
      this.#epochs.set(life, epoch)
      const { ring } = node.history
      const missing = ring === undefined ? [] : settled.filter(({ id }) => ring.member(id) === undefined)
      if (missing.length > 0) this.violations.add(`views: ${name} has a view in which ${missing.map(other => other.name).join(', ')} should be`)
      this.#lookAtIncarnations(name, run)
    }
  }

  #watch (peer: SimPeer, node: KvNode): void {
    const { history, views, membership, hints, membership: { detector } } = node
    const left = membership.left.bind(membership)
    membership.left = () => {
      if (hints.totals().hints > 0) this.violations.add(`views: ${peer.name} said that it has left, with ${hints.totals().hints} hints that nobody else keeps`)
      left()
    }
    history.onChange(ring => { this.#lookAtView(peer, ring, history.after(0, ring.view.epoch - 1).map(({ view }) => view)) })
    const begin = views.beginWrite.bind(views)
    views.beginWrite = () => {
      const ticket = begin()
      if (ticket === undefined) return undefined
      const newest = Math.max(...ticket.placement.live.map(({ view }) => view.epoch))
      const end = (): void => {
        const { epoch } = views.published.ack
        if (epoch > newest) this.violations.add(`views: ${peer.name} said that it writes to view ${epoch} while a write went to view ${newest} and older ones`)
        ticket.end()
      }
      return { ...ticket, end }
    }
    // Of earlier runs of the peer, too.
    let heard = this.#heard.get(peer.id)
    if (heard === undefined) this.#heard.set(peer.id, heard = new Map<NodeId, number[]>())
    const saw = detector.sawAnswer.bind(detector)
    detector.sawAnswer = other => {
      let times = heard.get(other)
      if (times === undefined) heard.set(other, times = [])
      if (times.length === HEARD_MAX) times.shift()
      times.push(this.cluster.scheduler.nowMs)
      saw(other)
    }
  }

  /** Who takes others out by itself must not have heard of them for as long as is configured. A store that was lost stays lost. */
  #lookAtView (peer: SimPeer, { view }: Ring, earlier: readonly RingView[]): void {
    const name = `${view.epoch} ${view.issuer} ${view.issuedAt}`
    if (this.#views.has(name)) return
    this.#views.add(name)
    const { cluster } = this
    const waitMs = cluster.init.replaceDeadAfterMs
    const previous = earlier.at(-1)
    for (const { peerId, storeId } of view.members) {
      const had = (of: RingView): boolean => of.members.some(member => member.peerId === peerId && member.storeId === storeId)
      if (previous?.members.some(member => member.peerId === peerId && member.storeId !== storeId) === true && earlier.some(had)) this.violations.add(`views: in view ${view.epoch} ${cluster.peers.find(({ id }) => id === peerId)?.name ?? peerId} has the store that it had lost`)
    }
    for (const { peerId } of previous?.members ?? []) {
      const subject = cluster.peers.find(({ id }) => id === peerId)
      if (subject === undefined || subject.mayBeOut || subject.gone || view.members.some(member => member.peerId === peerId)) continue
      if (waitMs === undefined) continue
      // Of a view of which its issuer died at once others hear later: only then nothing can be said.
      const { nowMs } = cluster.scheduler
      const untilMs = nowMs - DECIDED_MS - DECIDED_BATCHES * peer.disk.slowestMs
      const heard = peer.id === view.issuer ? (this.#heard.get(peer.id)?.get(peerId) ?? []).filter(ms => ms > nowMs - waitMs && ms < untilMs) : []
      if (heard.length > 0) this.violations.add(`views: ${peer.name} took ${subject.name} out, of which it had heard within ${waitMs} ms`)
      subject.mayBeOut = true
    }
  }

  #lookAtIncarnations (name: string, run: SimRun): void {
    const { node } = run
    if (node === undefined) return
    const { incarnation } = node.membership.ownRecord
    const before = this.#own.get(name)
    // A new run must begin above all that an earlier one used; a replaced disk may not know.
    if (before !== undefined && (incarnation < before.incarnation || (before.run !== run && incarnation === before.incarnation))) {
      if (run.store.disk.wiped === 0) this.violations.add(`incarnations: ${name} went from incarnation ${before.incarnation} to ${incarnation}`)
    }
    this.#own.set(name, { run, incarnation })
    let known = this.#known.get(run)
    if (known === undefined) this.#known.set(run, known = new Map<string, number>())
    for (const { record } of node.membership.table.all()) {
      const last = known.get(record.peerId) ?? 0
      if (record.incarnation < last) this.violations.add(`incarnations: ${name} took incarnation ${record.incarnation} of a member after ${last}`)
      known.set(record.peerId, record.incarnation)
    }
  }
}

/** Keys of which the replica said that it has nothing. */
function absentOf (request: Uint8Array, body: Uint8Array): RecordKey[] {
  return REPLICA_READ.response.decode(body).record === undefined ? [REPLICA_READ.request.decode(request)] : []
}

function absentOfMany (request: Uint8Array, body: Uint8Array): RecordKey[] {
  const { answers } = REPLICA_VERSIONS.response.decode(body)
  return REPLICA_VERSIONS.request.decode(request).keys.filter((_key, index) => answers[index]?.status === 0 && answers[index].record === undefined)
}
