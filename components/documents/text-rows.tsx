import { Breakable } from '#components/ui/breakable.tsx'
import { ScrollsSideways } from '#components/ui/scrolls-sideways.tsx'
import { rowOf } from '#lib/client/document-parts.ts'
import { markedPieces } from '#lib/client/marked-pieces.ts'
import type { Span } from '#lib/core/documents/sentences.ts'
import type { TextBlock } from '#lib/core/documents/structured-text.ts'
import { isHeaderRow } from '#lib/core/quotes/table-header.ts'

export interface ShownBlock {
  block: TextBlock
  text: string
  /** The marks in it, where it is of the passage that the document was opened for. */
  place: readonly Span[] | null
  /** It is what is shown first, as there is no mark. */
  lit: boolean
}

/** Rows of one table; those of a sheet with their numbers. A line beside a row says that it is of the passage. */
export function TextRows({ rows }: { rows: readonly ShownBlock[] }) {
  const [first, second] = rows
  const hasHeader = first && second ? isHeaderRow(first.text, second.text) : false
  return (
    <ScrollsSideways label="Table">
      <table className="min-w-full border-collapse text-start font-sans text-small [overflow-wrap:normal] tabular-nums">
        <tbody>
          {rows.map(({ block, text, place, lit }, at) => {
            const number = rowOf(block.locator)
            const Cell = hasHeader && at === 0 ? 'th' : 'td'
            return (
              <tr
                key={block.start}
                data-lit={lit || undefined}
                className={`scroll-mt-6 border-b border-line ${place ? 'bg-accent/5' : ''}`}
              >
                {number !== null && (
                  <th
                    scope="row"
                    className="w-0 py-1.5 pe-3 text-end whitespace-nowrap align-top text-tiny leading-normal font-normal text-muted"
                  >
                    {number}
                  </th>
                )}
                {cellsOf(text).map(({ start, end }) => (
                  <Cell
                    key={start}
                    scope={Cell === 'th' ? 'col' : undefined}
                    className={`min-w-16 max-w-96 py-1.5 pe-4 text-start align-top ${Cell === 'th' ? 'font-medium' : ''}`}
                  >
                    {markedPieces(text, place ?? [], start, end).map(piece =>
                      piece.marked ? (
                        <mark key={piece.start} data-lit>
                          <Breakable text={piece.text} />
                        </mark>
                      ) : (
                        <Breakable key={piece.start} text={piece.text} />
                      ),
                    )}
                  </Cell>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </ScrollsSideways>
  )
}

function cellsOf(text: string): Span[] {
  let from = 0
  return text.split('\t').map(cell => {
    const start = from
    from += cell.length + 1
    return { start, end: start + cell.length }
  })
}
