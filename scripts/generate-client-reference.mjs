// Writes docs/reference/client.md from the sources of the client library and of the service: what they export, its
// types and its TSDoc. `--check` compares instead. What is exported without a word about it is an error.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('..', import.meta.url))
const page = `${root}docs/reference/client.md`
const ENTRIES = [
  { module: 'p2pkv', file: `${root}client/index.ts` },
  { module: 'p2pkv/service', file: `${root}daemon/service/index.ts` },
]
/** What the examples call an object of a class. */
const VARIABLES = { KvClient: 'kv', KvSession: 'session', P2pkv: 'node.services.p2pkv' }
const program = ts.createProgram(ENTRIES.map(({ file }) => file), {
  target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ['lib.es2024.d.ts'], types: [], strict: true, skipLibCheck: true, noEmit: true,
})
const checker = program.getTypeChecker()
const missing = []

const cell = text => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ')
const textOf = parts => ts.displayPartsToString(parts).trim()
const docOf = symbol => textOf(symbol.getDocumentationComment(checker))
/** Without comments; what stood on lines of its own is parted by commas. */
const oneLine = text => text.replaceAll(/\s*\/\*\*.*?\*\/\s*/gs, '\n').replaceAll(/(?<![\s{([<|&,]|=>)\s*\n\s*(?=[^\s})\]|&.])/g, ', ').replaceAll(/\s*\n\s*/g, ' ')

/** A type as it is written, but where it is made of a constant that nobody outside knows, which texts it allows. */
function written (node) {
  const start = node.getStart()
  const ofConstants = []
  const look = each => {
    if ((ts.isTypeOperatorNode(each) || ts.isIndexedAccessTypeNode(each)) && each.getText().includes('typeof ')) ofConstants.push(each)
    else ts.forEachChild(each, look)
  }
  look(node)
  let text = node.getText()
  for (const each of ofConstants.reverse()) {
    const names = checker.typeToString(checker.getTypeFromTypeNode(each), undefined, ts.TypeFormatFlags.NoTruncation).replaceAll('"', "'")
    text = text.slice(0, each.getStart() - start) + names + text.slice(each.end - start)
  }
  return oneLine(text)
}

/** The declared type, without what an optional one says twice. */
function typeText (declaration) {
  return (declaration.type === undefined ? oneLine(checker.typeToString(checker.getTypeAtLocation(declaration), declaration)) : written(declaration.type)).replace(/ \| undefined$/, '')
}

function parameterText (parameter) {
  const optional = parameter.questionToken !== undefined || parameter.initializer !== undefined
  const name = ts.isIdentifier(parameter.name) ? parameter.name.text : 'options'
  return `${parameter.dotDotDotToken === undefined ? '' : '...'}${name}${optional ? '?' : ''}: ${typeText(parameter)}`
}

function tagsOf (symbol) {
  return symbol.getJsDocTags(checker).flatMap(({ name, text }) => {
    const said = textOf(text).replace(/\s*\n\s*/g, ' ')
    if (name === 'param') {
      const [, parameter, rest] = /^(\S+)\s+(?:- )?(.*)$/.exec(said) ?? []
      return parameter === undefined ? [] : [`- \`${parameter}\`: ${rest}`]
    }
    return name === 'throws' ? [`- throws ${said}`] : name === 'returns' ? [`- returns ${said}`] : []
  })
}

/** A function or method: how it is called, what it does, what it throws. */
function callable (heading, name, symbol, declaration, prefix = '') {
  const doc = docOf(symbol)
  const tags = tagsOf(symbol)
  if (doc === '' && tags.length === 0) missing.push(name)
  const result = declaration.type === undefined ? '' : `: ${written(declaration.type)}`
  const generics = declaration.typeParameters === undefined ? '' : `<${declaration.typeParameters.map(each => each.getText()).join(', ')}>`
  return [`${heading} ${name}`, '', '```ts', `${prefix}${name}${generics} (${declaration.parameters.map(parameterText).join(', ')})${result}`, '```', '', ...(doc === '' ? [] : [doc, '']), ...(tags.length === 0 ? [] : [...tags, ''])]
}

const isHidden = declaration => (ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0 || ts.isPrivateIdentifier(declaration.name ?? declaration)

function classSection (name, symbol, declaration) {
  const doc = docOf(symbol)
  if (doc === '') missing.push(name)
  const lines = [`### ${name}`, '', doc, '']
  for (const member of declaration.members) {
    if (member.name === undefined || isHidden(member)) continue
    const memberSymbol = checker.getSymbolAtLocation(member.name)
    // What libp2p looks for by symbols is no method for people.
    if (memberSymbol === undefined || ts.isComputedPropertyName(member.name)) continue
    const prefix = `${VARIABLES[name] ?? name}.`
    if (ts.isMethodDeclaration(member)) lines.push(...callable('####', memberSymbol.name, memberSymbol, member, prefix).map((line, index) => index === 0 ? `#### ${prefix}${memberSymbol.name}` : line))
    else if (ts.isGetAccessor(member) || ts.isPropertyDeclaration(member)) {
      const said = docOf(memberSymbol)
      if (said === '') missing.push(`${name}.${memberSymbol.name}`)
      lines.push(`#### ${prefix}${memberSymbol.name}`, '', '```ts', `${prefix}${memberSymbol.name}: ${typeText(member)}`, '```', '', said, '')
    }
  }
  return lines
}

function typeSection (name, symbol, declaration) {
  const doc = docOf(symbol)
  const lines = [`### ${name}`, '', ...(doc === '' ? [] : [doc, ''])]
  const type = checker.getDeclaredTypeOfSymbol(symbol)
  const properties = type.isUnion() ? [] : type.getProperties().filter(({ declarations }) => declarations?.some(each => ts.isPropertySignature(each) && !each.getSourceFile().fileName.includes('/typescript/lib/')))
  if (properties.length === 0) return [...lines, '```ts', `type ${name} = ${declaration.type === undefined ? oneLine(checker.typeToString(type)) : written(declaration.type)}`, '```', '']
  lines.push('| | | |', '|---|---|---|')
  for (const property of properties) {
    const signature = property.declarations?.find(ts.isPropertySignature)
    if (signature === undefined) continue
    const optional = (property.flags & ts.SymbolFlags.Optional) !== 0 ? '?' : ''
    lines.push(`| \`${property.name}${optional}\` | \`${cell(typeText(signature))}\` | ${cell(docOf(property))} |`)
  }
  return [...lines, '']
}

function sectionsOf (file) {
  const functions = []
  const classes = []
  const types = []
  const source = program.getSourceFile(file)
  const moduleSymbol = source && checker.getSymbolAtLocation(source)
  if (moduleSymbol === undefined) throw new Error(`${file} exports nothing`)
  for (const exported of checker.getExportsOfModule(moduleSymbol)) {
    const symbol = (exported.flags & ts.SymbolFlags.Alias) === 0 ? exported : checker.getAliasedSymbol(exported)
    const declaration = symbol.declarations?.[0]
    if (declaration === undefined || declaration.getSourceFile().fileName.endsWith('protocols/errors.ts')) continue
    if (ts.isFunctionDeclaration(declaration)) functions.push(...callable('###', exported.name, symbol, declaration))
    else if (ts.isClassDeclaration(declaration)) classes.push(...classSection(exported.name, symbol, declaration))
    else types.push([exported.name, typeSection(exported.name, symbol, declaration)])
  }
  return [...functions, ...classes, ...types.sort(([a], [b]) => a < b ? -1 : 1).flatMap(([, lines]) => lines)]
}

const text = [
  '# The client library', '', '<!-- Generated from the sources of client/ and daemon/service/ by npm run generate. Do not edit. -->', '',
  'What `p2pkv` and `p2pkv/service` export; how they are used is told in [the library\'s page](../library.md). Classes of',
  'errors, which `p2pkv` exports too, are in [errors.md](errors.md). Times are in milliseconds and sizes in bytes, as the names say.', '',
  ...ENTRIES.flatMap(({ module, file }) => [`## ${module}`, '', ...sectionsOf(file)]),
].join('\n').replace(/\n{3,}/g, '\n\n').replace(/\n*$/, '\n')

if (missing.length > 0) {
  console.error(`exported without TSDoc: ${missing.join(', ')}`)
  process.exitCode = 1
} else if (!process.argv.includes('--check')) writeFileSync(page, text)
else if (readFileSync(page, 'utf8') !== text) {
  console.error('docs/reference/client.md differs from what it is generated from: npm run generate')
  process.exitCode = 1
}
