'use client'
import { useRef } from 'react'
import type { DocumentPlace } from '#lib/client/document-place.ts'
import { describeLocator } from '#lib/core/documents/locator.ts'
import type { Span } from '#lib/core/documents/sentences.ts'
import type { StructuredText, TextBlock } from '#lib/core/documents/structured-text.ts'
import { TextBlockView } from './text-block-view.tsx'
import { useKeptInView } from './use-kept-in-view.ts'

interface DocumentTextProps {
  text: StructuredText
  /** What it is opened for. */
  place?: DocumentPlace | undefined
}

export function DocumentText({ text, place }: DocumentTextProps) {
  const whole = useRef<HTMLDivElement>(null)
  const first = place && text.blocks.find(block => isInPlace(block, place))
  const parts = Map.groupBy(text.blocks, ({ locator }) => (locator ? describeLocator(locator) : ''))

  useKeptInView(whole, place)

  if (text.blocks.length === 0) return <p className="text-muted">There is no text in this document.</p>
  return (
    <div
      ref={whole}
      dir="auto"
      className="wraps mx-auto grid max-w-reading grid-cols-1 gap-8 font-serif text-[17px] leading-relaxed"
    >
      {[...parts].map(([label, blocks]) => (
        // A long book is laid out only where it is looked at.
        <section
          key={label}
          className="-mx-3 grid grid-cols-1 gap-3 px-3 [contain-intrinsic-size:auto_600px] [content-visibility:auto]"
          aria-label={label || undefined}
        >
          {label && <PartMark label={label} count={text.pageCount} />}
          {blocks.map(block => (
            <TextBlockView
              key={block.start}
              kind={block.kind}
              level={block.level}
              text={text.text.slice(block.start, block.end)}
              place={place && isInPlace(block, place) ? marksIn(block, place) : null}
              lit={block === first && place?.marks.length === 0}
            />
          ))}
        </section>
      ))}
    </div>
  )
}

function PartMark({ label, count }: { label: string; count: number | null }) {
  return (
    <p className="flex items-center gap-3 font-sans text-tiny text-muted tabular-nums">
      <span>
        {label}
        {count ? ` of ${count}` : ''}
      </span>
      <span aria-hidden className="h-px flex-1 bg-line" />
    </p>
  )
}

function isInPlace(block: TextBlock, { start, end }: DocumentPlace): boolean {
  return block.start < end && block.end > start
}

/** In offsets of the block. */
function marksIn(block: TextBlock, { marks }: DocumentPlace): Span[] {
  return marks
    .map(({ start, end }) => ({
      start: Math.max(start, block.start) - block.start,
      end: Math.min(end, block.end) - block.start,
    }))
    .filter(({ start, end }) => start < end)
}
