/** A source file: path from the project's root with `/`, and its text. */
export interface SourceFile {
  path: string
  text: string
}

type Zone =
  | 'core'
  | 'aws'
  | 'extraction'
  | 'web'
  | 'server'
  | 'client'
  | 'components'
  | 'app'
  | 'local-aws'
  | 'laptop'
  | 'cli'
  | 'bench'
  | 'eval'
  | 'e2e'
  | 'amplify'
  | 'root'

/** Who may import whom; what is not here may not. A zone may always import itself, and tests any zone. */
const MAY_IMPORT: Record<Zone, readonly Zone[]> = {
  core: [],
  aws: ['core'],
  extraction: ['core'],
  web: ['core'],
  server: ['core', 'aws', 'extraction', 'web'],
  client: ['core'],
  components: ['client', 'core'],
  app: ['server', 'components', 'client', 'core'],
  'local-aws': [],
  laptop: ['core', 'aws'],
  cli: [
    'core',
    'aws',
    'extraction',
    'server',
    'client',
    'components',
    'local-aws',
    'laptop',
    'bench',
    'eval',
  ],
  bench: [
    'core',
    'aws',
    'extraction',
    'server',
    'client',
    'components',
    'local-aws',
    'laptop',
    'cli',
    'eval',
  ],
  eval: ['core', 'aws', 'extraction', 'server', 'client', 'local-aws', 'laptop', 'cli'],
  e2e: ['core', 'extraction', 'client', 'laptop', 'cli'],
  amplify: ['core', 'aws', 'extraction', 'server', 'laptop', 'cli'],
  root: ['core', 'server', 'cli', 'e2e'],
}

/**
 * The areas of `lib/core` and whom each may import, beside its root. Every arrow leads to an area named
 * before: a circle cannot be written down here.
 */
export const CORE_AREAS: Record<string, readonly string[]> = {
  bots: [],
  usage: [],
  documents: ['bots'],
  retrieval: ['bots', 'documents'],
  'retrieval/kernel': [],
  'retrieval/lexical': ['documents', 'retrieval'],
  'retrieval/vectors': ['retrieval', 'retrieval/kernel'],
  'retrieval/ranking': ['bots', 'documents', 'retrieval'],
  'retrieval/packs': [
    ...['bots', 'documents', 'retrieval'],
    ...['retrieval/kernel', 'retrieval/lexical', 'retrieval/vectors'],
  ],
  'retrieval/index': [
    ...['bots', 'documents', 'retrieval'],
    ...['retrieval/lexical', 'retrieval/vectors', 'retrieval/ranking', 'retrieval/packs'],
  ],
  'retrieval/move': ['bots', 'documents', 'retrieval'],
  quotes: ['documents', 'retrieval', 'retrieval/lexical'],
  chat: ['bots', 'usage', 'documents', 'retrieval', 'retrieval/lexical', 'retrieval/ranking', 'quotes'],
  trial: ['bots', 'documents', 'chat'],
  deletion: ['bots', 'documents', 'retrieval', 'chat'],
  ingestion: ['bots', 'usage', 'documents', 'retrieval', 'deletion'],
  contract: ['bots', 'documents', 'quotes', 'chat', 'trial'],
}

/** One folder's own exceptions, each with its reason. */
const EXCEPTIONS: { from: RegExp; to: RegExp; because: string }[] = [
  {
    from: /^lib\/server\/embed\//,
    to: /^components\/widget\/frame\.generated/,
    because: 'the frame is served with the built widget inlined',
  },
  {
    from: /^lib\/server\/client-config\.ts$/,
    to: /^lib\/client\/client-config\.ts$/,
    because: 'what the browser is told has one type, kept where it is read',
  },
]

/** Packages that only some places may use; anything not named here is free. `core` has its own list. */
const PACKAGES: { name: RegExp; allowed: RegExp; because: string }[] = [
  {
    name: /^@aws-sdk\/|^@smithy\//,
    allowed: /^lib\/(aws|laptop|cli|bench|eval)\/|^amplify\//,
    because: 'only lib/aws speaks to AWS',
  },
  {
    name: /^next(\/|$)/,
    allowed: /^(app|components)\/|^lib\/cli\/(start\/next|build\/hosting)-server\.ts$|^[^/]+$/,
    because: 'what Next runs must also run in a Lambda',
  },
  { name: /^react(-dom)?(\/|$)/, allowed: /^(app|components|lib\/client)\//, because: 'it is about pages' },
  {
    name: /^node:|^(fs|path|crypto|http|https|net|os|child_process|stream|url|util)$/,
    allowed: /^(lib\/(?!core\/|client\/)|amplify\/|e2e\/)|^app\/|^[^/]+$/,
    because: 'it runs in a browser, or anywhere',
  },
]
const CORE_PACKAGES = ['zod']

/** Time, chance and surroundings are handed to the core. */
const CORE_MAY_NOT_SAY =
  /\b(Date\.now\(|new Date\(\)|Math\.random\(|performance\.now\(|crypto\.(?:random|getRandom)|process\.|setTimeout\(|setInterval\(|fetch\()/

/** Tests and what only they use. */
const TEST = /\.test\.tsx?$|\/(fixtures|testing|contracts)\/|\/fake-[^/]+$|^e2e\//
const MAY_USE_TESTS: readonly Zone[] = ['bench', 'eval', 'root']
const READS_ENVIRONMENT =
  /^lib\/aws\/settings\.ts$|^lib\/(laptop|cli|bench|eval)\/|^lib\/local-aws\/main\.ts$|^amplify\/|^[^/]+\.config\.(ts|mjs)$/
/** A number, text or pattern of a whole module. */
const CONSTANT_NAMED_LIKE_A_VARIABLE =
  /^(?:export )?const ([a-z]\w*)(?:: \w+)? = (?:-?\d|['"`/]|new RegExp\()/m
const SAYS_NOTHING = /(^|\/)(utils?|helpers?|common|misc)(\.|\/|$)/i

/** Every breach of the map in README.md: `path: what is wrong`. */
export function findBreaches(files: readonly SourceFile[]): string[] {
  const paths = new Set(files.map(file => file.path))
  const sources = files.filter(file => /\.(ts|tsx|mjs|cjs|js|jsx)$/.test(file.path))
  return [
    ...files.filter(file => SAYS_NOTHING.test(file.path)).map(file => `${file.path}: its name says nothing`),
    ...sources.flatMap(file => importBreaches(file, paths)),
    ...sources.flatMap(textBreaches),
  ].sort()
}

function importBreaches({ path, text }: SourceFile, paths: Set<string>): string[] {
  const from = zoneOf(path)
  const isTest = TEST.test(path)
  return importsOf(text).flatMap(specifier => {
    const target = resolveImport(path, specifier)
    // Tests may reach for anything; that it is there, the compiler says.
    if (isTest) return []
    if (target === null) return packageBreaches(path, from, specifier)
    const built = /\.generated\.tsx?$|\.css$/.test(target)
    if (!built && !paths.has(target)) return [`${path}: imports ${target}, which is not there`]
    const to = zoneOf(target)
    if (TEST.test(target) && !MAY_USE_TESTS.includes(from)) return [`${path}: ${target} is for tests`]
    if (from === 'core' && to === 'core') return areaBreaches(path, target)
    if (from === to || MAY_IMPORT[from].includes(to)) return []
    if (EXCEPTIONS.some(exception => exception.from.test(path) && exception.to.test(target))) return []
    return [`${path}: ${from} may not import ${to} (${target})`]
  })
}

function areaBreaches(path: string, target: string): string[] {
  const [from, to] = [areaOf(path), areaOf(target)]
  if (from === to || to === null || (from !== null && CORE_AREAS[from]!.includes(to))) return []
  return [`${path}: core's ${from ?? 'root'} may not import its ${to} (${target})`]
}

function packageBreaches(path: string, from: Zone, specifier: string): string[] {
  if (from === 'core')
    return CORE_PACKAGES.includes(specifier) ? [] : [`${path}: core may not import ${specifier}`]
  return PACKAGES.filter(rule => rule.name.test(specifier) && !rule.allowed.test(path)).map(
    rule => `${path}: may not import ${specifier}: ${rule.because}`,
  )
}

function textBreaches({ path, text }: SourceFile): string[] {
  const code = withoutComments(text)
  const isTest = TEST.test(path)
  const breaches: string[] = []
  if (zoneOf(path) === 'core' && !isTest) {
    const said = CORE_MAY_NOT_SAY.exec(code)
    if (said) breaches.push(`${path}: core may not say ${said[0]}: it is handed in`)
  }
  if (/\bprocess\.env\b/.test(code) && !isTest && !READS_ENVIRONMENT.test(path)) {
    breaches.push(`${path}: reads the environment, which only lib/aws/settings.ts may`)
  }
  // Written in two halves, so that this file does not find itself.
  const mode = `NODE_${'ENV'}`
  if (new RegExp(`\\b${mode}\\b\\s*['"]?\\]?\\s*[!=]==?|[!=]==?\\s*process\\.env\\.${mode}\\b`).test(code)) {
    breaches.push(`${path}: compares ${mode}; places differ by settings`)
  }
  if (!isTest && /\bif \(!?(is)?local\b|\bisLocal\w*\(/i.test(code) && zoneOf(path) !== 'local-aws') {
    breaches.push(`${path}: has a branch for the local place; places differ by settings`)
  }
  const constant = !isTest && CONSTANT_NAMED_LIKE_A_VARIABLE.exec(code)
  if (constant) breaches.push(`${path}: ${constant[1]} never changes: name it in CONSTANT_CASE`)
  if (/(^|\/)index\.tsx?$/.test(path) && /^export\b[^'"]*\bfrom\b/m.test(code)) {
    breaches.push(`${path}: only passes on what others export; import the file you mean`)
  }
  return breaches
}

/** Files that `start` reaches through imports, with the chain that leads to each. */
export function reachable(
  files: readonly SourceFile[],
  start: (path: string) => boolean,
): Map<string, string[]> {
  const byPath = new Map(files.map(file => [file.path, file]))
  const chains = new Map<string, string[]>()
  const queue = files.filter(file => start(file.path)).map(file => ({ path: file.path, chain: [file.path] }))
  for (let next = queue.pop(); next; next = queue.pop()) {
    if (chains.has(next.path)) continue
    chains.set(next.path, next.chain)
    for (const specifier of importsOf(byPath.get(next.path)?.text ?? '')) {
      const target = resolveImport(next.path, specifier)
      if (target && byPath.has(target)) queue.push({ path: target, chain: [...next.chain, target] })
    }
  }
  return chains
}

/** What a module names: imports, re-exports, `import()`, `require()`, and files named as `new URL(…)`. */
export function importsOf(text: string): string[] {
  const code = withoutComments(text)
  const patterns = [
    /^\s*(?:import|export)\b[^'"`;()]*?\bfrom\s*['"]([^'"]+)['"]/gm,
    /^\s*import\s*['"]([^'"]+)['"]/gm,
    /\b(?:import|require|resolve)\(\s*['"]([^'"]+)['"]\s*[,)]/g,
    /\bnew URL\(\s*['"](\.[^'"]+)['"]\s*,\s*import\.meta\.url/g,
  ]
  return patterns.flatMap(pattern => [...code.matchAll(pattern)].map(match => match[1]!))
}

/** Comments in our formatting start a line or follow a space; `//` inside an address does not. */
function withoutComments(text: string): string {
  return text.replace(/(^|\s)\/\*[\s\S]*?\*\//g, '$1').replace(/(^|\s)\/\/.*$/gm, '$1')
}

/** The path of the file meant, or null for a package. */
function resolveImport(from: string, specifier: string): string | null {
  if (specifier.startsWith('#')) return specifier.slice(1)
  if (!specifier.startsWith('.')) return null
  const parts = from.split('/').slice(0, -1)
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

/** The area of a file of the core, `retrieval/packs`; null for the files that lie in its root. */
function areaOf(path: string): string | null {
  const folders = path.split('/').slice(2, -1)
  if (folders.length === 0) return null
  const area = [folders.slice(0, 2).join('/'), folders[0]!].find(name => name in CORE_AREAS)
  if (!area) throw new Error(`${path} lies in an area of the core that the map does not know.`)
  return area
}

function zoneOf(path: string): Zone {
  const [first, second] = path.split('/') as [string, string | undefined]
  if (second === undefined) return 'root'
  const name = first === 'lib' ? second : first
  if (name in MAY_IMPORT) return name as Zone
  throw new Error(`${path} lies in a folder that the map does not know.`)
}
