import type { ViewId } from '../../../protocols/replicate/replicate.js'
import { compareBytes } from '../../../storage/compare-bytes.js'

/** Of two histories the one whose newest view has the higher epoch wins, at equal epochs that of the lower hash. */
export function isNewer (view: ViewId, than: ViewId): boolean {
  return view.epoch > than.epoch || (view.epoch === than.epoch && compareBytes(view.hash, than.hash) < 0)
}
