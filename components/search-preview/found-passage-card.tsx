'use client'
import { BookOpen } from 'lucide-react'
import { useMemo, useState } from 'react'
import { MarkedText } from '#components/chat/marked-text.tsx'
import { excerptOf } from '#lib/client/excerpt.ts'
import { isRead } from '#lib/client/search-preview-words.ts'
import type { PreviewedPassage } from '#lib/core/chat/search-preview-result.ts'
import { PassageFateLine } from './passage-fate-line.tsx'
import { PassagePlace } from './passage-place.tsx'
import { ScoreBars } from './score-bars.tsx'

/** Of a passage that is read nearly all; of another one enough to see what it is about. */
const SHOWN = { read: 420, notRead: 200 }

interface FoundPassageCardProps {
  /** From 1, the best. */
  number: number
  passage: PreviewedPassage
  onOpen: () => void
}

/** What was found on the left; on the right, or below, how well it fits and what becomes of it. */
export function FoundPassageCard({ number, passage, onOpen }: FoundPassageCardProps) {
  const { documentName, text, marks } = passage
  const [whole, setWhole] = useState(false)
  const read = isRead(passage)
  const length = whole ? text.length : read ? SHOWN.read : SHOWN.notRead
  const excerpt = useMemo(() => excerptOf(text, marks.text, length), [text, marks.text, length])
  const cut = excerpt.cutBefore || excerpt.cutAfter
  const numberLook = read ? 'bg-tint text-accent' : 'bg-shade text-muted'

  return (
    <article
      aria-label={`Passage ${number}: ${documentName}`}
      className="wraps card grid grid-cols-1 md:grid-cols-[minmax(0,1fr)_13.5rem]"
    >
      <div className="grid min-w-0 grid-cols-1 content-start gap-2.5 p-4">
        <header className="flex items-start gap-2.5">
          <span
            aria-hidden
            className={`mt-px inline-flex h-5.5 min-w-5.5 shrink-0 items-center justify-center rounded-mark px-1 text-tiny font-semibold tabular-nums ${numberLook}`}
          >
            {number}
          </span>
          <PassagePlace passage={passage} />
        </header>
        <p dir="auto" className="max-w-reading font-serif text-answer whitespace-pre-line">
          <MarkedText excerpt={excerpt} />
        </p>
        <div className="flex flex-wrap items-center gap-x-5">
          <button type="button" onClick={onOpen} className={linkClass}>
            <BookOpen size={16} aria-hidden />
            Open in document
          </button>
          {(cut || whole) && (
            <button
              type="button"
              aria-expanded={whole}
              onClick={() => setWhole(!whole)}
              className={linkClass}
            >
              {whole ? 'Show less' : 'Show all of it'}
            </button>
          )}
        </div>
      </div>
      <div className="grid content-start gap-4 border-t border-line p-4 md:border-t-0 md:border-l">
        <PassageFateLine passage={passage} />
        <ScoreBars passage={passage} />
      </div>
    </article>
  )
}

const linkClass =
  'inline-flex min-h-8 touchable w-fit items-center gap-1.5 text-small font-medium text-accent hover:underline'
