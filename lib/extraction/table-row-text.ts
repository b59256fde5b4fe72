import { BLANK_CELL } from './sheet-blocks.ts'

/** Cells parted by tabs, each in its column even where others are blank; empty where all are. */
export function tableRowText(cells: readonly string[]): string {
  if (cells.every(cell => cell === '')) return ''
  return cells.map(cell => cell || BLANK_CELL).join('\t')
}
