import type { PDFDocumentProxy } from 'pdfjs-dist'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { inReadingOrder } from './pdf-columns.ts'
import { findHeadings } from './pdf-headings.ts'
import { joinLines, vocabularyOf } from './pdf-hyphens.ts'
import { openPdf } from './pdf-open.ts'
import { type FontWeights, readFormValues, readSegments, type Segment } from './pdf-page.ts'
import { toParagraphs } from './pdf-paragraphs.ts'
import { pagesWithPictures } from './pdf-pictures.ts'
import { type Row, toRows } from './pdf-rows.ts'
import { isFormNotice, isPlausibleText } from './plausible-text.ts'
import { createTextBuilder } from './text-builder.ts'

/** 443 public files had at most 1,300. Beyond this, reading outlasts the child's deadline. */
export const MAX_PAGES = 2_000

/** A whole file says near its end where its table of contents stands. */
const END_MARK_WITHIN_BYTES = 64 * 1024

/** PDF: lines, columns, paragraphs and headings are rebuilt from where the letters stand. */
export async function readPdf(
  bytes: Uint8Array,
  onProgress?: (progress: { page: number; pages: number }) => void,
): Promise<StructuredText> {
  const document = await openPdf(bytes, { stopAtErrors: false })
  try {
    if (document.numPages > MAX_PAGES) throw new ExtractionFailure('too-large')
    const { rows, forms, silentPages, brokenPages, garbledPages } = await readPages(document, onProgress)
    const truncated = !Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
      .subarray(-END_MARK_WITHIN_BYTES)
      .includes('startxref')
    // A page without a word is blank, a picture, or what a cut-off file lost.
    const pictures = truncated ? silentPages : await pagesWithPictures(bytes, document, silentPages)
    const unreadablePages = [...pictures, ...brokenPages, ...garbledPages].sort((a, b) => a - b)
    if (rows.length === 0 && forms.size === 0)
      throw new ExtractionFailure(
        garbledPages.length > 0 ? 'unreadable' : whyNothing(truncated, pictures, brokenPages),
      )
    if (isFormNotice(rows.map(textOf).join('\n'))) throw new ExtractionFailure('only-a-form')
    return compose(rows, forms, {
      title: await titleOf(document),
      pageCount: document.numPages,
      unreadablePages,
    })
  } finally {
    await document.loadingTask.destroy()
  }
}

function whyNothing(truncated: boolean, pictures: number[], brokenPages: number[]) {
  if (truncated) return 'damaged'
  if (pictures.length > 0) return 'scanned'
  return brokenPages.length > 0 ? 'damaged' : 'no-text'
}

async function readPages(
  document: PDFDocumentProxy,
  onProgress?: (progress: { page: number; pages: number }) => void,
) {
  const pages = document.numPages
  const rows: Row[] = []
  const forms = new Map<number, string[]>()
  const silentPages: number[] = []
  const brokenPages: number[] = []
  const garbledPages: number[] = []
  const fonts: FontWeights = new Map()
  for (let number = 1; number <= pages; number++) {
    onProgress?.({ page: number, pages })
    try {
      const page = await document.getPage(number)
      const found = toPageRows(await readSegments(page, fonts), number)
      const values = await readFormValues(page)
      page.cleanup()
      const plausible = isPlausibleText(found.map(textOf).join('\n'))
      if (plausible) rows.push(...found)
      else garbledPages.push(number)
      if (values.length > 0) forms.set(number, values)
      else if (found.length === 0) silentPages.push(number)
    } catch (error) {
      // One bad page must not cost the others; it is named to the owner, and why is known from the count.
      if (error instanceof ExtractionFailure || error instanceof RangeError) throw error
      brokenPages.push(number)
    }
  }
  return { rows, forms, silentPages, brokenPages, garbledPages }
}

const textOf = ({ cells }: Row) => cells.join(' ')

function toPageRows(segments: Segment[], page: number): Row[] {
  const upright = segments.filter(segment => segment.upright)
  const areas = [
    ...inReadingOrder(upright),
    ...segments.filter(segment => !segment.upright).map(segment => [segment]),
  ]
  return areas.flatMap(area => toRows(area, page)).filter(row => row.cells.length > 0)
}

function compose(rows: Row[], forms: Map<number, string[]>, about: Partial<StructuredText>): StructuredText {
  const paragraphs = toParagraphs(rows)
  const headings = findHeadings(paragraphs)
  const vocabulary = vocabularyOf(rows.flatMap(row => row.cells))
  const builder = createTextBuilder('pdf')
  const pending = [...forms]
  const addForms = (before: number) => {
    while (pending.length > 0 && pending[0]![0] < before) {
      const [page, values] = pending.shift()!
      for (const text of values) builder.add({ kind: 'paragraph', text, locator: { kind: 'page', page } })
    }
  }
  let title: { text: string; level: number } | null = null
  for (const { kind, rows } of paragraphs) {
    const { page } = rows[0]!
    const locator = { kind: 'page' as const, page }
    addForms(page)
    const level = headings.get(rows[0]!)
    const text = joinLines(
      rows.map(row => row.cells.join(kind === 'table-row' ? '\t' : ' ')),
      vocabulary,
    )
    if (level !== undefined) {
      builder.add({ kind: 'heading', text, level, locator })
      if (page === 1 && (!title || level < title.level)) title = { text, level }
    } else {
      builder.add({ kind: kind === 'text' ? 'paragraph' : kind, text, locator })
    }
  }
  addForms(Number.POSITIVE_INFINITY)
  return builder.finish({ ...about, title: about.title ?? title?.text ?? null })
}

/** Programs write the name of their file, or of themselves, where the title belongs. */
async function titleOf(document: PDFDocumentProxy): Promise<string | null> {
  const { info } = await document.getMetadata()
  const title = String((info as { Title?: unknown }).Title ?? '').trim()
  return title === '' || /\.\w{2,5}$|^untitled|^microsoft word|^\(?anonymous\)?$/i.test(title) ? null : title
}
