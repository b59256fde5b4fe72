import type { Segment } from './pdf-page.ts'
import { extent, groupByBaseline } from './pdf-rows.ts'

/** Columns inside columns: newspapers have them, nothing has more. */
const MAX_DEPTH = 3

/** The page's width is looked at in this many strips. */
const STRIPS = 300

/** Runs across at most this share of the lines may cross the gutter: titles, figures, footers. */
const MAX_CROSSING = 0.3

/** The gutter stands in the middle part of the page. */
const OUTER_PART = 0.12

/** Lines of a column fill it: the middle one by this share of its width, with this many characters. */
const MIN_FILL = 0.55
const MIN_CHARACTERS = 15

/**
 * Parts a page into areas that are each read from top to bottom: columns of running text one after the
 * other, everything else (forms, tables) as it stands, since its rows belong together.
 */
export function inReadingOrder(segments: Segment[], depth = 0): Segment[][] {
  const split = depth < MAX_DEPTH ? findColumns(segments, depth) : null
  if (!split) return segments.length === 0 ? [] : [segments]
  const areas: Segment[][] = []
  let plain: Segment[] = []
  for (const band of split) {
    if (!band.columns) {
      plain.push(...band.segments)
      continue
    }
    if (plain.length > 0) areas.push(plain)
    plain = []
    for (const column of band.columns) areas.push(...inReadingOrder(column, depth + 1))
  }
  if (plain.length > 0) areas.push(plain)
  return areas
}

interface Band {
  segments: Segment[]
  columns: [Segment[], Segment[]] | null
}

function findColumns(segments: Segment[], depth: number): Band[] | null {
  if (segments.length < 6) return null
  const gutter = findGutter(segments)
  if (gutter === null) return null
  const bands = cutAtCrossings(segments, gutter).map(band => ({
    segments: band,
    columns: asColumns(band, gutter, depth),
  }))
  return bands.some(band => band.columns) ? bands : null
}

/** The middle of the emptiest, then widest, strip of the page from top to bottom. */
function findGutter(segments: Segment[]): number | null {
  const { x: left, right } = extent(segments)
  const width = (right - left) / STRIPS
  if (!(width > 0)) return null
  const covered = new Uint32Array(STRIPS + 1)
  for (const segment of segments) {
    const end = Math.min(Math.floor((segment.right - left) / width), STRIPS)
    for (let strip = Math.max(Math.floor((segment.x - left) / width), 0); strip <= end; strip++)
      covered[strip]!++
  }
  const first = Math.ceil(STRIPS * OUTER_PART)
  const inner = covered.subarray(first, STRIPS - first)
  const least = inner.reduce((a, b) => Math.min(a, b))
  if (least > groupByBaseline(segments).length * MAX_CROSSING) return null
  let best = { start: 0, length: 0 }
  let start = -1
  for (let strip = 0; strip <= inner.length; strip++) {
    if (inner[strip] === least) {
      if (start < 0) start = strip
    } else if (start >= 0) {
      if (strip - start > best.length) best = { start, length: strip - start }
      start = -1
    }
  }
  return left + (first + best.start + best.length / 2) * width
}

/** Whatever crosses the gutter ends the columns above it. */
function cutAtCrossings(segments: Segment[], gutter: number): Segment[][] {
  const bands: Segment[][] = []
  let crossing: boolean | null = null
  for (const segment of [...segments].sort((a, b) => a.y - b.y)) {
    const crosses = segment.x < gutter && segment.right > gutter
    if (crosses === crossing) bands.at(-1)!.push(segment)
    else bands.push([segment])
    crossing = crosses
  }
  return bands
}

function asColumns(band: Segment[], gutter: number, depth: number): [Segment[], Segment[]] | null {
  const left = band.filter(segment => segment.right <= gutter)
  const right = band.filter(segment => segment.x >= gutter)
  if (left.length + right.length < band.length) return null
  const lines = [groupByBaseline(left).length, groupByBaseline(right).length]
  if (Math.min(...lines) < 1 || Math.max(...lines) < 4) return null
  return [left, right].every(side => isProse(side) || findColumns(side, depth + 1)) ? [left, right] : null
}

function isProse(side: Segment[]): boolean {
  const lines = groupByBaseline(side)
  const width = widthOf(side)
  const fills = lines.map(line => widthOf(line) / width)
  const characters = lines.map(line => line.reduce((sum, { text }) => sum + text.length, 0))
  const whole = lines.filter(line => line.length <= 4).length
  return whole >= lines.length * 0.8 && median(fills) >= MIN_FILL && median(characters) >= MIN_CHARACTERS
}

function widthOf(segments: Segment[]): number {
  const { x, right } = extent(segments)
  return right - x
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
