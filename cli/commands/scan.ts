import { Command } from 'commander'
import type { ScanItem } from '../../client/index.js'
import { InvalidArgumentError } from '../../protocols/errors.js'
import { parseQuorum } from '../../protocols/rpc/quorum.js'
import { EXIT } from '../exit-codes.js'
import { versionToJson } from '../format-versions.js'
import { bytesToJson, escapeLine, escapeBytes } from '../output.js'
import { parseKey, withClient, withConnection, withKey } from '../session.js'
import type { ConnectionFlags, Session } from '../session.js'
import { PEER_ENVIRONMENT, REQUEST_EXITS, teach } from '../teach.js'

interface Flags extends ConnectionFlags { bucket: string, keyEncoding: string, limit?: string, cursor?: string, values?: boolean, r?: string }

/** With -o json and text a scan ends here unless it says otherwise: one document must be held whole. */
const LIMIT_DEFAULT_JSON = 10_000

export function parseCount (text: string, name: string): number {
  const count = /^[0-9]{1,15}$/.test(text) ? Number(text) : NaN
  if (!(count >= 1)) throw new InvalidArgumentError(`${name} must be a whole number from 1; it is ${text}`)
  return count
}

/** One line for people: the key, then with --values what it holds. */
function textLine ({ key, siblings }: ScanItem): string {
  return `${[key, ...siblings.map(({ value }) => value)].map(bytes => escapeLine(escapeBytes(bytes))).join('\t')}\n`
}

function jsonItem ({ key, siblings }: ScanItem, values: boolean): object {
  const [only] = siblings
  if (!values) return { key: bytesToJson(key) }
  return { key: bytesToJson(key), ...(siblings.length === 1 && only !== undefined ? { value: bytesToJson(only.value) } : {}), siblings: siblings.map(versionToJson) }
}

export function scanCommand (session: Session): Command {
  const command = new Command('scan').summary('list keys in order')
    .description('Lists the keys of a bucket that begin with PREFIX, in ascending order of their bytes, one a line; deleted and expired ones are left out. ' +
      'Every partition is asked once, at one replica unless -r says more, so a key written just now may be missing. A scan that is cut off by ' +
      '--limit or an error prints on stderr the cursor to go on with.')
    .argument('[prefix]', 'only keys that begin so', '')
    .option('--limit <number>', `at most this many keys (default: all; with -o json ${LIMIT_DEFAULT_JSON})`)
    .option('--cursor <cursor>', 'go on where an earlier scan of the same prefix stopped')
    .option('--values', 'print values too, after a tab; of a conflict all versions')
    .option('-r, --r <quorum>', 'replicas of each partition that must answer: one, quorum, all or a number (default: one)')
    .action(async (prefix: string, flags: Flags) => {
      const values = flags.values === true
      const limit = flags.limit !== undefined ? parseCount(flags.limit, '--limit') : flags.output === 'json' ? LIMIT_DEFAULT_JSON : undefined
      const options = {
        bucket: flags.bucket, prefix: parseKey(prefix, flags.keyEncoding), values, limit,
        r: flags.r === undefined ? undefined : parseQuorum(flags.r, '-r'),
        ...(flags.cursor !== undefined && { cursor: flags.cursor }), signal: session.io.signal,
      }
      await withClient(session, flags, async (client, output) => {
        const items: object[] = []
        let count = 0
        let cursor = ''
        try {
          for await (const page of client.scanPages(options)) {
            count += page.length
            cursor = page.at(-1)?.cursor ?? cursor
            if (output.format === 'json') items.push(...page.map(item => jsonItem(item, values)))
            else if (output.isText) await session.io.write(page.map(textLine).join(''))
            else await session.io.write(page.map(item => `${JSON.stringify({ v: 1, ok: true, ...jsonItem(item, values) })}\n`).join(''))
          }
        } catch (error) {
          if (cursor !== '') session.io.stderr(`${count} keys so far; go on with --cursor ${cursor}\n`)
          throw error
        }
        const rest = limit !== undefined && count >= limit ? cursor : undefined
        if (output.format === 'json') output.json({ keys: items, ...(rest !== undefined && { cursor: rest }) })
        else if (rest !== undefined) session.io.stderr(`${count} keys; there may be more: --cursor ${rest}\n`)
        return EXIT.ok
      })
    })
  return teach(withConnection(withKey(command)), {
    examples: [
      { run: 'p2pkv scan', why: 'every key of the bucket default' },
      { run: 'p2pkv scan cart: --limit 10', why: 'the first ten that begin with cart:' },
      { run: 'p2pkv scan cart: --values -o ndjson', why: 'with values, one JSON object a line' },
    ],
    exits: REQUEST_EXITS,
    environment: PEER_ENVIRONMENT,
  })
}
