/** What the rules of a client's grant say of one get, put or scan. */
import { NotAuthorizedError } from '../../../protocols/errors.js'
import { allows, OP, opsFor, startsWith, type Rule } from '../../../protocols/auth/rights.js'
import { GET, type GetRequest } from '../../../protocols/get/get.js'
import { PUT, type PutRequest } from '../../../protocols/put/put.js'
import { KEY_BYTES_MAX, recordKeyBytes } from '../../../protocols/record/key.js'
import { concatBytes } from '../../../protocols/record/bytes.js'
import type { Rpc } from '../../../protocols/rpc/rpc.js'
import { ROUTES } from '../../../protocols/routes/routes.js'
import { SCAN, SCAN_FORM, type ScanRequest, type ScanResponse } from '../../../protocols/scan/scan.js'
import { recordKeyAt } from '../../../protocols/scan/scan-position.js'
import { compareBytes } from '../../../storage/compare-bytes.js'

/** @throws NotAuthorizedError unless the rules allow this request */
export function checkClientRequest (rules: readonly Rule[], rpc: Rpc<never, unknown>, body: unknown): void {
  if (!isAllowed(rules, rpc.name, body)) throw new NotAuthorizedError('the rules of the grant do not allow this request')
}

function isAllowed (rules: readonly Rule[], name: string, body: unknown): boolean {
  if (name === GET.name) {
    const { bucket, key } = body as GetRequest
    return allows(rules, bucket, key, OP.read)
  }
  if (name === PUT.name) {
    const { bucket, key, value, returnPrevious } = body as PutRequest
    return allows(rules, bucket, key, (value === undefined ? OP.delete : OP.write) | (returnPrevious ? OP.read : 0))
  }
  if (name === SCAN.name) {
    const { bucket, prefix, form } = body as ScanRequest
    // A scan of all buckets needs a rule for all of them; what other rules take away is left out of the answer.
    return (opsFor(rules, bucket, prefix) & opsOfScan(form)) === opsOfScan(form)
  }
  // No key is named, and none is answered.
  return name === ROUTES.name
}

function opsOfScan (form: number): number { return form === SCAN_FORM.keys ? OP.list : OP.list | OP.read }

/** The part of a scan's answer that the rules show; not even a cursor names a hidden key. */
export function visibleScan (rules: readonly Rule[], { form }: ScanRequest, response: ScanResponse): ScanResponse {
  const ops = opsOfScan(form)
  const isVisible = (at: Uint8Array): boolean => {
    const { bucket, key } = recordKeyAt(at)
    return allows(rules, bucket, key, ops)
  }
  const { cursor } = response
  return {
    ...response,
    entries: response.entries.filter(({ at }) => isVisible(at)),
    cursor: cursor.length === 0 || isVisible(cursor) ? cursor : endOfHidden(rules, cursor, ops),
  }
}

/**
 * A position at or after `at`, and before the next key that may be visible: the last under the longest prefix that
 * hides `at`, or the last before a longer prefix that shows again. It names a key that is hidden only where that is
 * the last one before a prefix that the rules name.
 */
function endOfHidden (rules: readonly Rule[], at: Uint8Array, ops: number): Uint8Array {
  const { bucket, key } = recordKeyAt(at)
  const here = rules.filter(rule => rule.bucket === '' || rule.bucket === bucket)
  const hiding = here.filter(rule => startsWith(key, rule.prefix)).reduce<Uint8Array>((longest, { prefix }) => prefix.length > longest.length ? prefix : longest, new Uint8Array(0))
  const end = recordKeyBytes({ bucket, key: concatBytes(hiding, new Uint8Array(KEY_BYTES_MAX - hiding.length).fill(0xff)) })
  const shown = here.filter(rule => (rule.ops & ops) !== 0 && rule.prefix.length > hiding.length && compareBytes(rule.prefix, key) > 0)
  return [end, ...shown.map(({ prefix }) => before(bucket, prefix))].sort(compareBytes)[0] ?? end
}

/** The last position before every key that begins with `prefix`, which is not empty. */
function before (bucket: string, prefix: Uint8Array): Uint8Array {
  const last = prefix.at(-1) ?? 0
  const head = prefix.subarray(0, -1)
  if (last === 0) return head.length === 0 ? recordKeyBytes({ bucket, key: Uint8Array.of(0) }) : recordKeyBytes({ bucket, key: head })
  const filled = new Uint8Array(KEY_BYTES_MAX - head.length).fill(0xff)
  filled[0] = last - 1
  return recordKeyBytes({ bucket, key: concatBytes(head, filled) })
}
