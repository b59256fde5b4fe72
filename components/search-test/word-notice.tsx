import { Notice } from '#components/ui/notice.tsx'
import { wordsNote } from '#lib/client/search-test-words.ts'
import type { SearchTest } from '#lib/core/retrieval/search-test-result.ts'

/** What the question's words tell about the documents, where they tell something. */
export function WordNotice({ result }: { result: SearchTest }) {
  const note = wordsNote(result)
  if (!note) return null
  return (
    <Notice tone={note.tone} title={note.title}>
      {note.advice}
    </Notice>
  )
}
