/** Looks at every peer while the run goes on, for what can only be seen then. */
import { partitionOf } from '../../protocols/record/key.js'
import { REPLICA_READ } from '../../protocols/replicate/replicate.js'
import { recordStorageKey } from '../../storage/keyspace.js'
import type { SimCluster, SimRun } from './sim-cluster.js'

const LOOK_EVERY_MS = 250

export class Monitor {
  readonly violations = new Set<string>()
  /** By peer and disk: the highest epoch it had, across restarts. */
  readonly #epochs = new Map<string, number>()
  /** By peer: the highest incarnation of its own. */
  readonly #own = new Map<string, { run: SimRun, incarnation: number }>()
  /** By run: what it knew of others. */
  readonly #known = new WeakMap<SimRun, Map<string, number>>()
  #stopped = false

  constructor (private readonly cluster: SimCluster) {
    cluster.fabric.onServed = (_from, to, rpc, request, { status, body }) => {
      if (rpc !== REPLICA_READ.name || status !== 0) return
      if (REPLICA_READ.response.decode(body).record !== undefined) return
      const { bucket, key } = REPLICA_READ.request.decode(request)
      const peer = cluster.peers.find(({ id }) => id === to)
      const storageKey = recordStorageKey(partitionOf({ bucket, key }, cluster.partitions), { bucket, key })
      if (peer?.disk.isCorrupt(storageKey) === true) this.violations.add(`corruption: ${peer.name} said "absent" of ${Buffer.from(key).toString()}, of which it has a corrupt copy`)
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
