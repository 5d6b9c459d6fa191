// Writes docs/reference/cli.md from the commands' definitions; needs a build. test/tidy compares.
import { mkdirSync, writeFileSync } from 'node:fs'
import { referencePage } from '../dist/cli/reference.js'

mkdirSync('docs/reference', { recursive: true })
writeFileSync('docs/reference/cli.md', referencePage())
