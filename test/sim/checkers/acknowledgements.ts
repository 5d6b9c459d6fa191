/** A write that ends well was acknowledged by as many replicas as were asked for, and by no more than there are. */
import { quorumSize } from '../../../protocols/rpc/quorum.js'
import { describe, isWrite } from '../history.js'
import type { Checker } from './checker.js'

export const acknowledgements: Checker = {
  name: 'acknowledgements',
  check: ({ ops, config }) => ops.flatMap(op => {
    if (!isWrite(op) || op.outcome !== 'ok') return []
    const need = quorumSize(op.quorum ?? config.w, op.primaries)
    const acks = op.acks + op.hinted
    return acks < need || acks > op.owners || op.acks < 1 ? [`${describe(op)} was acknowledged by ${op.acks} of ${op.primaries} and ${op.hinted} stand-ins, and W is ${need}`] : []
  }),
}
