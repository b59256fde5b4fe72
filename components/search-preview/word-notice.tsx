import { Notice } from '#components/ui/notice.tsx'
import { wordsNote } from '#lib/client/search-preview-words.ts'
import type { SearchPreview } from '#lib/core/chat/search-preview-result.ts'

/** What the question's words tell about the documents, where they tell something. */
export function WordNotice({ result }: { result: SearchPreview }) {
  const note = wordsNote(result)
  if (!note) return null
  return (
    <Notice tone={note.tone} title={note.title}>
      {note.advice}
    </Notice>
  )
}
