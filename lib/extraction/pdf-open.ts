import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import type * as PdfJs from 'pdfjs-dist'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'

/**
 * Pictures are never looked at, only noticed: none is decoded above this many pixels, since unpacking one
 * scanned page costs as much as reading a hundred pages of text.
 */
const MAX_PICTURE_PIXELS = 1

/** Throws `password-protected`, or `damaged` for what cannot be opened. The bytes are copied. */
export async function openPdf(
  bytes: Uint8Array,
  options: { stopAtErrors: boolean },
): Promise<PdfJs.PDFDocumentProxy> {
  const pdfjs = await loadPdfJs()
  const assets = join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), sep)
  const task = pdfjs.getDocument({
    data: bytes.slice(),
    // Without the character maps, Chinese, Japanese and Korean text comes out empty.
    cMapUrl: join(assets, 'cmaps', sep),
    cMapPacked: true,
    standardFontDataUrl: join(assets, 'standard_fonts', sep),
    wasmUrl: join(assets, 'wasm', sep),
    iccUrl: join(assets, 'iccs', sep),
    useSystemFonts: false,
    // Fonts are read for their letters only, never shown.
    disableFontFace: true,
    // Brings their names, the only sign of a bold one.
    fontExtraProperties: true,
    maxImageSize: MAX_PICTURE_PIXELS,
    stopAtErrors: options.stopAtErrors,
    verbosity: 0,
  })
  try {
    return await task.promise
  } catch (error) {
    await task.destroy()
    throw new ExtractionFailure(isPasswordError(error) ? 'password-protected' : 'damaged', { cause: error })
  }
}

function isPasswordError(error: unknown): boolean {
  return error instanceof Error && error.name === 'PasswordException'
}

/** The worker's code runs in our own thread: this process exists for one document only. */
async function loadPdfJs(): Promise<typeof PdfJs> {
  const globals = globalThis as Record<string, unknown>
  // Named by the library when it loads, used when it draws, which we never ask for. Without these it
  // would need a native canvas.
  globals.DOMMatrix ??= class DOMMatrix {}
  globals.Path2D ??= class Path2D {}
  globals.pdfjsWorker ??= await import(WORKER_MODULE)
  return (await import('pdfjs-dist/legacy/build/pdf.min.mjs' as string)) as typeof PdfJs
}

const WORKER_MODULE: string = 'pdfjs-dist/legacy/build/pdf.worker.min.mjs'
