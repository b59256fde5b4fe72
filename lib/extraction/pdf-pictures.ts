import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { openPdf } from './pdf-open.ts'

/**
 * Which of these pages show pictures. The library is told to stop where something is wrong and that any
 * picture at all is too large, so it stops at the first one without unpacking it.
 */
export async function listsPictures(bytes: Uint8Array, pages: number[]): Promise<number[]> {
  if (pages.length === 0) return []
  const document = await openPdf(bytes, { stopAtErrors: true })
  const withPictures: number[] = []
  try {
    for (const number of pages) {
      try {
        const page = await document.getPage(number)
        await page.getOperatorList()
        page.cleanup()
      } catch (error) {
        if (error instanceof ExtractionFailure) throw error
        withPictures.push(number)
      }
    }
  } finally {
    await document.loadingTask.destroy()
  }
  return withPictures
}
