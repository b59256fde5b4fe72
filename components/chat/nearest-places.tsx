'use client'
import { ArrowUpRight } from 'lucide-react'
import { useId } from 'react'
import type { NearestPlace } from '#lib/client/nearest-places.ts'
import { linesOfQuote } from '#lib/core/quotes/lines-of-quote.ts'
import type { ShowSource } from './show-source.ts'

interface NearestPlacesProps {
  nearest: readonly NearestPlace[]
  /** The question's words that stand in none of the documents. */
  unknown: readonly string[]
  onShow: ShowSource
}

/** What comes nearest where nothing answers, as one knows it from search results: a link, and under it what stands there. */
export function NearestPlaces({ nearest, unknown, onShow }: NearestPlacesProps) {
  return (
    <div className="grid grid-cols-1 gap-1 text-small">
      <p className="text-muted">{unknown.length > 0 && `${notAnywhere(unknown)} `}Nearest places:</p>
      <ul aria-label="Nearest places" className="grid grid-cols-1 gap-2">
        {nearest.map(place => (
          <PlaceItem
            key={`${place.quote.source} ${place.quote.start}`}
            {...place}
            onShow={() => onShow(place.quote.source, linesOfQuote(place.quote))}
          />
        ))}
      </ul>
    </div>
  )
}

function notAnywhere(words: readonly string[]): string {
  const quoted = words.map(word => `“${word}”`)
  const last = quoted.pop()!
  const listed = quoted.length > 0 ? `${quoted.join(', ')} and ${last} are` : `${last} is`
  return `${listed} in none of your documents.`
}

/** A finger may tap the words as well; a mouse may select them. */
function PlaceItem({ source, place, line, onShow }: NearestPlace & { onShow: () => void }) {
  const lineId = useId()
  return (
    <li className="relative">
      <button
        type="button"
        onClick={onShow}
        aria-describedby={lineId}
        className="inline-flex min-h-8 items-center gap-1.5 text-start font-medium text-accent hover:underline pointer-coarse:after:absolute pointer-coarse:after:inset-0"
      >
        <ArrowUpRight size={16} aria-hidden className="shrink-0" />
        <bdi>{[source.documentName, place].filter(Boolean).join(' · ')}</bdi>
      </button>
      <div className="ps-5.5">
        <p
          id={lineId}
          dir="auto"
          className="line-clamp-3 font-serif text-body whitespace-pre-line text-muted"
        >
          {line}
        </p>
      </div>
    </li>
  )
}
