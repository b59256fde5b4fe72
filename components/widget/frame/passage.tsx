/** @jsxImportSource preact */
import { useEffect, useRef } from 'preact/hooks'
import type { Source } from '../../../lib/core/chat/answer-event.ts'
import { exactPlace } from '../../../lib/core/chat/exact-place.ts'
import { markPassage } from '../../../lib/core/chat/mark-passage.ts'
import { describePlace } from '../../../lib/core/documents/place.ts'
import { Icon } from './icon.tsx'
import { documentLabel } from './place-label.ts'

/** The place in the document that a number stands for, with what the answer says marked in it. */
export function PassageDialog({
  source,
  sentence,
  onClose,
}: {
  source: Source
  sentence: string
  onClose: () => void
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    // A modal dialog brings Esc, the focus there and back, and an inert chat behind it.
    dialog.current!.showModal()
    dialog.current!.querySelector('mark')?.scrollIntoView({ block: 'center' })
  }, [])
  const exact = exactPlace(source, [sentence])
  const place = describePlace(exact)
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
          <span class="number">{source.n}</span>
          {documentLabel(source.documentName)}
        </h2>
        {place && <p class="place">{place}</p>}
        <p class="quote">{marked(source.text, sentence)}</p>
      </section>
    </dialog>
  )
}

function marked(text: string, sentence: string) {
  const parts = []
  let at = 0
  for (const { start, end } of markPassage(text, sentence)) {
    parts.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>)
    at = end
  }
  return [...parts, text.slice(at)]
}
