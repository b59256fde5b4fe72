/** @jsxImportSource preact */
import { useEffect, useRef } from 'preact/hooks'
import { markedPieces } from '../../../lib/client/marked-pieces.ts'
import type { Source } from '../../../lib/core/chat/answer-event.ts'
import { exactPlace } from '../../../lib/core/chat/exact-place.ts'
import { markPassage } from '../../../lib/core/chat/mark-passage.ts'
import { placeInDocument } from '../../../lib/core/documents/place.ts'
import { documentLabel } from './document-label.ts'
import { openLayer } from './frame-layers.ts'
import { Icon } from './icon.tsx'

/** The place in the document that a number stands for, with what the answer says marked in it. */
export function PassageDialog({
  source,
  sentences,
  onClose,
}: {
  source: Source
  sentences: readonly string[]
  onClose: () => void
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    // A modal dialog brings Esc, the focus there and back, and an inert chat behind it.
    dialog.current!.showModal()
    dialog.current!.querySelector('mark')?.scrollIntoView({ block: 'center' })
    return openLayer(() => dialog.current?.close())
  }, [])
  const place = placeInDocument(exactPlace(source, sentences), source.documentName)
  const marks = sentences.flatMap(sentence => markPassage(source.text, sentence))
  return (
    <dialog
      ref={dialog}
      class="passage"
      aria-labelledby="passage-title"
      onClose={onClose}
      onKeyDown={event => {
        // Esc leaves the passage, not the chat.
        if (event.key === 'Escape') event.stopPropagation()
      }}
    >
      <header>
        <button type="button" class="plain" onClick={() => dialog.current!.close()}>
          <Icon name="back" />
          Back
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="text" aria-label="Passage" tabIndex={0}>
        <h2 id="passage-title">
          {source.n !== null && <span class="number">{source.n}</span>}
          {documentLabel(source.documentName)}
        </h2>
        {place && <p class="place">{place}</p>}
        <p class="excerpt">
          {markedPieces(source.text, marks).map(({ start, text, marked }) =>
            marked ? <mark key={start}>{text}</mark> : text,
          )}
        </p>
      </section>
    </dialog>
  )
}
