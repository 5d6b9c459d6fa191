import { acknowledgements } from './acknowledgements.js'
import type { Checker } from './checker.js'
import { contexts } from './contexts.js'
import { convergence } from './convergence.js'
import { deletedValues } from './deleted-values.js'
import { expiry } from './expiry.js'
import { inventedValues } from './invented-values.js'
import { lostWrites } from './lost-writes.js'
import { regularReads } from './regular-reads.js'
import { sessions } from './sessions.js'
import { stamps } from './stamps.js'

/** All that judge a run by its history. What can only be seen while it runs is monitor.ts's. */
export const CHECKERS: readonly Checker[] = [acknowledgements, contexts, lostWrites, convergence, deletedValues, inventedValues, regularReads, sessions, expiry, stamps]
