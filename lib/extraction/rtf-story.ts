import { oneLine } from './sheet-blocks.ts'
import { tableRowText } from './table-row-text.ts'
import type { NewBlock } from './text-builder.ts'
import { createLine } from './text-line.ts'

/** How a paragraph stands, at its end. */
export interface RtfParagraph {
  /** 1 to 9; null for a paragraph. */
  level: number | null
  isItem: boolean
  isInTable: boolean
}

/** Of the cells of a row, in order: whether each goes on with the one above. */
export type JoinedAbove = readonly boolean[]

/** A run of paragraphs and rows: of the text itself, a note, a frame or the head of a page. */
export interface RtfStory {
  say(text: string, isRaised: boolean): void
  endParagraph(how: RtfParagraph): void
  endCell(): void
  endRow(joined: JoinedAbove): void
  /** What is told once the paragraph or the row that holds it is. */
  hang(blocks: NewBlock[]): void
  /** Whatever no mark has ended. */
  end(how: RtfParagraph): void
}

/** RTF has nine levels, we have six. */
const DEEPEST = 6

export function createStory(tell: (block: NewBlock) => void): RtfStory {
  const line = createLine()
  let cell: string[] = []
  let cells: string[] = []
  let above: string[] = []
  let hanging: NewBlock[] = []

  const tellHanging = () => {
    for (const block of hanging) tell(block)
    hanging = []
  }
  const endRow = (joined: JoinedAbove) => {
    const row = cells.map((text, column) => (joined[column] && text === '' ? (above[column] ?? '') : text))
    tell({ kind: 'table-row', text: tableRowText(row) })
    above = row
    cells = []
    tellHanging()
  }
  const endCell = () => {
    cells.push(oneLine([...cell, line.end()].join(' ')))
    cell = []
  }
  /** Cells that no row ends. */
  const endTable = () => {
    if (cell.length > 0) endCell()
    if (cells.length > 0) endRow([])
    above = []
  }
  const endParagraph = ({ level, isItem, isInTable }: RtfParagraph) => {
    if (isInTable) {
      cell.push(line.end())
      return
    }
    const text = line.end()
    endTable()
    if (level !== null) tell({ kind: 'heading', level: Math.min(level, DEEPEST), text: oneLine(text) })
    else tell({ kind: isItem ? 'list-item' : 'paragraph', text })
    tellHanging()
  }
  return {
    say: line.say,
    endParagraph,
    endCell,
    endRow,
    hang(blocks) {
      for (const block of blocks) hanging.push(block)
    },
    end(how) {
      endParagraph({ ...how, isInTable: false })
    },
  }
}
