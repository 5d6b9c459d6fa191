import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KvClient, Member, RingPlan, RingStatus, RingWish } from '../../../client/index.js'
import { run } from './fake-io.js'

const OLD = '12D3KooWFybUtYA22v1Nf5Aw7gxbBzzRGGjRAjRDpvc7x8j9JLDm'
const NEW = '12D3KooWNWTurLAM7uoyxLdjhCCAodSuMi5dtqbkYhyYcTA8ZJy1'
const STRANGER = '12D3KooWMdCkYnunMDKy2zx2yBvnjE37xrUUTHWe3rLz1X9sVsaG'
const member = (peerId: string, name: string): Member => ({ peerId, name } as Member)

/** A ring with `osl-1`; `sto-1` runs, and is in no ring yet. */
async function replace (by: string): Promise<{ wishes: readonly RingWish[], exit: number, stderr: string }> {
  let wishes: readonly RingWish[] = []
  const ring = { members: [{ peerId: OLD, name: 'osl-1' }] } as unknown as RingStatus
  const plan: RingPlan = { version: '1-aa', refusals: [{ why: 'nothing', peerId: '', partitions: [], partitionCount: 0, forceable: false }], moved: 0, movedMin: 0, partitions: 1, replicas: 1, shares: [] }
  const client: Partial<KvClient> = {
    ring: async () => ring,
    members: async () => [member(OLD, 'osl-1'), member(NEW, 'sto-1')],
    planRing: async asked => { wishes = asked; return plan },
  }
  const { exit, stderr } = await run(['member', 'replace', 'osl-1', by, '--yes'], { client })
  return { wishes, exit, stderr }
}

test('the peer that takes a place is named as any other: by name, by a part of its id, or whole', async () => {
  for (const by of ['sto-1', NEW, NEW.slice(0, 14), '12D3…ZJy1']) assert.deepEqual((await replace(by)).wishes, [{ replace: OLD, by: NEW }], by)
  // The peer that is asked may know one that it does not tell of.
  assert.deepEqual((await replace(STRANGER)).wishes, [{ replace: OLD, by: STRANGER }])
})

test('of a peer that nobody knows it says how to start it; of several that may be meant it asks for more', async () => {
  const unknown = await replace('gone-9')
  assert.deepEqual([unknown.exit, unknown.wishes], [2, []])
  assert.match(unknown.stderr, /nothing is known of gone-9: start it first, with p2pkv join TICKET/)
  assert.match((await replace('12D3KooW')).stderr, /may be .* or .*: give more of the id/)
})

test('what is no change of a member is refused with its form, before anybody is asked for it', async () => {
  const asked: Partial<KvClient> = { ring: async () => ({ members: [{ peerId: '12D3KooWaaaa', name: 'par-1' }] }) as unknown as RingStatus, planRing: async () => { throw new Error('asked') } }
  for (const [flag, text, form] of [['--set', 'par-1', 'PEER:weight=N'], ['--set', 'par-1:', 'weight=N or zone=Z'], ['--replace', 'par-1', 'OLD=NEW'], ['--replace', 'par-1=', 'OLD=NEW'], ['--replace', 'par-1=a=b', 'OLD=NEW']] as const) {
    const { exit, stderr } = await run(['ring', 'plan', flag, text], { client: asked })
    assert.equal(exit, 2, text)
    assert.ok(stderr.includes(form) && stderr.includes(text.split(':')[1] ?? text), stderr)
  }
})
