import { Command } from 'commander'
import type { KvClient, ScanItem } from '../../client/index.js'
import { NotAuthorizedError } from '../../protocols/errors.js'
import { parseQuorum } from '../../protocols/rpc/quorum.js'
import { EXIT } from '../exit-codes.js'
import { bytesToJson } from '../output.js'
import { Progress } from '../progress.js'
import { parseKey, withClient, withConnection, withKey } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'

interface Flags extends ConnectionFlags { bucket: string, keyEncoding: string, r: string }

/** A line for each version: import puts them one after the other. */
function linesOf ({ key, siblings }: ScanItem, expires: boolean): string {
  return siblings.map(({ value, expiresAt }) => `${JSON.stringify({
    key: bytesToJson(key), value: bytesToJson(value), ...(expiresAt !== undefined ? { expiresAt } : expires && { ttl: 'none' }),
  })}\n`).join('')
}

/** Whether values of the bucket expire unless a put says otherwise. Whom its properties are not told gets lines that say all. */
async function expiresByDefault (client: KvClient, name: string, signal: AbortSignal): Promise<boolean> {
  try {
    return (await client.buckets({ signal })).some(bucket => bucket.name === name && bucket.ttlMs !== null)
  } catch (error) {
    if (error instanceof NotAuthorizedError) return true
    throw error
  }
}

export function exportCommand (session: Session): Command {
  const command = new Command('export').summary('print keys and values as lines of JSON')
    .description('Prints the keys of a bucket that begin with PREFIX, in order, with their values: one JSON object a line, as p2pkv import takes them; ' +
      'with expiresAt what expires, and with ttl none what does not although the bucket has a TTL. ' +
      'For moving data to other programs; p2pkv backup keeps conflicts, deletes and contexts too.')
    .argument('[prefix]', 'only keys that begin so', '')
    .option('-r, --r <quorum>', 'replicas of each partition that must answer: one, quorum, all or a number', 'quorum')
    .action(async (prefix: string, flags: Flags) => {
      const options = { bucket: flags.bucket, prefix: parseKey(prefix, flags.keyEncoding), values: true, r: parseQuorum(flags.r, '-r'), signal: session.io.signal }
      await withClient(session, flags, async client => {
        const progress = new Progress(session.io, { unit: 'keys' })
        let expires: boolean | undefined
        for await (const page of client.scanPages(options)) {
          if (page.some(({ siblings }) => siblings.some(({ expiresAt }) => expiresAt === undefined))) expires ??= await expiresByDefault(client, flags.bucket, session.io.signal)
          const text = page.map(item => linesOf(item, expires === true)).join('')
          await session.io.write(text)
          progress.add(page.length, text.length)
        }
        progress.end('exported')
        return EXIT.ok
      })
    })
  return teach(withConnection(withKey(command)), {
    examples: [
      { run: 'p2pkv export > all.ndjson', why: 'every key of the bucket default' },
      { run: 'p2pkv export cart: --bucket shop | gzip > carts.ndjson.gz', why: 'some keys of another bucket' },
    ],
    exits: REQUEST_EXITS,
    environment: PEER_ENVIRONMENT,
  })
}
