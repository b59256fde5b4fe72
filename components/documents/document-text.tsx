'use client'
import { useRef } from 'react'
import { partsOf, runsOf } from '#lib/client/document-parts.ts'
import type { DocumentPlace } from '#lib/client/document-place.ts'
import type { Span } from '#lib/core/documents/sentences.ts'
import type { StructuredText, TextBlock } from '#lib/core/documents/structured-text.ts'
import { TextBlockView } from './text-block-view.tsx'
import { TextRows } from './text-rows.tsx'
import { useKeptInView } from './use-kept-in-view.ts'

interface DocumentTextProps {
  text: StructuredText
  /** What it is opened for. */
  place?: DocumentPlace | undefined
}

export function DocumentText({ text, place }: DocumentTextProps) {
  const whole = useRef<HTMLDivElement>(null)
  const first = place && text.blocks.find(block => isInPlace(block, place))
  const shown = (block: TextBlock) => ({
    block,
    text: text.text.slice(block.start, block.end),
    place: place && isInPlace(block, place) ? marksIn(block, place) : null,
    lit: block === first && place?.marks.length === 0,
  })

  useKeptInView(whole, place)

  if (text.blocks.length === 0) return <p className="text-muted">There is no text in this document.</p>
  return (
    <div
      ref={whole}
      dir="auto"
      className="wraps mx-auto grid max-w-reading grid-cols-1 gap-8 font-serif text-[17px] leading-relaxed"
    >
      {partsOf(text.blocks).map(({ label, blocks }) => (
        // A long book is laid out only where it is looked at.
        <section
          key={blocks[0]!.start}
          className="-mx-3 grid grid-cols-1 gap-3 px-3 [contain-intrinsic-size:auto_600px] [content-visibility:auto]"
          aria-label={label || undefined}
        >
          {label && !isTitle(text, blocks[0]!, label) && <PartMark label={label} count={text.pageCount} />}
          {runsOf(blocks).map(run =>
            run[0]!.kind === 'table-row' ? (
              <TextRows key={run[0]!.start} rows={run.map(shown)} />
            ) : (
              <TextBlockView key={run[0]!.start} {...shown(run[0]!)} />
            ),
          )}
        </section>
      ))}
    </div>
  )
}

/** A sheet begins with its own name. */
function isTitle({ text }: StructuredText, { kind, start, end }: TextBlock, label: string): boolean {
  return kind === 'heading' && text.slice(start, end) === label
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
