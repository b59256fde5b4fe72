'use client'
import { BookOpen } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { excerptOf } from '#lib/client/excerpt.ts'
import type { Source } from '#lib/core/chat/answer-event.ts'
import { exactPlace } from '#lib/core/chat/exact-place.ts'
import { markPassage } from '#lib/core/chat/mark-passage.ts'
import { placeInDocument } from '#lib/core/documents/place.ts'
import { MarkedText } from './marked-text.tsx'

interface SourceCardProps {
  source: Source
  /** Of the answer: those that cite this source decide what is marked. */
  sentences: readonly string[]
  /** The wish that this one be shown, where there was one: it comes into view with each. */
  lit: object | null
  onOpen: () => void
}

export function SourceCard({ source, sentences, lit, onOpen }: SourceCardProps) {
  const card = useRef<HTMLElement>(null)
  const { n, documentName, text } = source
  const marks = sentences.flatMap(sentence => markPassage(text, sentence))
  const excerpt = excerptOf(text, marks)
  const place = exactPlace(source, sentences)

  useEffect(() => {
    if (lit) card.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' })
  }, [lit])

  return (
    <article
      ref={card}
      aria-label={n === null ? `Looked at: ${documentName}` : `Source ${n}: ${documentName}`}
      data-lit={lit !== null || undefined}
      className="wraps card grid scroll-m-4 grid-cols-1 gap-2.5 p-4 transition-[border-color,box-shadow] data-lit:border-accent data-lit:ring-1 data-lit:ring-accent"
    >
      <header className="flex items-start gap-2.5">
        {n !== null && (
          <span
            aria-hidden
            className="mt-px inline-flex size-5.5 shrink-0 items-center justify-center rounded-mark bg-tint text-tiny font-semibold text-accent tabular-nums"
          >
            {n}
          </span>
        )}
        <div className="min-w-0">
          <h3 className="truncate text-[14px] font-semibold" title={documentName}>
            <bdi>{documentName}</bdi>
          </h3>
          <p className="text-tiny text-muted">{placeInDocument(place, documentName) || 'In the text'}</p>
        </div>
      </header>
      <p dir="auto" className="font-serif text-answer whitespace-pre-line">
        <MarkedText excerpt={excerpt} />
      </p>
      <button
        type="button"
        onClick={onOpen}
        className="inline-flex min-h-8 touchable w-fit items-center gap-1.5 text-small font-medium text-accent hover:underline"
      >
        <BookOpen size={16} aria-hidden />
        Open in document
      </button>
    </article>
  )
}
