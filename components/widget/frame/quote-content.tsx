/** @jsxImportSource preact */
// biome-ignore-all lint/suspicious/noArrayIndexKey: a quote does not change
import { piecesOfLongWords } from '../../../lib/client/long-words.ts'
import { isForm, type QuotedRows, tableOf } from '../../../lib/client/quoted-rows.ts'
import type { QuoteContent } from '../../../lib/core/quotes/quote.ts'
import { QuotedCode } from './quoted-code.tsx'

/** What is quoted, in the form that it has in its document. `onMore` shows what is left out, where it stands. */
export function QuoteContentView({ content, onMore }: { content: QuoteContent; onMore: () => void }) {
  switch (content.form) {
    case 'text':
      return <p>{content.text}</p>
    case 'list':
      return (
        <>
          {content.lead && <p>{content.lead}</p>}
          <ul>
            {content.items.map((item, at) => (
              <li key={at}>{item}</li>
            ))}
          </ul>
          {content.more > 0 && <More onClick={onMore}>{`… and ${content.more} more in this list`}</More>}
        </>
      )
    case 'rows':
      return isForm(content) ? (
        <Form {...content} />
      ) : (
        <>
          <Table {...content} />
          {content.more > 0 && <More onClick={onMore}>{`… and ${content.more} more`}</More>}
        </>
      )
    case 'code':
      return (
        <>
          {content.lead && <p>{content.lead}</p>}
          <QuotedCode text={content.text} />
        </>
      )
  }
}

function More({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <button type="button" class="more" onClick={onClick}>
      {children}
    </button>
  )
}

function Form({ rows }: QuotedRows) {
  return (
    <dl>
      {rows.map(([name, value], at) => (
        <div key={at}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Table(content: QuotedRows) {
  const { header, rows, namesRows } = tableOf(content)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, a section would be a landmark
    <div class="table" role="group" aria-label="Table" tabIndex={0}>
      <table>
        {header.length > 0 && (
          <thead>
            <tr>
              {header.map((cell, at) =>
                cell.trim() === '' ? (
                  <td key={at} />
                ) : (
                  <th key={at} scope="col">
                    {breakable(cell)}
                  </th>
                ),
              )}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) =>
                namesRows && column === 0 ? (
                  <th key={column} scope="row">
                    {breakable(cell)}
                  </th>
                ) : (
                  <td key={column}>{breakable(cell)}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function breakable(text: string) {
  return piecesOfLongWords(text).map((piece, at) => (at > 0 ? [<wbr key={at} />, piece] : piece))
}
