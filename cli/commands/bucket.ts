import { Command } from 'commander'
import type { Bucket, BucketChange, KvClient, SetBucketResult } from '../../client/index.js'
import { parseConflict } from '../../protocols/bucket/properties.js'
import { InvalidArgumentError, PreconditionFailedError } from '../../protocols/errors.js'
import { parseQuorum } from '../../protocols/rpc/quorum.js'
import { EXIT } from '../exit-codes.js'
import type { ExitCode } from '../exit-codes.js'
import { formatTime, formatTtl } from '../format-versions.js'
import { escapeLine, formatTable, shortenIds } from '../output.js'
import type { Output } from '../output.js'
import { parseTtl, withClient, withConnection } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'

const PROPERTIES = 'n=3 r=quorum w=quorum conflict=lww|siblings ttl=30d|none'
const PROPERTIES_HELP = 'n: replicas of each key, 1 to 7; at most the members there are count. r, w: replicas that must answer a get and store a put ' +
  'which do not say themselves: one, quorum, all or a number up to n. conflict: lww keeps of concurrent versions the one written last, ' +
  'siblings keeps all until a put with their context. ttl: life of versions whose put gives none, like 10m or 30d, or none.'

function parseCount (text: string): number {
  if (!/^[0-9]{1,3}$/.test(text)) throw new InvalidArgumentError(`n must be a whole number from 1; it is ${text}`)
  return Number(text)
}

/** @throws InvalidArgumentError for what is no property, is given twice, or has no such value */
export function parseProperties (assignments: readonly string[]): BucketChange {
  const parsers = {
    n: (text: string): BucketChange => ({ n: parseCount(text) }),
    r: (text: string): BucketChange => ({ r: parseQuorum(text, 'r') }),
    w: (text: string): BucketChange => ({ w: parseQuorum(text, 'w') }),
    conflict: (text: string): BucketChange => ({ conflict: parseConflict(text) }),
    ttl: (text: string): BucketChange => ({ ttl: parseTtl(text, 'ttl') }),
  }
  const given = new Set<string>()
  let change: BucketChange = {}
  for (const assignment of assignments) {
    const [, name = '', value = ''] = /^([^=]*)=(.*)$/s.exec(assignment) ?? []
    if (!Object.hasOwn(parsers, name)) throw new InvalidArgumentError(`${assignment} is no property; properties are ${PROPERTIES}`)
    if (given.has(name)) throw new InvalidArgumentError(`${name} is given twice`)
    given.add(name)
    change = { ...change, ...parsers[name as keyof typeof parsers](value) }
  }
  return change
}

function formatBuckets (buckets: readonly Bucket[]): string[] {
  const short = shortenIds(buckets.flatMap(({ setBy }) => setBy === undefined ? [] : [setBy]))
  return formatTable(['NAME', 'N', 'R', 'W', 'CONFLICT', 'TTL', 'VERSION', 'SET BY', 'SET AT'], buckets.map(bucket => [
    escapeLine(bucket.name), String(bucket.n), String(bucket.r), String(bucket.w), bucket.conflict, formatTtl(bucket.ttlMs), String(bucket.version),
    bucket.setBy === undefined ? '-' : escapeLine(short.get(bucket.setBy) ?? bucket.setBy), bucket.setAt === undefined ? '-' : formatTime(bucket.setAt),
  ]))
}

function lsCommand (session: Session): Command {
  const command = new Command('ls').summary('list the buckets and their properties')
    .description('Lists every bucket that was created, and default, as the peer that is asked knows them. Version 0: never set, these are that peer\'s defaults.')
    .action(async (flags: ConnectionFlags) => {
      await withClient(session, flags, async (client, output) => {
        const buckets = await client.buckets({ signal: session.io.signal })
        if (output.isText) output.lines(formatBuckets(buckets))
        else output.list('buckets', buckets)
        return EXIT.ok
      })
    })
  return teach(withConnection(command), {
    examples: [
      { run: 'p2pkv bucket ls', why: 'names and properties' },
      { run: 'p2pkv bucket ls -o ndjson', why: 'one JSON object a bucket' },
    ],
    exits: REQUEST_EXITS,
    environment: PEER_ENVIRONMENT,
  })
}

/** Runs `change`; a condition that does not hold is exit 4 with what to run instead. */
async function runSet (session: Session, flags: ConnectionFlags, hint: string, change: (client: KvClient) => Promise<SetBucketResult>): Promise<void> {
  await withClient(session, flags, async (client: KvClient, output: Output): Promise<ExitCode> => {
    session.startWrite('p2pkv bucket ls')
    try {
      const { knownBy, members, ...bucket } = await change(client)
      if (output.isText) output.lines(formatBuckets([bucket]))
      else output.json({ bucket, knownBy, members })
      output.note(`known to ${knownBy} of ${members} members${knownBy < members ? '; the others follow when they hear of it. Who is down: p2pkv members' : ''}`)
      return EXIT.ok
    } catch (error) {
      if (!(error instanceof PreconditionFailedError)) throw error
      return output.failure({ code: error.code, exit: EXIT.precondition, message: error.message, hint, outcome: error.outcome })
    }
  })
}

const SET_EXITS: readonly ExitCode[] = [0, 2, 4, 7, 8, 9, 11, 12, 13]

function createCommand (session: Session): Command {
  const command = new Command('create').summary('make a bucket')
    .description('Makes the bucket NAME. Properties that are not given are those that the peer which is asked has as defaults. Exit 4 when there is such a bucket already. ' +
      `A put works in a bucket that nobody created, with the defaults.\n\n${PROPERTIES_HELP}`)
    .argument('<name>', '1 to 64 characters of a-z 0-9 . _ -')
    .argument('[properties...]', PROPERTIES)
    .action(async (name: string, assignments: string[], flags: ConnectionFlags) => {
      const change = parseProperties(assignments)
      await runSet(session, flags, `change it: p2pkv bucket set ${escapeLine(name)} ${PROPERTIES.split(' ')[0] ?? ''}`,
        client => client.setBucket(name, change, { only: 'new', signal: session.io.signal }))
    })
  return teach(withConnection(command), {
    examples: [
      { run: 'p2pkv bucket create carts conflict=siblings', why: 'concurrent versions are all kept' },
      { run: 'p2pkv bucket create sessions ttl=30m n=2 r=one w=one', why: 'values that disappear after half an hour, in two copies' },
    ],
    exits: SET_EXITS,
    environment: PEER_ENVIRONMENT,
  })
}

function setCommand (session: Session): Command {
  const command = new Command('set').summary('change properties of a bucket')
    .description('Changes the properties that are given of the bucket NAME; the others stay. Exit 4 when there is no such bucket. The answer says how many members hold the change; ' +
      `the others follow when they hear of it, at the latest with their next exchange (exchangeIntervalMs). Of two changes at once one wins, the same everywhere.\n\n${PROPERTIES_HELP}\n\n` +
      'No change deletes data at once. From siblings to lww: gets show the version written last, and the next put without context drops the others: resolve conflicts first. ' +
      'From lww to siblings: concurrent versions that lww hid are shown again, also one whose delete was concurrent with it. ' +
      'A ttl holds for later puts only. A greater n: the added replicas are filled in the background (p2pkv workers ls: added-replicas); until then a get may find nothing where the others are away. ' +
      'Scans and backups need those that the ring itself has, whatever n is. A smaller n: copies that are too many go.')
    .argument('<name>', 'the bucket')
    .argument('<properties...>', PROPERTIES)
    .action(async (name: string, assignments: string[], flags: ConnectionFlags) => {
      const change = parseProperties(assignments)
      await runSet(session, flags, `make it: p2pkv bucket create ${escapeLine(name)}`,
        client => client.setBucket(name, change, { only: 'known', signal: session.io.signal }))
    })
  return teach(withConnection(command), {
    examples: [
      { run: 'p2pkv bucket set carts ttl=30d', why: 'versions written from now on live for 30 days' },
      { run: 'p2pkv bucket set default w=all', why: 'of keys without --bucket: every replica stores a put before the answer' },
    ],
    exits: SET_EXITS,
    environment: PEER_ENVIRONMENT,
  })
}

export function bucketCommand (session: Session): Command {
  return new Command('bucket').summary('list, make and change buckets').usage('COMMAND [options]').helpCommand(false)
    .description('A bucket is a named set of keys with properties of its own: how many replicas, which quorums, what becomes of concurrent versions, how long values live.')
    .addCommand(lsCommand(session)).addCommand(createCommand(session)).addCommand(setCommand(session))
}
