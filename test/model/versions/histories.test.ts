/**
 * Random histories against the reference, and the same histories with planted bugs, each of which
 * must be caught. P2PKV_HISTORIES sets how many (8,000).
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mergeRecords } from '../../../protocols/record/dvv-set.js'
import { KnownVersions } from '../../../storage/known-versions.js'
import { RecordStore } from '../../../storage/record-store.js'
import { patch } from '../../fixtures/patch.js'
import { ModelMismatch, runHistory } from './history.js'
import type { LocalRecord } from '../../../storage/local-record.js'
import type { Dot, KvRecord, VersionVector } from '../../../protocols/record/record.js'
import type { HistoryOptions, Opener } from './history.js'

const STEPS = 20
const LOSSY = { steps: 40, rotPercent: 15 }
const HISTORIES = Number(process.env['P2PKV_HISTORIES'] ?? 8_000)
const PLANTED_HISTORIES_MAX = 4_000

test(`${HISTORIES} random histories hold the same versions as causal histories do`, async () => {
  for (let seed = 1; seed <= HISTORIES; seed++) await runHistory({ seed, ...(seed % 8 === 0 ? LOSSY : { steps: STEPS, isHot: seed % 2 === 1 }) })
})

/** How many histories it takes to see the bug; fails when none of them does. */
async function isCaught (planted: Partial<HistoryOptions>): Promise<void> {
  for (let seed = 1; seed <= PLANTED_HISTORIES_MAX; seed++) {
    try {
      await runHistory({ seed, steps: STEPS, ...planted })
    } catch (error) {
      if (error instanceof ModelMismatch) return
      throw error
    }
  }
  assert.fail(`not caught in ${PLANTED_HISTORIES_MAX} histories`)
}

test('planted bug, a write does not renew the versions that are known: caught', async () => {
  const { get, put } = KnownVersions.prototype
  const mend = patch(KnownVersions.prototype, 'put', { value: function (this: KnownVersions, storageKey: Uint8Array, local: LocalRecord) { if (get.call(this, storageKey) === undefined) put.call(this, storageKey, local) } })
  try {
    await isCaught({ isHot: true })
  } finally { mend() }
})

function openerOf (planted: typeof RecordStore): Opener {
  return planted.open.bind(planted)
}

test('planted bug, a store-wide counter in place of key epochs: caught', async () => {
  let counter = 0
  class Planted extends RecordStore {
    protected override nextDot (): Dot { return { actor: `${this.leases.prefix}1`, counter: ++counter } }
  }
  await isCaught({ open: openerOf(Planted) })
})

test('planted bug, an actor reused after its record was lost: caught', async () => {
  class Planted extends RecordStore {
    protected override nextDot ({ vv }: KvRecord): Dot {
      const actor = `${this.leases.prefix}1`
      return { actor, counter: (vv.get(actor) ?? 0) + 1 }
    }
  }
  await isCaught({ open: openerOf(Planted) })
})

/** The newest actor of ours that a record names, whoever it came from. */
function newestOwn (vv: VersionVector, prefix: string): { actor: string, epoch: number } | undefined {
  return [...vv.keys()].filter(actor => actor.startsWith(prefix))
    .map(actor => ({ actor, epoch: parseInt(actor.slice(prefix.length), 36) }))
    .sort((a, b) => b.epoch - a.epoch)[0]
}

test('planted bug, case (c) forgotten: an epoch that came back from another replica is extended: caught', async () => {
  class Planted extends RecordStore {
    protected override nextDot (record: KvRecord, context: VersionVector, ownEpoch: number): Dot | undefined {
      const newest = ownEpoch === 0 ? newestOwn(record.vv, this.leases.prefix) : undefined
      return super.nextDot(record, context, newest?.epoch ?? ownEpoch)
    }
  }
  // The record must be lost between its second event and an old copy of the first coming back.
  await isCaught({ open: openerOf(Planted), ...LOSSY })
})

test('planted bug, an epoch extended after an unclean stop or a fencing: caught', async () => {
  class Planted extends RecordStore {
    protected override nextDot (record: KvRecord, context: VersionVector, ownEpoch: number): Dot | undefined {
      const actor = `${this.leases.prefix}${ownEpoch.toString(36)}`
      const counter = record.vv.get(actor)
      return counter === undefined ? super.nextDot(record, context, ownEpoch) : { actor, counter: counter + 1 }
    }
  }
  await isCaught({ open: openerOf(Planted) })
})

test('planted bug, a sibling dropped by a merge: caught', async () => {
  class Planted extends RecordStore {
    protected override join (ours: KvRecord, incoming: KvRecord): KvRecord {
      const joined = mergeRecords(ours, incoming)
      return joined.siblings.length > 1 ? { vv: joined.vv, siblings: joined.siblings.slice(1) } : joined
    }
  }
  await isCaught({ open: openerOf(Planted) })
})

test('planted bug, leases that are not synced before use: caught', async () => {
  await isCaught({ store: { neverSyncPrefix: 0 } })
})
