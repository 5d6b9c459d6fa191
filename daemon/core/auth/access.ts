import { NotAuthorizedError } from '../../../protocols/errors.js'
import { CALLERS } from '../../../protocols/auth/callers.js'
import type { Chain } from '../../../protocols/auth/credentials.js'
import type { Role, Rule } from '../../../protocols/auth/rights.js'
import type { NodeId } from '../../../protocols/record/node-id.js'
import type { ProtocolName, Rpc } from '../../../protocols/rpc/rpc.js'
import { SCAN, type ScanRequest, type ScanResponse } from '../../../protocols/scan/scan.js'
import type { Clock, Logger, Meter } from '../env.js'
import type { Authority } from './authority.js'
import { checkClientRequest, visibleScan } from './request-rights.js'

export interface AccessComponents {
  readonly authority: Authority
  readonly clock: Pick<Clock, 'realtime'>
  readonly log: Logger
  readonly meter: Meter
}

export interface AccessInit {
  /** What this peer shows others. */
  readonly credentials: Uint8Array
  /** Keys that are admins at this peer alone, without a grant: who can read them owns its data directory. */
  readonly localAdmins: readonly NodeId[]
}

/** What a connected peer was found to be. `chain`: by its credentials; undefined: a local admin. */
interface Known { readonly role: Role, readonly chain: Chain | undefined }

/** Who is connected and what they may do: the one place where every request is let in or not. */
export class Access {
  readonly #known = new Map<NodeId, Known>()
  #isMember: (peer: NodeId) => boolean = () => false
  readonly #lostListeners: Array<(peer: NodeId) => void> = []
  readonly #peerListeners: Array<(peer: NodeId) => void> = []

  constructor (private readonly components: AccessComponents, private readonly init: AccessInit) {
    components.authority.onFact(() => { this.recheck() })
  }

  get credentials (): Uint8Array { return this.init.credentials }

  /**
   * A connected peer, whose key the connection has proved, shows its credentials.
   *
   * @param dialled this peer chose whom it speaks to: then it must be a peer of the cluster
   * @param named somebody who is believed says that it is one: it may have used an invite in its time, and be the first to say so here
   * @throws NotAuthorizedError, ProtocolError, OverloadedError
   */
  greet (from: NodeId, credentials: Uint8Array, dialled = false, named = dialled): void {
    const { authority, meter, log } = this.components
    try {
      if (credentials.length === 0 && this.init.localAdmins.includes(from) && !authority.isRevoked(from)) {
        this.#known.set(from, { role: 'admin', chain: undefined })
        return
      }
      if (credentials.length === 0) throw new NotAuthorizedError('a hello without credentials')
      const chain = authority.open(credentials, named)
      if (chain.subject !== from) throw new NotAuthorizedError('credentials of another key')
      if (dialled && chain.role !== 'peer') throw new NotAuthorizedError(`${from} is no peer of the cluster`)
      const before = this.#known.get(from)
      // One key may hold several grants; the one it shows counts. A peer stays one as long as it is connected.
      if (before?.role === 'peer' && chain.role !== 'peer') return
      this.#known.set(from, { role: chain.role, chain })
      if (chain.role === 'peer') for (const listener of this.#peerListeners) listener(from)
    } catch (error) {
      meter.count('hellos_refused_total')
      log.info({ from, why: (error as Error).message }, 'a hello was refused')
      throw error
    }
  }

  /** A stranger says that it has taken over an invite. @throws NotAuthorizedError, ProtocolError, OverloadedError */
  redeem (from: NodeId, credentials: Uint8Array): void {
    const chain = this.components.authority.open(credentials)
    if (chain.subject !== from || chain.uses.length === 0) throw new NotAuthorizedError('this is no invite of that key')
  }

  /** Its last connection has ended. */
  forget (peer: NodeId): void { this.#known.delete(peer) }

  /** undefined: a stranger, or what it has shown counts no more. */
  roleOf (peer: NodeId): Role | undefined {
    const known = this.#known.get(peer)
    if (known?.chain?.notAfter !== undefined && known.chain.notAfter <= this.components.clock.realtime()) return undefined
    return known?.role
  }

  /** Called when a peer of the cluster has shown that it is one. */
  onPeer (fn: (peer: NodeId) => void): void { this.#peerListeners.push(fn) }

  /** Called when somebody who is connected has lost its rights: the connection must end. */
  onLost (fn: (peer: NodeId) => void): void { this.#lostListeners.push(fn) }

  /** Names the peers whose records are known here, each with its rights verified: others pass on their gossip. */
  trustMembers (isMember: (peer: NodeId) => boolean): void { this.#isMember = isMember }

  /** Whether gossip of this author is worth passing on. `false`: it never will be; undefined: not as far as is known. */
  mayGossip (author: NodeId): boolean | undefined {
    if (this.isBarred(author)) return false
    return this.roleOf(author) === 'peer' || this.#isMember(author) ? true : undefined
  }

  /** Whether a key may not even connect. */
  isBarred (peer: NodeId): boolean { return this.components.authority.isRevoked(peer) }

  /** Looks at everybody again: a fact is new, or time has passed. */
  recheck (): void {
    const { authority, log } = this.components
    for (const [peer, { chain }] of this.#known) {
      if (chain === undefined ? !authority.isRevoked(peer) : authority.counts(chain)) continue
      this.#known.delete(peer)
      log.warn({ peer }, 'a connected key has lost its rights and is cut off')
      for (const listener of this.#lostListeners) listener(peer)
    }
  }

  /** Whether a protocol serves this peer at all. */
  mayOpen (from: NodeId, protocol: ProtocolName): boolean {
    const callers = CALLERS[protocol]
    if (callers === 'anybody') return true
    const role = this.roleOf(from)
    return role !== undefined && callers.includes(role)
  }

  /**
   * Runs a request if `from` may make it, and hides from the answer what it may not see.
   *
   * @throws NotAuthorizedError
   */
  serve<Q, R> (from: NodeId, rpc: Rpc<Q, R>, body: Q, run: () => Promise<R>): Promise<R> {
    if (!this.mayOpen(from, rpc.protocol)) return Promise.reject(new NotAuthorizedError(`${rpc.protocol} is not for this key`))
    const known = this.#known.get(from)
    const rules = known?.role === 'client' ? known.chain?.rules : undefined
    return rules === undefined || CALLERS[rpc.protocol] === 'anybody' ? run() : this.#serveClient(rules, rpc, body, run)
  }

  async #serveClient<Q, R> (rules: readonly Rule[], rpc: Rpc<Q, R>, body: Q, run: () => Promise<R>): Promise<R> {
    checkClientRequest(rules, rpc as unknown as Rpc<never, unknown>, body)
    const answer = await run()
    return rpc.name === SCAN.name ? visibleScan(rules, body as ScanRequest, answer as ScanResponse) as R : answer
  }
}
