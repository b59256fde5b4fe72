import { markedPieces } from '#lib/client/marked-pieces.ts'
import type { Span } from '#lib/core/documents/sentences.ts'
import type { ShownBlock } from './text-rows.tsx'

/** A block of a document; a line beside it says that it is of the passage. */
export function TextBlockView({ block, text, place, lit }: ShownBlock) {
  const shown = <BlockText block={block} text={text} marks={place ?? []} />
  if (!place) return shown
  return (
    <div
      data-lit={lit || undefined}
      className="in-place relative scroll-mt-6 before:absolute before:inset-y-0 before:-start-3 before:w-0.5 before:bg-accent/40 [.in-place+&]:before:-top-3"
    >
      {shown}
    </div>
  )
}

function BlockText({
  block: { kind, level },
  text,
  marks,
}: Pick<ShownBlock, 'block' | 'text'> & { marks: readonly Span[] }) {
  const content = markedPieces(text, marks).map(({ start, text, marked }) =>
    marked ? (
      <mark key={start} data-lit>
        {text}
      </mark>
    ) : (
      text
    ),
  )
  if (kind === 'heading') {
    return (
      <h3 className={`font-medium ${level === 1 ? 'text-[22px] leading-snug' : 'pt-1 text-subtitle'}`}>
        {content}
      </h3>
    )
  }
  if (kind === 'code') {
    return <pre className="overflow-x-auto rounded-control bg-shade p-3 font-mono text-small">{content}</pre>
  }
  if (kind === 'list-item')
    return <p className="ms-4 border-s-2 border-line ps-3 whitespace-pre-line">{content}</p>
  return <p className="whitespace-pre-line">{content}</p>
}
