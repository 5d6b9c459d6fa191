/** A write that ends well was acknowledged by as many replicas as were asked for, and by no more than there are. */
import { quorumSize } from '../../../protocols/rpc/quorum.js'
import { describe, isWrite } from '../history.js'
import type { Checker } from './checker.js'

export const acknowledgements: Checker = {
  name: 'acknowledgements',
  check: ({ ops, config }) => ops.flatMap(op => {
    if (!isWrite(op) || op.outcome !== 'ok') return []
    const need = quorumSize(config.w, op.primaries)
    return op.acks < need || op.acks > op.primaries ? [`${describe(op)} was acknowledged by ${op.acks} of ${op.primaries}, and W is ${need}`] : []
  }),
}
