'use client'
import { ArrowUpRight, Check, Copy } from 'lucide-react'
import { useState } from 'react'
import type { Source } from '#lib/core/chat/answer-event.ts'
import { quotePlace } from '#lib/core/chat/quotes-as-text.ts'
import { describePlace } from '#lib/core/documents/place.ts'
import type { Quote, QuoteContent, QuotedAnswer } from '#lib/core/quotes/quote.ts'

interface QuotedAnswerViewProps {
  quoted: QuotedAnswer
  sources: readonly Source[]
  onCite: (n: number | null) => void
}

/** An answer in the documents' own words, each quote on a card of its own; what the guide says itself is plain text. */
export function QuotedAnswerView({ quoted, sources, onCite }: QuotedAnswerViewProps) {
  const { said, quotes, nearest, unknown } = quoted
  return (
    <div className="grid grid-cols-1 gap-3">
      {said && (
        <p dir="auto" className="text-answer whitespace-pre-line">
          {said}
        </p>
      )}
      {quotes.map(quote => (
        <QuoteCard
          key={`${quote.source} ${quote.start}`}
          quote={quote}
          source={sources[quote.source]!}
          onCite={onCite}
        />
      ))}
      {nearest.length > 0 && (
        <div className="grid gap-1 text-small">
          <p className="text-muted">{unknown.length > 0 && `${notAnywhere(unknown)} `}Nearest places:</p>
          <ul className="grid gap-1">
            {nearest.map(at => (
              <li key={at}>
                <button
                  type="button"
                  onClick={() => onCite(null)}
                  className="inline-flex min-h-8 touchable items-center gap-1.5 text-start font-medium text-accent hover:underline"
                >
                  <ArrowUpRight size={16} aria-hidden className="shrink-0" />
                  <bdi>{placeName(sources[at]!)}</bdi>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

function notAnywhere(words: readonly string[]): string {
  const quoted = words.map(word => `“${word}”`)
  const last = quoted.pop()!
  const listed = quoted.length > 0 ? `${quoted.join(', ')} and ${last} stand` : `${last} stands`
  return `${listed} in none of your documents.`
}

function placeName(source: Source): string {
  return [source.documentName, describePlace(source.place)].filter(Boolean).join(' · ')
}

function QuoteCard({ quote, source, onCite }: { quote: Quote; source: Source; onCite: (n: number) => void }) {
  const place = describePlace(quotePlace(quote, source))
  const { n, documentName } = source
  return (
    <figure className="card grid grid-cols-1 gap-2.5 px-4 py-3.5">
      <figcaption className="flex items-start gap-2.5">
        <button
          type="button"
          onClick={() => n !== null && onCite(n)}
          aria-label={`Source ${n}: ${documentName}${place ? `, ${place}` : ''}`}
          className="mt-px inline-flex size-5.5 shrink-0 touchable items-center justify-center rounded-mark bg-tint text-tiny font-semibold text-accent tabular-nums hover:bg-accent hover:text-on-accent"
        >
          {n}
        </button>
        <p className="min-w-0 text-small text-muted">
          From <bdi className="font-medium text-ink [overflow-wrap:anywhere]">{documentName}</bdi>
          {place && (
            <>
              {' · '}
              <bdi>{place}</bdi>
            </>
          )}
        </p>
      </figcaption>
      <blockquote
        dir="auto"
        className="grid grid-cols-1 gap-2 font-serif text-answer [overflow-wrap:anywhere]"
      >
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
          <ul className="grid list-disc gap-1.5 ps-6 marker:text-muted">
            {content.items.map((item, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a quote does not change
              <li key={at}>{item}</li>
            ))}
          </ul>
          {content.more > 0 && (
            <p className="font-sans text-small text-muted">{`… and ${content.more} more in this list`}</p>
          )}
        </>
      )
    case 'rows':
      return <Rows content={content} />
    case 'code':
      return (
        <>
          {content.lead && <p>{content.lead}</p>}
          <Code text={content.text} />
        </>
      )
  }
}

function Rows({ content: { header, rows } }: { content: Extract<QuoteContent, { form: 'rows' }> }) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse font-sans text-body tabular-nums">
        {header.length > 0 && (
          <thead>
            <tr>
              {header.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column has no other name
                <th key={at} className="border-b border-control py-1.5 pe-4 text-start font-semibold">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a quote does not change
            <tr key={at}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column has no other name
                <td key={column} className="border-b border-line py-1.5 pe-4 align-top">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Code({ text }: { text: string }) {
  const [copied, setCopied] = useState(false)
  async function copy() {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <div className="relative">
      <pre className="overflow-x-auto rounded-control bg-shade p-3 pe-12 font-mono text-small">{text}</pre>
      <button
        type="button"
        onClick={() => void copy()}
        aria-label={copied ? 'Copied' : 'Copy code'}
        className="absolute end-1.5 top-1.5 inline-flex size-8 touchable items-center justify-center rounded-control text-muted hover:bg-wall hover:text-ink"
      >
        {copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
      </button>
    </div>
  )
}
