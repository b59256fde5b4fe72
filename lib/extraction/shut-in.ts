import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What the readers import; what these need in turn is found in their own lists. */
const READER_PACKAGES = [
  '@e965/xlsx',
  'chardet',
  'file-type',
  'iconv-lite',
  'mdast-util-from-markdown',
  'officeparser',
  'papaparse',
  'parse5',
  'pdfjs-dist',
  'postal-mime',
  'yauzl',
  'zod',
]

/** A database may be made at any path, whatever the permissions say; a signal may ask for the inspector. */
const BEYOND_PERMISSIONS = ['--no-experimental-sqlite', '--disable-sigusr1']

/** V8 opens files of its own, at any path, for whoever may still change its options. */
const FROZEN = '--freeze-flags-after-init'

/** Of the project, from its root: `package.json` says what `#lib/…` means. */
const READER_CODE = ['package.json', 'lib/core', 'lib/extraction']

/**
 * The options under which Node lets a program read its own code and one document, and do nothing else to this
 * machine: no other file, no write, no process, thread, native add-on or inspector. Throws where Node has no
 * such thing. Whoever starts the program gives `entry` and `document` with their real paths.
 */
export function shutInOptions(entry: string, document: string): string[] {
  const readable = [...programOf(entry), document]
  return [
    permissionFlag(process.allowedNodeEnvironmentFlags),
    FROZEN,
    ...BEYOND_PERMISSIONS.filter(option => process.allowedNodeEnvironmentFlags.has(option)),
    ...readable.map(path => `--allow-fs-read=${path}`),
  ]
}

/** `--experimental-permission` in Node 20 and the first of 22. */
export function permissionFlag(known: ReadonlySet<string>): string {
  const flag = ['--permission', '--experimental-permission'].find(name => known.has(name))
  if (!flag)
    throw new Error(`Node ${process.version} cannot shut the document reader in. Use Node 20 or newer.`)
  return flag
}

/** What a program needs of the disk: the project's code and packages, or what a bundle has beside it. */
function programOf(entry: string): readonly string[] {
  let program = programs.get(entry)
  if (!program) {
    program = entry.endsWith('.mjs') ? bundleOf(entry) : sourceOf(entry)
    programs.set(entry, program)
  }
  return program
}

const programs = new Map<string, readonly string[]>()

function bundleOf(entry: string): string[] {
  const folder = dirname(entry)
  return [entry, join(folder, 'reader-*'), join(folder, 'node_modules')]
}

function sourceOf(entry: string): string[] {
  let root = dirname(entry)
  while (!existsSync(join(root, 'package.json'))) {
    if (root === dirname(root)) throw new Error(`${entry} belongs to no project.`)
    root = dirname(root)
  }
  const packages = new Set<string>()
  for (const name of READER_PACKAGES) addPackage(packages, name, root)
  return [...READER_CODE.map(path => join(root, path)), ...packages]
}

/** As Node looks for it: in the nearest `node_modules` above. One that is not installed may not be needed. */
function addPackage(found: Set<string>, name: string, from: string): void {
  const link = join(from, 'node_modules', name)
  if (!existsSync(join(link, 'package.json'))) {
    if (from !== dirname(from)) addPackage(found, name, dirname(from))
    return
  }
  const folder = realpathSync(link)
  if (found.has(folder)) return
  found.add(folder)
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>
  }
  for (const needed of Object.keys(dependencies)) addPackage(found, needed, folder)
}
