import type { Topic } from '../../protocols/web/documents.js'
import type { Clock, Logger, Network } from '../core/env.js'
import type { KvNode } from '../core/kv-node.js'
import { Api } from './api.js'
import { EventHub, type EventSource } from './events.js'
import { PageAssets } from './page-assets.js'
import { loadToken } from './token.js'
import { WebServer } from './web-server.js'

export interface WebComponents {
  readonly clock: Clock
  readonly network: Network
  readonly log: Logger
  readonly node: KvNode
}

export interface WebInit {
  readonly listen: string
  readonly data: string
  readonly cluster: string
  readonly valueBytesMax: number
}

const STATUS_MS = 2_000
/** Longer for each member: every look at the status asks them all. */
const STATUS_MS_PER_MEMBER = 20
const TRAFFIC_MS = 5_000
const HISTORY_MS = 10_000

/**
 * Serves the page of a running peer and its API.
 *
 * @throws ConfigError when the address or the data directory cannot be used
 */
export async function startWeb (components: WebComponents, { listen, data, cluster, valueBytesMax }: WebInit): Promise<WebServer> {
  const { clock, log, node } = components
  const api = new Api(components, { cluster })
  const often = (): number => STATUS_MS + STATUS_MS_PER_MEMBER * node.membership.others().length
  const sources: Record<Topic, EventSource> = {
    status: { intervalMs: often, read: async () => await api.status() },
    ring: { intervalMs: often, read: async () => await api.ring() },
    history: { intervalMs: () => HISTORY_MS, read: async () => await api.history() },
    transfers: { intervalMs: often, read: async () => await api.transfers() },
    traffic: { intervalMs: () => TRAFFIC_MS, read: async () => await api.traffic() },
  }
  const events = new EventHub({ clock, sources, fingerprint: () => api.fingerprint() })
  return await WebServer.start({ log, handlers: api.handlers, events, assets: new PageAssets(), now: clock.monotonic }, { listen, token: await loadToken(data), valueBytesMax })
}
