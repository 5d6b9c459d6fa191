/** After healing, the trees of all primaries of a partition have the same root, and every tree is what a recount gives. */
import type { Checker } from './checker.js'

export const trees: Checker = { name: 'trees', check: run => [...run.trees ?? []] }
