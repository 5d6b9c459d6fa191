// Writes docs/reference/config.md from daemon/config/table.ts (built), and the index of docs/adr from the
// titles there, and the description of the HTTP API from its routes. `--check` compares instead.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { formatNumber, formatValue } from '../dist/daemon/config/parse-value.js'
import { openApiDocument } from '../dist/daemon/web/openapi.js'
import { CONFIG_KEYS, declarationOf, environmentOf, flagOf } from '../dist/daemon/config/table.js'

const docs = fileURLToPath(new URL('../docs/', import.meta.url))

function allowed (declaration) {
  const off = declaration.nullable ? ', or `off`' : ''
  switch (declaration.type) {
    case 'integer': return `${formatNumber(declaration.min, declaration.unit)} to ${formatNumber(declaration.max, declaration.unit)}${declaration.powerOfTwo ? ', a power of two' : ''}${off}`
    case 'choice': return declaration.choices.map(choice => `\`${choice}\``).join(', ') + off
    case 'list': return `${declaration.itemsMin} to ${declaration.itemsMax} times ${declaration.rule}`
    case 'quorum': return '`one`, `quorum`, `all`, or 1 to n'
    case 'text': return declaration.rule + off
  }
}

function section (key) {
  const declaration = declarationOf(key)
  return [
    `### ${key}`,
    '',
    declaration.why,
    '',
    `- default: \`${formatValue(declaration, declaration.default)}\`; scope: ${declaration.scope}`,
    `- allowed: ${allowed(declaration)}`,
    `- \`${flagOf(key)}\`, \`${environmentOf(key)}\``,
    '',
  ].join('\n')
}

const config = `# Configuration

<!-- Generated from daemon/config/table.ts by npm run generate. Do not edit. -->

A daemon takes each setting from the last of these that has it: the default, \`config.json\` in the data
directory, the environment, the flags of \`p2pkv daemon\`. \`p2pkv config show\` prints what holds and where it
came from. A wrong value in any layer, an unknown name in the file, or values that contradict each other
stop the start with a message that names all of them.

- Numbers may carry a unit as text: \`8 MiB\`, \`30s\`. In the file a plain number is in bytes or milliseconds, as the name says.
- \`off\` (\`null\` in the file) switches off what can be switched off. Zero never does.
- Lists are JSON arrays in the file, separated by commas in the environment; flags are repeated.
- Scope *cluster*: the same on every peer of the cluster. Scope *node*: each peer its own.
- \`r\` and \`w\` given as numbers must be at most \`n\`; \`probeIntervalMs\` must be at most \`exchangeIntervalMs\`;
  \`tombstoneGraceMs\` must be more than \`hintAgeMaxMs\`.

${CONFIG_KEYS.map(section).join('\n')}`

const decisions = readdirSync(`${docs}adr`).filter(name => /^\d{4}-.*\.md$/.test(name)).sort().map(name => {
  const title = /^# (?:\d+\.? )?(.*)$/m.exec(readFileSync(`${docs}adr/${name}`, 'utf8'))?.[1]
  return `| [${name.slice(0, 4)}](${name}) | ${title} |`
})

const index = `# Architecture decision records

<!-- Generated from the records' titles by npm run generate. Do not edit. -->

Context, decision, alternatives, consequences. A record is not rewritten when we change our mind: a new one
supersedes it.

| | |
|---|---|
${decisions.join('\n')}
`

const api = `${JSON.stringify(openApiDocument(), undefined, 1)}\n`

for (const [name, text] of [['reference/config.md', config], ['reference/openapi.json', api], ['adr/README.md', index]]) {
  if (!process.argv.includes('--check')) writeFileSync(docs + name, text)
  else if (readFileSync(docs + name, 'utf8') !== text) {
    console.error(`docs/${name} differs from what it is generated from: npm run build && npm run generate`)
    process.exitCode = 1
  }
}
