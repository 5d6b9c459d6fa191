#!/usr/bin/env node
/** What `p2pkv` runs: the bundle beside it. */
import { join } from 'node:path'
import { loadProgram } from './load-program.js'

loadProgram(join(import.meta.dirname, 'program.cjs')).run()
