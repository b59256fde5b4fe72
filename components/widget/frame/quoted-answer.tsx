/** @jsxImportSource preact */
// biome-ignore-all lint/suspicious/noArrayIndexKey: a quote does not change
import { useState } from 'preact/hooks'
import type { Source } from '../../../lib/core/chat/answer-event.ts'
import { quotePlace } from '../../../lib/core/chat/quotes-as-text.ts'
import { describePlace } from '../../../lib/core/documents/place.ts'
import { linesOfQuote } from '../../../lib/core/quotes/lines-of-quote.ts'
import type { Quote, QuoteContent, QuotedAnswer } from '../../../lib/core/quotes/quote.ts'
import { documentLabel } from './document-label.ts'

/** Opens a source at what is quoted of it. */
type OpenQuote = (source: Source, sentences: readonly string[]) => void

/** An answer in the documents' own words, each quote on a card of its own. */
export function QuotedAnswerView(props: {
  quoted: QuotedAnswer
  sources: readonly Source[]
  open: OpenQuote
}) {
  const { quoted, sources, open } = props
  return (
    <div class="answer">
      {quoted.said && <p class="said">{quoted.said}</p>}
      {quoted.quotes.map(quote => (
        <QuoteCard key={quote.start} quote={quote} source={sources[quote.source]!} open={open} />
      ))}
      {quoted.nearest.length > 0 && (
        <ul class="sources" aria-label="Nearest places">
          {quoted.nearest.map(at => (
            <li key={at}>
              <button type="button" class="chip" onClick={() => open(sources[at]!, [])}>
                {placeName(sources[at]!)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function placeName({ documentName, place }: Source): string {
  return [documentLabel(documentName), describePlace(place)].filter(Boolean).join(' · ')
}

function QuoteCard({ quote, source, open }: { quote: Quote; source: Source; open: OpenQuote }) {
  const place = describePlace(quotePlace(quote, source))
  const name = documentLabel(source.documentName)
  return (
    <figure class="quote">
      <figcaption>
        <button
          type="button"
          class="cite"
          aria-label={`Source ${source.n}: ${name}`}
          onClick={() => open(source, linesOfQuote(quote))}
        >
          {source.n}
        </button>{' '}
        From <b>{name}</b>
        {place && ` · ${place}`}
      </figcaption>
      <blockquote dir="auto">
        <Content content={quote.content} />
      </blockquote>
    </figure>
  )
}

function Content({ content }: { content: QuoteContent }) {
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
          {content.more > 0 && <small>{`… and ${content.more} more in this list`}</small>}
        </>
      )
    case 'rows':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, a section would be a landmark
        <div class="table" role="group" aria-label="Table" tabIndex={0}>
          <table>
            {content.header.length > 0 && (
              <thead>
                <tr>
                  {content.header.map((cell, at) => (
                    <th key={at} scope="col">
                      {cell}
                    </th>
                  ))}
                </tr>
              </thead>
            )}
            <tbody>
              {content.rows.map((row, at) => (
                <tr key={at}>
                  {row.map((cell, column) => (
                    <td key={column}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )
    case 'code':
      return (
        <>
          {content.lead && <p>{content.lead}</p>}
          <Code text={content.text} />
        </>
      )
  }
}

function Code({ text }: { text: string }) {
  const [copied, setCopied] = useState(false)
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
      <button
        type="button"
        class="copy"
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      >
        {copied ? 'Copied' : 'Copy'}
      </button>
    </>
  )
}
