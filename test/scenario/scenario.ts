/**
 * Scenarios in words: a text of one step a line is run on the simulator, and what each step led to is
 * written under it. The whole is compared with the transcript of the same name.
 *
 *   start N peers n=3 r=quorum w=quorum lww|siblings     (first)
 *   put KEY VALUE at PEER [with context] [strict] [ttl MS] delete KEY at PEER [with context]
 *   get KEY at PEER [r=all] [sloppy]                       copies of KEY
 *   stop|kill|cut power of|start|wipe|isolate PEER         heal
 *   clock of PEER +MS|-MS     disk of PEER full|free       rot KEY on PEER      wait MS      members
 *
 * A context is what the last get or put of the key answered. `# …` is a comment. P2PKV_REWRITE=1 writes
 * the transcripts anew.
 */
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { utf8Bytes } from '../../protocols/record/bytes.js'
import { partitionOf } from '../../protocols/record/key.js'
import { decodeRecord } from '../../protocols/record/record-codec.js'
import { parseQuorum, quorumToMessage } from '../../protocols/rpc/quorum.js'
import { recordStorageKey } from '../../storage/keyspace.js'
import { LocalRecord } from '../../storage/local-record.js'
import { SimClient } from '../sim/sim-client.js'
import type { Answer } from '../sim/world.js'
import { SimCluster, type SimPeer } from '../sim/sim-cluster.js'

const TRANSCRIPTS = fileURLToPath(new URL('../../../test/scenario/transcripts/', import.meta.url))
const SEED = 7
const PARTITIONS = 16
const TIMEOUT_MS = 2_000
const SETTLE_MS = 60_000

/** Runs the steps of `text`; the transcript is in transcripts/<file>.txt. */
export function scenario (title: string, file: string, text: string): void {
  test(title, async () => {
    const transcript = await new Scenario().run(text)
    const path = join(TRANSCRIPTS, `${file}.txt`)
    if (process.env['P2PKV_REWRITE'] !== undefined) writeFileSync(path, transcript)
    assert.equal(transcript, readFileSync(path, 'utf8'), `test/scenario/transcripts/${file}.txt says otherwise; P2PKV_REWRITE=1 rewrites it`)
  })
}

class Scenario {
  #cluster: SimCluster | undefined
  readonly #contexts = new Map<string, Uint8Array>()

  async run (text: string): Promise<string> {
    const lines: string[] = []
    for (const line of text.split('\n').map(one => one.trim()).filter(one => one !== '')) {
      lines.push(line)
      if (line.startsWith('#')) continue
      for (const outcome of await this.#step(line.split(' '))) lines.push(`    ${outcome}`)
    }
    for (const peer of this.#sim.peers) this.#sim.kill(peer)
    return `${lines.join('\n')}\n`
  }

  get #sim (): SimCluster {
    if (this.#cluster === undefined) throw new TypeError('a scenario begins with: start N peers')
    return this.#cluster
  }

  async #step (words: readonly string[]): Promise<string[]> {
    const [verb = '', one = '', two = ''] = words
    const option = (name: string): string | undefined => words.find(word => word.startsWith(`${name}=`))?.slice(name.length + 1)
    const after = (word: string): string => words[words.indexOf(word) + 1] ?? ''
    if (verb === 'start' && two === 'peers') return await this.#begin(Number(one), words, option)
    const { scheduler, fabric } = this.#sim
    switch (verb) {
      case 'put': return await this.#write(one, two, this.#peer(after('at')), words, after)
      case 'delete': return await this.#write(one, undefined, this.#peer(after('at')), words, after)
      case 'get': return await this.#get(one, this.#peer(after('at')), option('r'), !words.includes('sloppy'))
      case 'copies': return this.#copies(two)
      case 'members': return this.#sim.up.map(({ name, run }) => `${name}: view ${run?.node?.history.id?.epoch}, ${run?.node?.history.ring?.members.length} members, ${this.#sim.peers.map(({ name: other, id }) => `${other} ${run?.node?.membership.detector.stateOf(id)}`).join(', ')}`)
      case 'kill': this.#sim.kill(this.#peer(one)); break
      case 'stop': await scheduler.settle(this.#sim.stop(this.#peer(one)), SETTLE_MS, 'a stop'); break
      case 'cut': this.#sim.powerCut(this.#peer(words.at(-1) ?? '')); break
      case 'wipe': this.#peer(one).disk.wipe(); break
      case 'start':
        await this.#sim.start(this.#peer(one))
        await scheduler.runUntil(() => this.#sim.agreed(this.#sim.peers.length) && this.#peer(one).run?.node?.membership.joined === true, SETTLE_MS, `${one} is back`)
        break
      case 'isolate':
        for (const { id } of this.#sim.peers) {
          fabric.setCut(this.#peer(one).id, id, true)
          fabric.setCut(id, this.#peer(one).id, true)
        }
        break
      case 'heal':
        fabric.heal()
        await scheduler.runUntil(() => this.#sim.up.every(({ run }) => this.#sim.up.every(({ id }) => run?.node?.membership.detector.stateOf(id) === 'alive')), SETTLE_MS, 'all think each other alive')
        break
      case 'clock': this.#peer(two).wall.set(Number(words[3])); break
      case 'disk': this.#peer(two).disk.full = words[3] === 'full'; break
      case 'rot': this.#peer(after('on')).disk.rot(this.#storageKey(one), 64 * 8); break
      case 'wait': await scheduler.runFor(Number(one)); break
      default: throw new TypeError(`no step begins with ${verb}`)
    }
    return []
  }

  async #begin (count: number, words: readonly string[], option: (name: string) => string | undefined): Promise<string[]> {
    const cluster = new SimCluster({
      seed: SEED,
      partitions: PARTITIONS,
      defaults: { n: Number(option('n') ?? 3), r: parseQuorum(option('r') ?? 'quorum', 'r'), w: parseQuorum(option('w') ?? 'quorum', 'w'), conflict: words.includes('siblings') ? 'siblings' : 'lww' },
    })
    this.#cluster = cluster
    await cluster.form(count)
    return [`${count} peers agree on a ring`]
  }

  #peer (name: string): SimPeer {
    const peer = this.#sim.peers.find(one => one.name === name)
    if (peer === undefined) throw new TypeError(`there is no ${name}`)
    return peer
  }

  async #write (key: string, value: string | undefined, via: SimPeer, words: readonly string[], after: (word: string) => string): Promise<string[]> {
    const context = words.includes('context') ? this.#contexts.get(key) ?? new Uint8Array() : new Uint8Array()
    const answer = await this.#settle(new SimClient(this.#sim).put(via, {
      key: utf8Bytes(key),
      ...(value === undefined ? {} : { value: utf8Bytes(value) }),
      context,
      strict: words.includes('strict'),
      ttlMs: words.includes('ttl') ? Number(after('ttl')) : 0,
      requestId: this.#sim.prng.bytes(16),
    }, TIMEOUT_MS))
    if (!('ok' in answer)) return [`${answer.error}, outcome ${answer.outcome}`]
    const { context: seen, acksPrimary, acksHinted, hintedFor, primaries, need, siblings, coordinator } = answer.ok
    this.#contexts.set(key, seen)
    return [`ok: ${acksPrimary} of ${primaries} acks${acksHinted > 0 ? ` and ${acksHinted} hinted for ${hintedFor.map(id => this.#name(id)).join(', ')}` : ''}, ${need} needed, ${siblings} version${siblings === 1 ? '' : 's'}, by ${this.#name(coordinator)}`]
  }

  async #get (key: string, via: SimPeer, r: string | undefined, strict: boolean): Promise<string[]> {
    const answer = await this.#settle(new SimClient(this.#sim).get(via, { key: utf8Bytes(key), r: r === undefined ? undefined : quorumToMessage(parseQuorum(r, 'r')), strict }, TIMEOUT_MS))
    if (!('ok' in answer)) return [`${answer.error}, outcome ${answer.outcome}`]
    const { versions, answered, asked, agreed, repaired, fallbacks = 0, context } = answer.ok
    this.#contexts.set(key, context)
    return [`${versions.map(({ value }) => Buffer.from(value).toString()).join(', ') || 'nothing'} (${answered} of ${asked} answered${fallbacks > 0 ? `, ${fallbacks} stood in` : ''}${agreed ? '' : `, they differed, ${repaired} repaired`})`]
  }

  /** What lies on each primary's disk. */
  #copies (key: string): string[] {
    const ring = this.#sim.up[0]?.run?.node?.history.ring
    const recordKey = { bucket: 'default', key: utf8Bytes(key) }
    return (ring?.primariesFor(partitionOf(recordKey, PARTITIONS), this.#sim.defaults.n) ?? []).map(id => {
      const peer = this.#sim.peers.find(one => one.id === id)
      const bytes = peer?.disk.get(this.#storageKey(key))
      if (bytes === undefined) return `${peer?.name}: none`
      try {
        const { siblings } = decodeRecord(LocalRecord.open(this.#storageKey(key), bytes).encoded)
        return `${peer?.name}: ${siblings.map(({ value }) => value === null ? 'a tombstone' : Buffer.from(value).toString()).join(', ')}`
      } catch { return `${peer?.name}: unreadable` }
    })
  }

  #storageKey (key: string): Uint8Array {
    const recordKey = { bucket: 'default', key: utf8Bytes(key) }
    return recordStorageKey(partitionOf(recordKey, PARTITIONS), recordKey)
  }

  #name (id: string): string { return this.#sim.peers.find(one => one.id === id)?.name ?? id }

  async #settle<R> (answer: Promise<Answer<R>>): Promise<Answer<R>> {
    const settled = await this.#sim.scheduler.settle(answer, 2 * TIMEOUT_MS, 'an answer')
    // What goes on in the background, so that the next step finds the same state however it is read.
    await this.#sim.scheduler.runFor(10)
    return settled
  }
}
