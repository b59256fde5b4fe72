import { Fragment } from 'react'
import type { Source } from '#lib/core/chat/answer-event.ts'
import type { AnswerInline } from '#lib/core/chat/answer-inline.ts'
import { placeInDocument } from '#lib/core/documents/place.ts'

interface AnswerInlinesProps {
  pieces: readonly AnswerInline[]
  sources: readonly Source[]
  onCite: (n: number) => void
}

export function AnswerInlines({ pieces, ...rest }: AnswerInlinesProps) {
  return pieces.map((piece, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces are only ever added at the end
    <Fragment key={at}>
      <Inline piece={piece} {...rest} />
    </Fragment>
  ))
}

function Inline({ piece, ...rest }: { piece: AnswerInline } & Omit<AnswerInlinesProps, 'pieces'>) {
  switch (piece.type) {
    case 'text':
      return piece.text
    case 'strong':
      return (
        <strong className="font-semibold">
          <AnswerInlines pieces={piece.children} {...rest} />
        </strong>
      )
    case 'emphasis':
      return (
        <em>
          <AnswerInlines pieces={piece.children} {...rest} />
        </em>
      )
    case 'code':
      return <code className="rounded-mark bg-shade px-1 py-0.5 font-mono text-[0.9em]">{piece.text}</code>
    case 'link':
      return (
        <a
          href={piece.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="text-accent underline underline-offset-2"
        >
          {piece.text}
        </a>
      )
    case 'break':
      return <br />
    case 'citation':
      return <Citation n={piece.n} {...rest} />
  }
}

/** The small square with a number: a tap lights the place. */
function Citation({ n, sources, onCite }: { n: number } & Omit<AnswerInlinesProps, 'pieces'>) {
  const source = sources.find(source => source.n === n)
  const place = source && placeInDocument(source.place, source.documentName)
  return (
    <button
      type="button"
      onClick={() => onCite(n)}
      aria-label={`Source ${n}${source ? `: ${source.documentName}${place ? `, ${place}` : ''}` : ''}`}
      title={source && (place ? `${source.documentName} · ${place}` : source.documentName)}
      className="relative mx-0.5 inline-flex h-[1.35em] min-w-[1.35em] -translate-y-px items-center justify-center rounded-mark bg-tint px-1 align-middle text-[0.7em] font-semibold text-accent tabular-nums transition-colors after:absolute after:-inset-1.5 hover:bg-accent hover:text-on-accent"
    >
      {n}
    </button>
  )
}
