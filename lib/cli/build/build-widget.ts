import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { type BuildOptions, build, type Metafile } from 'esbuild'
import { PROJECT_ROOT } from '../project-root.ts'

const widget = join(PROJECT_ROOT, 'components/widget')

/**
 * Builds `public/docent.js`, the loader, and `components/widget/frame.generated.ts`, the chat's script
 * and style as strings with their hashes. Sizes in bytes after Brotli, as a visitor fetches them;
 * `packages`: those of which something is in there.
 */
export async function buildWidget(): Promise<{
  loaderBytes: number
  frameBytes: number
  packages: string[]
}> {
  const [loader, script, style] = await Promise.all([
    bundle(join(widget, 'loader.ts')),
    bundle(join(widget, 'frame/main.tsx')),
    bundle(join(widget, 'frame/style.css')),
  ])
  const generated = Object.entries({
    frameScript: script.text,
    frameStyle: style.text,
    frameScriptSha256: sha256(script.text),
    frameStyleSha256: sha256(style.text),
  }).map(([name, value]) => `export const ${name}: string = ${JSON.stringify(value)}\n`)
  await mkdir(join(PROJECT_ROOT, 'public'), { recursive: true })
  await writeChanged(join(PROJECT_ROOT, 'public/docent.js'), loader.text)
  await writeChanged(join(widget, 'frame.generated.ts'), generated.join(''))
  const sources = [...loader.sources, ...script.sources]
  return {
    loaderBytes: brotliBytes(loader.text),
    frameBytes: brotliBytes(script.text + style.text),
    packages: [
      ...new Set(sources.flatMap(path => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [])),
    ],
  }
}

async function bundle(entry: string): Promise<{ text: string; sources: string[] }> {
  const options: BuildOptions = {
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'iife',
    charset: 'utf8',
    legalComments: 'none',
    target: ['chrome114', 'firefox115', 'safari16.4'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
  }
  const { outputFiles, metafile } = await build(options)
  // An HTML parser reads a trailing newline as it is, a carriage return not: the hash must fit what it reads.
  const text = outputFiles![0]!.text.trim()
  if (/\r|<\/(script|style)|<!--/i.test(text))
    throw new Error(`${entry} cannot stand inside a page as it is.`)
  return { text, sources: sourcesIn(metafile!) }
}

/** The files of which something is left in what was built. */
function sourcesIn({ outputs }: Metafile): string[] {
  return Object.values(outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter(path => inputs[path]!.bytesInOutput > 0),
  )
}

/** Whoever reads it meanwhile, a build or a server, must not find half of it where nothing has changed. */
async function writeChanged(file: string, text: string): Promise<void> {
  if (existsSync(file) && (await readFile(file, 'utf8')) === text) return
  await writeFile(file, text)
}

/** Base64, as CSP wants it. */
function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}

function brotliBytes(text: string): number {
  return brotliCompressSync(text).length
}

if (import.meta.main) {
  const { loaderBytes, frameBytes } = await buildWidget()
  console.log(`loader ${loaderBytes} bytes, chat ${frameBytes} bytes (Brotli)`)
}
