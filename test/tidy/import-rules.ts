/** Who may import whom; see ARCHITECTURE.md. A file that no layer takes is itself an error. */

interface Layer {
  readonly name: string
  readonly files: RegExp
  /** Names of layers, besides its own. */
  readonly mayImport: readonly string[]
  /** Packages and `node:` modules. */
  readonly packages: RegExp
}

const PURE_PACKAGES = /^(@noble\/hashes\/.*|uint8arraylist|protons-runtime)$/
const ANY_PACKAGE = /./
const CORE_SEES = ['record', 'pb', 'requests', 'storage']
const SHELL_SEES = [...CORE_SEES, 'engine', 'core', 'config', 'binding', 'platform']

/** The first layer whose pattern matches a file has it. */
const LAYERS: readonly Layer[] = [
  { name: 'pb', files: /^protocols\/pb\//, mayImport: [], packages: PURE_PACKAGES },
  { name: 'record', files: /^protocols\/(record\/|(errors|rejected)\.ts$)/, mayImport: ['pb'], packages: PURE_PACKAGES },
  { name: 'binding', files: /^protocols\/libp2p\//, mayImport: ['record', 'pb', 'requests'], packages: ANY_PACKAGE },
  { name: 'requests', files: /^protocols\//, mayImport: ['record', 'pb'], packages: PURE_PACKAGES },
  { name: 'engine', files: /^storage\/classic/, mayImport: ['record', 'storage'], packages: /^(classic-level|node:.*)$/ },
  { name: 'storage', files: /^storage\//, mayImport: ['record', 'pb'], packages: PURE_PACKAGES },
  { name: 'core', files: /^daemon\/core\//, mayImport: CORE_SEES, packages: PURE_PACKAGES },
  { name: 'config', files: /^daemon\/config\//, mayImport: ['record'], packages: /^node:(fs|os|path)$/ },
  { name: 'platform', files: /^daemon\/platform\//, mayImport: ['record', 'pb', 'requests', 'binding', 'storage', 'core'], packages: ANY_PACKAGE },
  // The API is a client of its own peer.
  { name: 'web', files: /^daemon\/web\//, mayImport: [...CORE_SEES, 'core', 'client'], packages: /^node:/ },
  { name: 'page', files: /^daemon\/page\//, mayImport: ['requests'], packages: /^preact(\/hooks)?$/ },
  { name: 'daemon', files: /^daemon\/[^/]+\.ts$/, mayImport: [...SHELL_SEES, 'web'], packages: ANY_PACKAGE },
  { name: 'client', files: /^client\//, mayImport: ['record', 'pb', 'requests', 'binding'], packages: /^(?!classic-level|commander|pino)/ },
  { name: 'service', files: /^daemon\/service\//, mayImport: ['record', 'binding', 'client', 'config', 'core', 'daemon', 'platform'], packages: /^@(libp2p|multiformats)\// },
  { name: 'cli', files: /^cli\//, mayImport: ['record', 'pb', 'requests', 'binding', 'client', 'config', 'daemon', 'platform'], packages: /^(?!classic-level)/ },
  { name: 'bench', files: /^bench\//, mayImport: [...SHELL_SEES, 'daemon', 'client', 'service', 'cli', 'tests'], packages: ANY_PACKAGE },
  { name: 'scripts', files: /^scripts\//, mayImport: [], packages: ANY_PACKAGE },
  { name: 'tests', files: /^test\//, mayImport: [...SHELL_SEES, 'web', 'page', 'daemon', 'client', 'service', 'cli', 'bench', 'scripts'], packages: ANY_PACKAGE },
]

function layerOf (path: string): Layer | undefined { return LAYERS.find(({ files }) => files.test(path)) }

/** What is wrong with `path` importing `target` (a path from the root, or a package), or undefined. */
export function brokenImport (path: string, target: string): string | undefined {
  const from = layerOf(path)
  if (from === undefined) return `${path} is in no layer: put it in a folder of ARCHITECTURE.md, or add the layer to test/tidy/import-rules.ts`
  const to = layerOf(target)
  if (to === undefined) {
    return from.packages.test(target) ? undefined : `${path} imports ${target}: ${from.name} may not; pass it in through a seam (daemon/core/env.ts, storage/store.ts) or move the code to daemon/platform`
  }
  if (to === from || from.mayImport.includes(to.name)) return undefined
  return `${path} imports ${target}: ${from.name} may import ${from.mayImport.join(', ') || 'nothing of ours'}; give it what it needs as an argument, or move the code`
}

/** Groups of files that import each other, each as the path around. */
export function importCycles (importsByPath: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path)
    if (start >= 0) { cycles.push([...trail.slice(start), path].join(' > ')); return }
    if (done.has(path)) return
    for (const target of importsByPath.get(path) ?? []) visit(target, [...trail, path])
    done.add(path)
  }
  for (const path of importsByPath.keys()) visit(path, [])
  return cycles
}
