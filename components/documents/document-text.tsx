'use client'
import { useEffect, useRef } from 'react'
import { describeLocator } from '#lib/core/documents/locator.ts'
import type { StructuredText, TextBlock } from '#lib/core/documents/structured-text.ts'
import { TextBlockView } from './text-block-view.tsx'

interface DocumentTextProps {
  text: StructuredText
  /** The lit place: UTF-16 offsets. */
  start?: number | undefined
  end?: number | undefined
}

export function DocumentText({ text, start, end }: DocumentTextProps) {
  const whole = useRef<HTMLDivElement>(null)
  const parts = Map.groupBy(text.blocks, ({ locator }) => (locator ? describeLocator(locator) : ''))

  useEffect(() => {
    if (start === undefined) return
    const look = () => whole.current?.querySelector('[data-lit]')?.scrollIntoView({ block: 'center' })
    look()
    // What is laid out only where it is looked at has its place, and its size, a moment later.
    let frame = requestAnimationFrame(() => {
      look()
      frame = requestAnimationFrame(look)
    })
    return () => cancelAnimationFrame(frame)
  }, [start])

  if (text.blocks.length === 0) return <p className="text-muted">There is no text in this document.</p>
  return (
    <div
      ref={whole}
      dir="auto"
      className="mx-auto grid max-w-reading gap-8 font-serif text-[17px] leading-relaxed"
    >
      {[...parts].map(([label, blocks]) => (
        // A long book is laid out only where it is looked at.
        <section
          key={label}
          className="grid gap-3 [contain-intrinsic-size:auto_600px] [content-visibility:auto]"
          aria-label={label || undefined}
        >
          {label && <PartMark label={label} count={text.pageCount} />}
          {blocks.map(block => (
            <TextBlockView
              key={block.start}
              kind={block.kind}
              level={block.level}
              text={text.text.slice(block.start, block.end)}
              lit={litPart(block, start, end)}
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

/** The part of a block that is lit, in offsets of the block; null for none. */
function litPart(block: TextBlock, start: number | undefined, end: number | undefined) {
  if (start === undefined || end === undefined) return null
  const from = Math.max(start, block.start)
  const to = Math.min(end, block.end)
  return from < to ? { start: from - block.start, end: to - block.start } : null
}
