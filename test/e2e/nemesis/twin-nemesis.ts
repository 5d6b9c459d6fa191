/** Does to real daemons what a run's faults say, and undoes all of it at the end. */
import { SimPrng } from '../../sim/sim-prng.js'
import { ENOSPC } from '../../fixtures/faults/disk-faults.js'
import type { TwinCluster, TwinPeer } from './twin-cluster.js'
import type { TwinFault, TwinFaultKind } from './twin-config.js'

const CLOCK_STEP_MS_MAX = 8_000
const FULL_AFTER_CALLS_MAX = 20
/** How long a daemon may take to end when asked, before it is killed. */
const STOP_MS_MAX = 15_000
const START_ATTEMPTS_MAX = 5
const STORES_LOSE: readonly TwinFaultKind[] = ['kill', 'stop', 'power-cut', 'power-cut-all', 'disk-full']

export class TwinNemesis {
  powerCuts = 0
  /** What ended without being told to. */
  readonly surprises: string[] = []
  /** What was really done. */
  readonly struck = new Map<TwinFaultKind, number>()
  readonly #strikes: Array<Promise<void>> = []
  readonly #timers: NodeJS.Timeout[] = []
  readonly #cuts = new Map<string, number>()
  /** By peer: pauses that overlap, and the start that is under way. */
  readonly #paused = new Map<TwinPeer, number>()
  readonly #starting = new Map<TwinPeer, Promise<void>>()
  #healed = false
  #wake: () => void = () => {}
  readonly #over = new Promise<void>(resolve => { this.#wake = resolve })

  constructor (private readonly cluster: TwinCluster, private readonly faults: readonly TwinFault[]) {}

  start (): void {
    for (const fault of this.faults) this.#timers.push(setTimeout(() => { this.#strikes.push(this.#strike(fault)) }, fault.atMs))
  }

  get storesLose (): boolean { return STORES_LOSE.some(kind => this.struck.has(kind)) }

  /** From now on nothing fails; resolves when all daemons run again. */
  async heal (): Promise<void> {
    const { cluster } = this
    this.#healed = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#lookForDead()
    cluster.event('all is healed')
    for (const peer of cluster.peers) {
      peer.disk?.heal()
      this.#setClock(peer, 0)
      peer.daemon.signal('SIGCONT')
    }
    this.#setCut(this.#allLinks(), 0)
    this.#wake()
    await Promise.all(this.#strikes)
    await Promise.all(cluster.peers.map(async peer => {
      for (let attempt = 1; !peer.daemon.isRunning; attempt++) {
        await this.#start(peer)
        if (attempt === START_ATTEMPTS_MAX) throw new Error(`${peer.name} does not start after all was healed:\n${peer.daemon.log}`)
      }
    }))
  }

  #lookForDead (): void {
    for (const peer of this.cluster.peers) {
      if (!peer.up || peer.daemon.isRunning) continue
      this.surprises.push(`${peer.name} ended by itself:\n${peer.daemon.log.slice(-2_000)}`)
      peer.up = false
    }
  }

  async #strike (fault: TwinFault): Promise<void> {
    const { cluster } = this
    this.#lookForDead()
    const prng = new SimPrng(fault.pick)
    const peer = cluster.peers[prng.below(cluster.peers.length)]
    if (peer === undefined) return
    const others = cluster.peers.filter(other => other !== peer)
    const done = (what: string): void => {
      this.struck.set(fault.kind, (this.struck.get(fault.kind) ?? 0) + 1)
      cluster.event(`NEMESIS ${what} for ${fault.forMs} ms`)
    }
    switch (fault.kind) {
      case 'kill':
        done(`kills ${peer.name}`)
        await this.#kill(peer)
        await this.#restartAfter(fault.forMs, [peer])
        return
      case 'stop':
        done(`stops ${peer.name}`)
        peer.up = false
        await Promise.race([peer.daemon.stop(), new Promise(resolve => { setTimeout(resolve, STOP_MS_MAX).unref() })])
        await this.#kill(peer)
        await this.#restartAfter(fault.forMs, [peer])
        return
      case 'power-cut':
      case 'power-cut-all': {
        const peers = fault.kind === 'power-cut' ? [peer] : cluster.peers
        if (peer.disk === undefined) return
        done(`cuts the power of ${peers.map(({ name }) => name).join(' ')}`)
        this.powerCuts++
        await Promise.all(peers.map(one => this.#kill(one)))
        for (const one of peers) {
          // One that another fault has started meanwhile keeps what it has.
          if (one.daemon.isRunning) continue
          one.disk?.cutPower()
          one.disk?.settle()
        }
        await this.#restartAfter(fault.forMs, peers)
        return
      }
      case 'pause':
        done(`pauses ${peer.name}`)
        this.#paused.set(peer, (this.#paused.get(peer) ?? 0) + 1)
        peer.daemon.signal('SIGSTOP')
        await this.#wait(fault.forMs)
        this.#paused.set(peer, (this.#paused.get(peer) ?? 1) - 1)
        if (this.#paused.get(peer) === 0) peer.daemon.signal('SIGCONT')
        return
      case 'isolate': {
        const way = prng.below(3)
        await this.#cut(fault.forMs, done, `cuts ${peer.name} off (${['both ways', 'outbound', 'inbound'][way] ?? ''})`,
          others.flatMap((other): Array<[number, number]> => way === 1 ? [[peer.host, other.host]] : way === 2 ? [[other.host, peer.host]] : [[peer.host, other.host], [other.host, peer.host]]))
        return
      }
      case 'halves': {
        const side = new Set(cluster.peers.filter(() => prng.chance(1, 2)))
        await this.#cut(fault.forMs, done, `splits ${[...side].map(({ name }) => name).join(' ')} from the rest`, this.#allLinks().filter(([from, to]) => this.#isIn(side, from) !== this.#isIn(side, to)))
        return
      }
      case 'links':
        await this.#cut(fault.forMs, done, 'cuts some links', this.#allLinks().filter(() => prng.chance(1, 4)))
        return
      case 'clock-step': {
        if (peer.clock === undefined) return
        const aheadMs = prng.below(2 * CLOCK_STEP_MS_MAX) - CLOCK_STEP_MS_MAX
        done(`sets the clock of ${peer.name} ${aheadMs} ms ahead`)
        this.#setClock(peer, aheadMs)
        return
      }
      case 'disk-full':
        if (peer.disk === undefined) return
        done(`fills the disk of ${peer.name}`)
        peer.disk.fail('write', ENOSPC, prng.below(FULL_AFTER_CALLS_MAX))
        await this.#wait(fault.forMs)
        peer.disk.heal()
    }
  }

  async #cut (forMs: number, done: (what: string) => void, what: string, links: ReadonlyArray<readonly [number, number]>): Promise<void> {
    if (this.cluster.network === undefined) return
    done(what)
    this.#setCut(links, 1)
    await this.#wait(forMs)
    if (!this.#healed) this.#setCut(links, -1)
  }

  #allLinks (): Array<readonly [number, number]> {
    return this.cluster.peers.flatMap(a => this.cluster.peers.filter(b => a !== b).map(b => [a.host, b.host] as const))
  }

  #isIn (side: ReadonlySet<TwinPeer>, host: number): boolean { return [...side].some(peer => peer.host === host) }

  /** Cuts of one link overlap: the last to end mends it. 0: all end. */
  #setCut (links: ReadonlyArray<readonly [number, number]>, change: 1 | -1 | 0): void {
    const changed: Array<readonly [number, number]> = []
    for (const link of links) {
      const name = link.join()
      const before = this.#cuts.get(name) ?? 0
      const after = change === 0 ? 0 : before + change
      this.#cuts.set(name, after)
      if ((before > 0) !== (after > 0)) changed.push(link)
    }
    if (changed.length > 0) this.cluster.network?.setCut(changed, change === 1)
  }

  /** What is noted is never ahead of what the daemon is told. */
  #setClock (peer: TwinPeer, aheadMs: number): void {
    if (aheadMs < peer.aheadMs) peer.aheadMs = aheadMs
    peer.clock?.set(aheadMs)
    peer.aheadMs = aheadMs
  }

  async #kill (peer: TwinPeer): Promise<void> {
    peer.up = false
    await peer.daemon.kill()
  }

  async #restartAfter (forMs: number, peers: readonly TwinPeer[]): Promise<void> {
    await this.#wait(forMs)
    if (!this.#healed) await Promise.all(peers.map(peer => this.#start(peer)))
  }

  /** One that does not start is started again when all is healed. */
  async #start (peer: TwinPeer): Promise<void> {
    const under = this.#starting.get(peer)
    if (under !== undefined || peer.daemon.isRunning) {
      await under
      return
    }
    const starting = this.cluster.daemons.start(peer.daemon).then(() => {
      peer.up = peer.daemon.isRunning
      this.cluster.event(`${peer.name} is up again`)
    }, (error: unknown) => { this.cluster.event(`${peer.name} did not start: ${String(error).split('\n')[0]}`) })
    this.#starting.set(peer, starting)
    await starting
    this.#starting.delete(peer)
  }

  async #wait (delayMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    await Promise.race([this.#over, new Promise<void>(resolve => { timer = setTimeout(resolve, delayMs) })])
    clearTimeout(timer)
  }
}
