import type { PDFPageProxy } from 'pdfjs-dist'
import type { TextItem } from 'pdfjs-dist/types/src/display/api.js'

/** A run of text on one line. Points, from the top left of the page as it is shown; `y` is the baseline. */
export interface Segment {
  text: string
  x: number
  right: number
  y: number
  size: number
  /** How many of its characters are bold. */
  boldLetters: number
  rtl: boolean
  /** Stamps up the margin, vertical writing: no place among the lines, read last. */
  upright: boolean
}

/** The most of a gap (in font sizes) that words of one line leave between them, however justified. */
const WIDEST_SPACE = 1

/** From here (in font sizes) a gap is a space that the file did not write. */
const NARROWEST_SPACE = 0.2

export type FontWeights = Map<string, { bold: boolean }>

/** The page's text in the order in which the file draws it. */
export async function readSegments(page: PDFPageProxy, fonts: FontWeights): Promise<Segment[]> {
  const content = await page.getTextContent()
  const items = content.items.filter((item): item is TextItem => 'str' in item)
  await learnFonts(page, items, fonts)
  const view = page.getViewport({ scale: 1 }).transform as Matrix
  const segments: Segment[] = []
  let open: Segment | null = null
  for (const item of items) {
    if (item.str.trim() === '') {
      const wide: boolean = open !== null && item.width > WIDEST_SPACE * open.size
      if (item.str !== '' && open && !wide) open.text += ' '
      if (item.hasEOL || wide) open = null
      continue
    }
    const next = toSegment(item, view, fonts.get(item.fontName)?.bold ?? false, content.styles)
    const gap: number | null = open && gapBetween(open, next)
    if (open && gap !== null && !next.rtl && !open.rtl) {
      const spaced = open.text.endsWith(' ') || next.text.startsWith(' ')
      open.boldLetters += next.boldLetters
      open.size = open.text.length >= next.text.length ? open.size : next.size
      open.text += (gap > NARROWEST_SPACE * next.size && !spaced ? ' ' : '') + next.text
      open.right = Math.max(open.right, next.right)
    } else {
      segments.push(next)
      open = next
    }
    if (item.hasEOL) open = null
  }
  return segments
}

type Matrix = [number, number, number, number, number, number]

function toSegment(
  item: TextItem,
  view: Matrix,
  bold: boolean,
  styles: Record<string, { vertical?: boolean }>,
): Segment {
  const [a, b, c, d, e, f] = item.transform as Matrix
  const size = Math.hypot(c, d) || item.height || 1
  const x = view[0] * e + view[2] * f + view[4]
  const y = view[1] * e + view[3] * f + view[5]
  const across = view[0] * a + view[2] * b
  const down = view[1] * a + view[3] * b
  return {
    text: item.str,
    x,
    right: x + item.width,
    y,
    size,
    boldLetters: bold ? item.str.length : 0,
    rtl: item.dir === 'rtl',
    upright: across > 0 && Math.abs(down) < across / 5 && !styles[item.fontName]?.vertical,
  }
}

/** Space between two runs that follow each other on one line, else null. */
function gapBetween(before: Segment, next: Segment): number | null {
  if (!before.upright || !next.upright) return null
  const size = Math.max(before.size, next.size)
  const gap = next.x - before.right
  return Math.abs(next.y - before.y) < size / 2 && gap > -size / 2 && gap < WIDEST_SPACE * size ? gap : null
}

/**
 * Text comes without its weight; drawing instructions bring the fonts along. They are asked for on the few
 * pages that show a font for the first time.
 */
async function learnFonts(page: PDFPageProxy, items: TextItem[], fonts: FontWeights): Promise<void> {
  const unknown = new Set(items.map(item => item.fontName).filter(name => !fonts.has(name)))
  if (unknown.size === 0) return
  await page.getOperatorList()
  for (const name of unknown) {
    const font = page.commonObjs.has(name) ? page.commonObjs.get(name) : null
    const bold =
      Boolean(font?.bold || font?.black) || /bold|black|heavy|semibold|demi|cmbx/i.test(font?.name ?? '')
    fonts.set(name, { bold })
  }
}

/** What was typed into the page's form fields and on top of it, as "name: value" or the value alone. */
export async function readFormValues(page: PDFPageProxy): Promise<string[]> {
  const annotations = await page.getAnnotations({ intent: 'display' })
  return annotations.flatMap(annotation => {
    if (annotation.subtype === 'FreeText') return [String(annotation.contentsObj?.str ?? '')]
    if (annotation.subtype !== 'Widget' || annotation.password || annotation.pushButton) return []
    const value = [annotation.fieldValue]
      .flat()
      .filter(part => typeof part === 'string' && part.trim() !== '')
    if (value.length === 0 || value.includes('Off')) return []
    const label = annotation.alternativeText || annotation.fieldName
    return [label ? `${label}: ${value.join(', ')}` : value.join(', ')]
  })
}
