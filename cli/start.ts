#!/usr/bin/env node
/** What `p2pkv` runs: the bundle beside it. */
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { loadProgram } from './load-program.js'

const program = loadProgram(join(import.meta.dirname, 'program.cjs'))
// V8 counts buffers as part of the heap that they hang on: with its small heap a daemon that handles large values
// collects everything for each 27 MiB of them. 300 % is what V8 itself lets a large heap grow by. Not before the program
// is compiled: a code cache is only taken by a V8 with the flags that it was made with.
setFlagsFromString('--heap-growing-percent=300')
program.run()
