import { cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { type BuildOptions, buildSync, type Metafile } from 'esbuild'
import { PROJECT_ROOT } from '../project-root.ts'

export type FunctionName = 'ingest' | 'extract' | 'chat' | 'sweep' | 'preSignUp' | 'canary'

export interface FunctionBundle {
  /** Ready to be a Lambda's code: handler `index.handler`, Node 24, any processor. */
  folder: string
  /** Everything in it, unpacked. */
  bytes: number
  /** The packages whose code is in it. */
  packages: string[]
}

/**
 * Writes each function's code to a folder of its own under `folder`, which is emptied first. The SDK is
 * inside, so that what runs is what was tested. Source maps go to `folder/maps`, outside of what is uploaded.
 */
export function bundleFunctions(folder: string): Record<FunctionName, FunctionBundle> {
  rmSync(folder, { recursive: true, force: true })
  return {
    ingest: bundle(folder, 'ingest'),
    extract: bundleExtract(folder),
    chat: bundle(folder, 'chat'),
    sweep: bundle(folder, 'sweep'),
    preSignUp: bundle(folder, 'preSignUp'),
    canary: bundle(folder, 'canary'),
  }
}

function bundle(folder: string, name: FunctionName, more: Metafile[] = []): FunctionBundle {
  const meta = build(folder, name, { entryPoints: { index: `lib/server/lambda/${kebab(name)}.ts` } })
  const packages = [...new Set([meta, ...more].flatMap(packagesIn))].sort()
  return { folder: join(folder, name), bytes: bytesIn(join(folder, name)), packages }
}

/** `pre-sign-up`, as files are called. */
function kebab(name: FunctionName): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
}

/**
 * The function that reads starts a process for each document, `child.mjs` beside it. The PDF reader stays a package:
 * it looks for its worker, character maps and fonts by their paths.
 */
function bundleExtract(folder: string): FunctionBundle {
  const child = build(folder, 'extract', {
    entryPoints: { child: 'lib/extraction/child.ts' },
    external: ['pdfjs-dist', ...neverReached],
    // Each reader is loaded when a document needs it.
    splitting: true,
    chunkNames: 'reader-[hash]',
  })
  copyPdfReader(join(folder, 'extract/node_modules/pdfjs-dist'))
  const bundled = bundle(folder, 'extract', [child])
  return { ...bundled, packages: [...bundled.packages, 'pdfjs-dist'].sort() }
}

/** Text recognition, which the office library loads only when asked for. */
const neverReached = ['tesseract.js', '@napi-rs/canvas']

const pdfReaderParts = [
  'package.json',
  'LICENSE',
  'legacy/build/pdf.min.mjs',
  'legacy/build/pdf.worker.min.mjs',
  'cmaps',
  'standard_fonts',
  'iccs',
  'wasm',
]

function copyPdfReader(to: string): void {
  const from = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  for (const part of pdfReaderParts) cpSync(join(from, part), join(to, part), { recursive: true })
}

function build(folder: string, name: FunctionName, options: BuildOptions): Metafile {
  const { outputFiles, metafile } = buildSync({
    absWorkingDir: PROJECT_ROOT,
    outdir: join(folder, name),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    treeShaking: true,
    sourcemap: 'external',
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // The packages' own modules can be shaken; what they ship for `require` cannot.
    mainFields: ['module', 'main'],
    // Some packages still call `require`, which a module does not have.
    banner: {
      js: "import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);",
    },
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'error',
    ...options,
  })
  for (const { path, contents } of outputFiles!) {
    const to = path.endsWith('.map') ? join(folder, 'maps', name, basename(path)) : path
    mkdirSync(dirname(to), { recursive: true })
    writeFileSync(to, contents)
  }
  return metafile!
}

function packagesIn({ outputs }: Metafile): string[] {
  return Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([path]) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1])
      .filter(name => name !== undefined),
  )
}

function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}
