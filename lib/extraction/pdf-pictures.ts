import type { PDFDocumentProxy } from 'pdfjs-dist'
import { openPdf } from './pdf-open.ts'

/** Lettering that was turned into outlines takes hundreds; frames and rules take a few dozen. */
const MIN_OUTLINES = 100

/** The instruction that draws a path (OPS.constructPath of pdfjs). */
const CONSTRUCT_PATH = 91

/**
 * Which of these pages show something, given that they hold no text: pictures, or letters drawn as
 * outlines. Every picture counts as too large (see pdf-open.ts), so none is unpacked: a lenient reader
 * leaves it out, a strict one stops at it, and that the two differ gives it away.
 */
export async function pagesWithPictures(
  bytes: Uint8Array,
  lenient: PDFDocumentProxy,
  pages: number[],
): Promise<number[]> {
  if (pages.length === 0) return []
  const strict = await openPdf(bytes, { stopAtErrors: true })
  const found: number[] = []
  try {
    for (const number of pages) {
      const seen = await instructionsOf(lenient, number)
      const outlines = seen.filter(instruction => instruction === CONSTRUCT_PATH).length
      const stopped = (await instructionsOf(strict, number)).length < seen.length
      if (stopped || outlines >= MIN_OUTLINES) found.push(number)
    }
  } finally {
    await strict.loadingTask.destroy()
  }
  return found
}

async function instructionsOf(document: PDFDocumentProxy, number: number): Promise<number[]> {
  const page = await document.getPage(number)
  const { fnArray } = await page.getOperatorList()
  page.cleanup()
  return fnArray
}
