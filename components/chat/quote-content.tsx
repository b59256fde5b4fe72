// biome-ignore-all lint/suspicious/noArrayIndexKey: a quote does not change

import { Breakable } from '#components/ui/breakable.tsx'
import { ScrollsSideways } from '#components/ui/scrolls-sideways.tsx'
import { isForm, type QuotedRows, tableOf } from '#lib/client/quoted-rows.ts'
import type { QuoteContent } from '#lib/core/quotes/quote.ts'
import { QuotedCode } from './quoted-code.tsx'

interface QuoteContentViewProps {
  content: QuoteContent
  /** Shows what is left out, where it stands. */
  onMore: () => void
}

/** What is quoted, in the form that it has in its document. */
export function QuoteContentView({ content, onMore }: QuoteContentViewProps) {
  switch (content.form) {
    case 'text':
      return <p>{content.text}</p>
    case 'list':
      return (
        <>
          {content.lead && <p>{content.lead}</p>}
          <ul className="grid list-disc gap-1.5 ps-6 marker:text-muted">
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
          {content.more > 0 && (
            <More onClick={onMore}>{`… and ${content.more} more row${content.more === 1 ? '' : 's'}`}</More>
          )}
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
    <button
      type="button"
      onClick={onClick}
      className="inline-flex min-h-8 touchable w-fit items-center font-sans text-small font-medium text-accent hover:underline"
    >
      {children}
    </button>
  )
}

function Form({ rows }: QuotedRows) {
  return (
    <dl className="grid grid-cols-[fit-content(40%)_1fr] gap-x-4 font-sans text-body tabular-nums">
      {rows.map(([name, value], at) => (
        <div
          key={at}
          className="col-span-2 grid grid-cols-subgrid border-b border-line py-1.5 last:border-b-0"
        >
          <dt className="text-muted">{name}</dt>
          <dd className="font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Table(content: QuotedRows) {
  const { header, rows, namesRows } = tableOf(content)
  return (
    <ScrollsSideways label="Table">
      <table className="w-full border-collapse font-sans text-body [overflow-wrap:normal] tabular-nums">
        {header.length > 0 && (
          <thead>
            <tr className="border-b border-control">
              {header.map((cell, at) =>
                cell.trim() === '' ? (
                  <td key={at} />
                ) : (
                  <th key={at} scope="col" className="py-1.5 pe-4 text-start font-semibold">
                    <Breakable text={cell} />
                  </th>
                ),
              )}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map((row, at) => (
            <tr key={at} className="border-b border-line last:border-b-0">
              {row.map((cell, column) =>
                namesRows && column === 0 ? (
                  <th key={column} scope="row" className="py-1.5 pe-4 text-start align-top font-semibold">
                    <Breakable text={cell} />
                  </th>
                ) : (
                  <td key={column} className="py-1.5 pe-4 align-top">
                    <Breakable text={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollsSideways>
  )
}
