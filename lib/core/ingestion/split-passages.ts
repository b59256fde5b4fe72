import { sameLocator, spanLocators } from '../documents/locator.ts'
import type { Passage, PassageBlock } from '../documents/passage.ts'
import { type Place, placeAt, sameSpot } from '../documents/place.ts'
import type { StructuredText, TextBlock } from '../documents/structured-text.ts'
import { type Piece, piecesOf, shorten } from './text-pieces.ts'

/**
 * Passages of 400 to 800 characters found the right paragraph most often; 1,600 and more lost 4 to 24
 * points at equal prompt size (nDCG@10, measured on SQuAD and COVID-QA).
 */
export const MIN_PASSAGE = 400
export const MAX_PASSAGE = 800

/** A table's first row longer than this names no columns. */
const LONGEST_HEADER = 300

/** A heading this long leaves no room for the text below it, and goes alone. */
const MAX_HEADINGS = 600

/**
 * Cuts a document into passages, in time that grows with its length. Cuts fall between sentences; headings
 * stay with the text that they introduce; a passage shares two chapters, or two pages, only when it would
 * be too short otherwise (a chapter: never). Passages overlap only where a sentence itself had to be cut.
 */
export function splitIntoPassages(structured: StructuredText): Passage[] {
  const { text, blocks } = structured
  const pieces = blocks.flatMap((block, index) => piecesOf(text, block, blocks[index - 1], MAX_PASSAGE))
  if (pieces.length === 0) return []
  const all = { start: pieces[0]!.start, end: pieces.at(-1)!.end }
  const headers = tableHeaders(blocks)
  const groups =
    all.end - all.start <= MAX_PASSAGE
      ? [pieces]
      : chaptersOf(pieces).flatMap(chapter => inPassages(text, chapter))
  return groups.map((group, ordinal) => ({
    ...toPassage(text, group, ordinal),
    blocks: blocksOf(text, group, headers),
  }))
}

/** A chapter begins at each heading of the highest level, together with the headings right above it. */
function chaptersOf(pieces: Piece[]): Piece[][] {
  const top = pieces.reduce(
    (least, { block }) => Math.min(least, headingLevel(block)),
    Number.POSITIVE_INFINITY,
  )
  const chapters: Piece[][] = []
  for (const [index, piece] of pieces.entries()) {
    const begins = headingLevel(piece.block) === top && piece.start === piece.block.start
    const below = index > 0 && headingLevel(pieces[index - 1]!.block) === top
    if (index === 0 || (begins && !below)) chapters.push([piece])
    else chapters.at(-1)!.push(piece)
  }
  return chapters
}

function inPassages(text: string, chapter: Piece[]): Piece[][] {
  const passages: Piece[][] = []
  let open: Piece[] = []
  const close = () => {
    const said = open.findLastIndex(piece => !isHeading(piece)) + 1
    // Headings at the end belong to what comes next.
    passages.push(said === 0 ? open : open.slice(0, said))
    open = said === 0 ? [] : open.slice(said)
  }
  for (const piece of chapter) {
    let rest: Piece | null = piece
    while (rest) {
      if (shouldClose(open, rest)) close()
      const room: number = open.length === 0 ? MAX_PASSAGE : MAX_PASSAGE - (rest.start - open[0]!.start)
      if (rest.end - rest.start <= room) {
        open.push(rest)
        rest = null
      } else {
        // Only headings stand above: the sentence is cut, so that they do not stand alone.
        const cut: [Piece, Piece] = shorten(text, rest, room)
        open.push(cut[0])
        close()
        rest = cut[1]
      }
    }
  }
  if (open.length > 0) passages.push(open)
  return repairShortEnd(passages)
}

function shouldClose(open: Piece[], next: Piece): boolean {
  if (open.length === 0) return false
  const start = open[0]!.start
  const length = open.at(-1)!.end - start
  if (open.every(isHeading))
    return length > MAX_HEADINGS || (isHeading(next) && next.end - start > MAX_HEADINGS)
  if (next.end - start > MAX_PASSAGE) return true
  if (length < MIN_PASSAGE || next.continues) return false
  if (isHeading(next)) return true
  if (!sameLocator(next.block.locator, open.at(-1)!.block.locator)) return true
  // The next paragraph would have to be cut: better between paragraphs than inside one.
  return next.start === next.block.start && next.block.end - start > MAX_PASSAGE
}

/** A chapter's last passage may be a few words: it shares with the one before, or joins it. */
function repairShortEnd(passages: Piece[][]): Piece[][] {
  const last = passages.at(-1)
  const before = passages.at(-2)
  if (!last || !before || lengthOf(last) >= MIN_PASSAGE) return passages
  const both = [...before, ...last]
  if (lengthOf(both) <= MAX_PASSAGE) return [...passages.slice(0, -2), both]
  const middle = (both[0]!.start + both.at(-1)!.end) / 2
  let best = -1
  for (let index = 1; index < both.length; index++) {
    const parts = [both.slice(0, index), both.slice(index)]
    // A heading must not end a passage, and pieces of one sentence already share words.
    if (isHeading(both[index - 1]!) || parts.some(part => lengthOf(part) > MAX_PASSAGE)) continue
    const off = Math.abs(both[index]!.start - middle)
    if (best < 0 || off < Math.abs(both[best]!.start - middle)) best = index
  }
  if (best < 0) return passages
  return [...passages.slice(0, -2), both.slice(0, best), both.slice(best)]
}

function toPassage(text: string, pieces: Piece[], ordinal: number): Passage {
  const first = pieces[0]!
  const last = pieces.at(-1)!
  const said = pieces.find(piece => !isHeading(piece)) ?? last
  const locator = spanLocators(first.block.locator, last.block.locator)
  const place: Place = { ...(locator && { locator }), headingPath: said.block.headingPath }
  const turns = turnsOf(pieces, pieces.indexOf(said), place)
  if (turns.length > 0) place.turns = turns
  return { ordinal, text: text.slice(first.start, last.end), start: first.start, end: last.end, place }
}

/** The first row of each table, by every other row of it. */
function tableHeaders(blocks: readonly TextBlock[]): Map<TextBlock, TextBlock> {
  const headers = new Map<TextBlock, TextBlock>()
  let first: TextBlock | null = null
  for (const block of blocks) {
    if (block.kind !== 'table-row') first = null
    else if (first) headers.set(block, first)
    else first = block
  }
  return headers
}

function blocksOf(text: string, pieces: Piece[], headers: Map<TextBlock, TextBlock>): PassageBlock[] {
  const from = pieces[0]!.start
  return pieces.flatMap(({ start, block }, index) => {
    if (pieces[index - 1]?.block === block) return []
    const header = headers.get(block)
    const above = header && header.start < from ? text.slice(header.start, header.end) : ''
    return [
      {
        ...{ at: start - from, kind: block.kind },
        ...(above && above.length <= LONGEST_HEADER && { header: above }),
        ...(start > block.start && { goesOn: true as const }),
      },
    ]
  })
}

/** Every point at which page or heading changes: one passage may hold the end of one and the beginning of another. */
function turnsOf(pieces: Piece[], from: number, place: Place): NonNullable<Place['turns']> {
  const turns: NonNullable<Place['turns']> = []
  let now = placeAt(place, 0)
  for (const { start, block } of pieces.slice(from)) {
    const { locator, headingPath } = block
    if (sameSpot({ locator, headingPath }, now)) continue
    now = { ...(locator && { locator }), headingPath }
    turns.push({ at: start - pieces[0]!.start, ...now })
  }
  return turns
}

function lengthOf(pieces: Piece[]): number {
  return pieces.at(-1)!.end - pieces[0]!.start
}

function isHeading(piece: Piece): boolean {
  return piece.block.kind === 'heading'
}

function headingLevel(block: TextBlock): number {
  return block.kind === 'heading' ? (block.level ?? 1) : Number.POSITIVE_INFINITY
}
