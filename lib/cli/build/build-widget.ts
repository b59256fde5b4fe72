import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { type BuildOptions, build } from 'esbuild'
import { PROJECT_ROOT } from '../project-root.ts'

const widget = join(PROJECT_ROOT, 'components/widget')

/**
 * Builds `public/docent.js`, the loader, and `components/widget/frame.generated.ts`, the chat's script
 * and style as strings with their hashes. Sizes in bytes after Brotli, as a visitor fetches them.
 */
export async function buildWidget(): Promise<{ loaderBytes: number; frameBytes: number }> {
  const [loader, script, style] = await Promise.all([
    bundle(join(widget, 'loader.ts')),
    bundle(join(widget, 'frame/main.tsx')),
    bundle(join(widget, 'frame/style.css')),
  ])
  const generated = Object.entries({
    frameScript: script,
    frameStyle: style,
    frameScriptSha256: sha256(script),
    frameStyleSha256: sha256(style),
  }).map(([name, value]) => `export const ${name}: string = ${JSON.stringify(value)}\n`)
  await mkdir(join(PROJECT_ROOT, 'public'), { recursive: true })
  await writeFile(join(PROJECT_ROOT, 'public/docent.js'), loader)
  await writeFile(join(widget, 'frame.generated.ts'), generated.join(''))
  return { loaderBytes: brotliBytes(loader), frameBytes: brotliBytes(script + style) }
}

async function bundle(entry: string): Promise<string> {
  const options: BuildOptions = {
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    charset: 'utf8',
    legalComments: 'none',
    target: ['chrome114', 'firefox115', 'safari16.4'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
  }
  const { outputFiles } = await build(options)
  // An HTML parser reads a trailing newline as it is, a carriage return not: the hash must fit what it reads.
  const text = outputFiles![0]!.text.trim()
  if (/\r|<\/(script|style)|<!--/i.test(text))
    throw new Error(`${entry} cannot stand inside a page as it is.`)
  return text
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
