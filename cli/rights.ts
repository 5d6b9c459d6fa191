/** Rights as the command line takes and shows them. */
import { parseDuration } from '../client/parse-duration.js'
import { formatOps, parseOps } from '../protocols/auth/rights.js'
import type { Role, Rule } from '../protocols/auth/rights.js'
import { ConfigError, InvalidArgumentError } from '../protocols/errors.js'
import { utf8Bytes } from '../protocols/record/bytes.js'
import { escapeBytes } from './output.js'
import { daemonFilePath, readJson } from './peers.js'
import type { DaemonFile } from '../daemon/daemon.js'

export interface RuleFlags { readonly prefix?: readonly string[], readonly bucket?: string, readonly ops: string }

/** What --ops is when nobody gives it. */
export const OPS_DEFAULT = 'rwdl'

/** One rule for each prefix; none for a role that may do everything. @throws InvalidArgumentError */
export function collectRules (role: Role, flags: RuleFlags): Rule[] {
  const { prefix = [''], bucket = '', ops } = flags
  const parsed = parseOps(ops)
  if (role !== 'client') {
    // Whoever gives limits does not mean to give everything.
    if (flags.prefix !== undefined || flags.bucket !== undefined || ops !== OPS_DEFAULT) throw new InvalidArgumentError(`--prefix, --bucket and --ops are for a client; a ${role} may use every key: take them out, or add --role client`)
    return []
  }
  return prefix.map(text => ({ bucket, prefix: utf8Bytes(text), ops: parsed }))
}

export function formatRule ({ bucket, prefix, ops }: Rule): string {
  return `${formatOps(ops)} of ${prefix.length === 0 ? 'every key' : `keys from ${escapeBytes(prefix)}`} in ${bucket === '' ? 'every bucket' : `bucket ${bucket}`}`
}

export function ruleToJson ({ bucket, prefix, ops }: Rule): object {
  return { ...(bucket !== '' && { bucket }), prefix: new TextDecoder().decode(prefix), ops: formatOps(ops) }
}

/** Milliseconds, more than none. @throws InvalidArgumentError */
export function parseLife (text: string, name: string): number {
  const ms = parseDuration(text, name)
  if (ms <= 0) throw new InvalidArgumentError(`${name} must be longer than nothing`)
  return ms
}

const USES_MAX = 1_000

export function parseUses (text: string): number {
  const uses = /^[0-9]{1,4}$/.test(text) ? Number(text) : NaN
  if (!(uses >= 1 && uses <= USES_MAX)) throw new InvalidArgumentError(`--uses must be a whole number from 1 to ${USES_MAX}; it is ${text}`)
  return uses
}

const ADDRESS = /^\/(?:ip4|ip6|dns|dns4|dns6)\/[^/]+\/tcp\/[0-9]+\/p2p\/[1-9A-HJ-NP-Za-km-z]{40,64}$/

/** Where the daemon of this directory is reached, with its peer id. @throws InvalidArgumentError, ConfigError */
export async function reachableAddresses (data: string, given: readonly string[] | undefined): Promise<readonly string[]> {
  if (given !== undefined) {
    for (const address of given) if (!ADDRESS.test(address)) throw new InvalidArgumentError(`--address is a multiaddr with a peer id, such as /ip4/10.0.0.1/tcp/4400/p2p/12D3…; it is ${address}`)
    return given
  }
  const daemon = await readJson<DaemonFile>(daemonFilePath(data))
  if (daemon === undefined || daemon.addresses.length === 0) throw new ConfigError(`no daemon runs on ${data}, so its address is not known: start it, or give --address`)
  if (daemon.announced !== undefined) return daemon.announced.slice(0, 8)
  // An address of another machine can be used from there only: loopback is better than none.
  const elsewhere = daemon.addresses.filter(address => !/^\/(?:ip4\/127\.|ip6\/::1\/)/.test(address))
  return (elsewhere.length > 0 ? elsewhere : daemon.addresses).slice(0, 8)
}
