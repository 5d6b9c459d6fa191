import { join } from 'node:path'
import { privateKeyToProtobuf } from '@libp2p/crypto/keys'
import { enrolPeers } from '../../cli/dev/enrol-peers.js'
import { operatorOf } from '../../cli/operator.js'
import { connect, type ClusterStatus, type KvClient } from '../../client/index.js'
import { openTransport } from '../../client/libp2p-transport.js'
import type { Transport } from '../../client/transport.js'
import { loadEnrolment } from '../../daemon/platform/enrolment.js'
import { loadIdentity } from '../../daemon/platform/identity.js'
import { P2pkvError } from '../../protocols/errors.js'
import type { History } from '../fixtures/history.js'
import { eventually, type DaemonProcess, type TestCluster } from './harness.js'

/** A client that speaks to this one peer and no other. */
export async function openClient (daemon: DaemonProcess, timeoutMs = 10_000): Promise<KvClient> {
  const { identity, grant } = await operatorOf(daemon.operator)
  return await connect({ peers: daemon.file.addresses.slice(0, 1), cluster: daemon.file.cluster, identity, grant, learnMembers: false, timeoutMs })
}

/** What peers send each other, sent by a key that is a peer and in no ring. */
export async function openPeerTransport ({ operator, file }: DaemonProcess): Promise<Transport> {
  const data = join(operator, '..', 'observer')
  await enrolPeers(operator, file, [data])
  const [identity, enrolment] = [await loadIdentity(data), await loadEnrolment(data)]
  return await openTransport({ cluster: file.cluster, identity: identity === undefined ? undefined : privateKeyToProtobuf(identity.privateKey), grant: enrolment?.grant })
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/** The values that a peer finds for a key; none when it is absent. */
export async function readValues (client: KvClient, key: string): Promise<string[]> {
  return (await client.get(key)).siblings.map(({ value }) => text(value))
}

/** Puts and records what came of it. */
export async function recordedPut (client: KvClient, history: History, key: string, value: string): Promise<void> {
  const ticket = history.begin(key, value)
  try {
    await client.put(key, value)
    ticket.acknowledged()
  } catch (error) {
    if (!(error instanceof P2pkvError)) throw error
    ticket.failed(error.outcome)
  }
}

/** Calls `work` for each item, `inFlightMax` at a time. */
export async function forEachParallel<T> (items: readonly T[], inFlightMax: number, work: (item: T, index: number) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) await work(items[index] as T, index)
  }
  await Promise.all(Array.from({ length: Math.min(inFlightMax, items.length) }, worker))
}

/** Waits until every running peer has the same ring view, with exactly them in it and up, and (if `synced`) no earlier view counts: then who owned data in one may be stopped. */
export async function waitUntilAgreed (cluster: TestCluster, synced = true): Promise<ClusterStatus> {
  const expected = cluster.running.map(({ file }) => file.peerId).sort()
  const clients = await Promise.all(cluster.running.map(daemon => openClient(daemon, 2_000)))
  try {
    return await eventually(`${expected.length} peers agree on the ring`, async () => {
      // One after the other: each asks all members how they are, and 20 that do so at once keep two processors busy.
      const statuses: ClusterStatus[] = []
      for (const client of clients) {
        const status = await client.status()
        const up = status.members.filter(({ state }) => state === 'up').map(({ peerId }) => peerId).sort()
        const seen = `${status.self} is at view ${status.ringEpoch} and sees ${up.length} of ${expected.length} up`
        if (status.ringEpoch !== (statuses[0] ?? status).ringEpoch || up.join() !== expected.join()) throw new Error(seen)
        statuses.push(status)
      }
      const rings = synced ? await Promise.all(clients.map(client => client.ring())) : []
      for (const { live, waiting } of rings) if (live.length !== 1) throw new Error(`views ${live.join(', ')} are live: ${JSON.stringify(waiting)}`)
      return statuses[0]
    })
  } catch (error) {
    throw new Error(`${String(error)}\n${cluster.logs()}`, { cause: error })
  } finally { await Promise.all(clients.map(client => client.close())) }
}

/** Waits until one view of the ring is live, with so many members, and each holds all its data of it: then owners of earlier views may be killed. */
export async function waitUntilSynced (daemon: DaemonProcess, members: number, patienceMs?: number): Promise<void> {
  const client = await openClient(daemon)
  try {
    await eventually(`${members} members are in sync`, async () => {
      const ring = await client.ring()
      if (ring.members.length === members && ring.live.length === 1 && ring.waiting.length === 0 && ring.heldBack.length === 0) return true
      throw new Error(JSON.stringify({ members: ring.members.length, live: ring.live, waiting: ring.waiting }))
    }, patienceMs)
  } finally { await client.close() }
}

/** Resolves when what a peer missed has been brought to it: its replicas and those of all others are known to be alike, and nobody keeps a hint. */
export async function waitUntilAlike (daemon: DaemonProcess, patienceMs?: number): Promise<void> {
  const client = await openClient(daemon)
  try {
    await eventually('all replicas are alike', async () => {
      const { fullyReplicated, partitions, members } = await client.status()
      const hints = members.reduce((sum, { hintsOut }) => sum + hintsOut, 0)
      if (fullyReplicated === partitions && hints === 0) return true
      throw new Error(`${fullyReplicated} of ${partitions} partitions, ${hints} hints`)
    }, patienceMs)
  } finally { await client.close() }
}
