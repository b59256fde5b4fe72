'use client'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { countOf } from '#lib/client/format.ts'
import { isRead, searchSummary } from '#lib/client/search-preview-words.ts'
import type { PreviewedPassage, SearchPreview } from '#lib/core/chat/search-preview-result.ts'
import { FoundPassageCard } from './found-passage-card.tsx'
import { HowToRead } from './how-to-read.tsx'
import { NothingFound } from './nothing-found.tsx'
import { WordNotice } from './word-notice.tsx'

/** The rest is unfolded: passages far down and not read are rarely what an owner looks for. */
const SHOWN = 10

interface SearchResultsProps {
  botId: string
  result: SearchPreview
  /** Of the question before: the next result is on its way. */
  stale: boolean
  onOpen: (passage: PreviewedPassage) => void
}

export function SearchResults({ botId, result, stale, onOpen }: SearchResultsProps) {
  const { passages } = result
  const [all, setAll] = useState(false)
  const shown = all ? passages : passages.slice(0, Math.max(SHOWN, passages.findLastIndex(isRead) + 1))
  const others = passages.length - shown.length
  return (
    <section
      aria-label="What was found"
      aria-busy={stale}
      className={`grid grid-cols-1 gap-4 transition-opacity ${stale ? 'opacity-50' : ''}`}
    >
      <p role="status" className="text-small text-muted tabular-nums">
        {stale ? 'Searching' : searchSummary(result)}
      </p>
      {result.searched && !stale && (
        <p className="text-small text-muted">
          Searched for <em className="text-ink">{result.searched}</em>
        </p>
      )}
      {passages.length === 0 ? (
        <NothingFound botId={botId} />
      ) : (
        <>
          <WordNotice result={result} />
          <ol className="grid grid-cols-1 gap-3" aria-label="Passages, best first">
            {shown.map((passage, at) => (
              <li
                key={`${passage.documentId} ${passage.ordinal}`}
                id={`passage-${at + 1}`}
                className="scroll-mt-18 md:scroll-mt-4"
              >
                <FoundPassageCard number={at + 1} passage={passage} onOpen={() => onOpen(passage)} />
              </li>
            ))}
          </ol>
          {others > 0 && (
            <Button onClick={() => setAll(true)} className="justify-self-start">
              Show {countOf(others, 'more passage', 'more passages')}
            </Button>
          )}
          <div className="mt-2 border-t border-line pt-5">
            <HowToRead />
          </div>
        </>
      )}
    </section>
  )
}
