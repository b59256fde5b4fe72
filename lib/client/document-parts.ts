import { positionOf } from '../core/documents/cell-names.ts'
import { describeLocator, type Locator } from '../core/documents/locator.ts'
import type { TextBlock } from '../core/documents/structured-text.ts'

/** What of a document is laid out as one: a page, a slide, a piece of a sheet. */
export interface DocumentPart {
  /** Where it is, if it is the first of its place; else empty. */
  label: string
  blocks: TextBlock[]
}

/** Of a sheet, which may have many thousand. */
const MOST_BLOCKS = 200

/** In order; a part ends where the place changes that people are told. */
export function partsOf(blocks: readonly TextBlock[]): DocumentPart[] {
  const parts: DocumentPart[] = []
  let place = ''
  for (const block of blocks) {
    const here = placeOf(block.locator)
    const last = parts.at(-1)
    const isLong = block.locator?.kind === 'sheet' && last?.blocks.length === MOST_BLOCKS
    if (last && here === place && !isLong) last.blocks.push(block)
    else parts.push({ label: here === place ? '' : here, blocks: [block] })
    place = here
  }
  return parts
}

function placeOf(locator: Locator | undefined): string {
  if (!locator) return ''
  return locator.kind === 'sheet' ? locator.sheet : describeLocator(locator)
}

/** A run of a table's rows, or one block of anything else. */
export function runsOf(blocks: readonly TextBlock[]): TextBlock[][] {
  const runs: TextBlock[][] = []
  for (const block of blocks) {
    const last = runs.at(-1)?.at(-1)
    const goesOn = block.kind === 'table-row' && last?.kind === 'table-row' && standsBelow(block, last)
    if (goesOn) runs.at(-1)!.push(block)
    else runs.push([block])
  }
  return runs
}

/** Tables of a sheet are parted by a row without a word. */
function standsBelow({ locator }: TextBlock, above: TextBlock): boolean {
  const [row, before] = [rowOf(locator), rowOf(above.locator)]
  return row === null || before === null || row === before + 1
}

/** Of a sheet: as its program counts, from 1. */
export function rowOf(locator: Locator | undefined): number | null {
  return locator?.kind === 'sheet' ? positionOf(locator.cells.split(':')[0]!).row + 1 : null
}
