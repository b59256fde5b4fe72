import Link from 'next/link'
import { buttonClass } from '#components/ui/button-class.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { documentProgress, isWorking } from '#lib/client/document-progress.ts'
import type { DocumentView } from '#lib/core/contract/documents.ts'
import { FoundPicture } from './found-picture.tsx'
import { SearchPreviewHeading } from './search-preview-heading.tsx'

interface SearchPreviewEmptyProps {
  botId: string
  documents: readonly DocumentView[]
}

/** Before any document is ready there is nothing to search. */
export function SearchPreviewEmpty({ botId, documents }: SearchPreviewEmptyProps) {
  const working = documents.find(isWorking)
  return (
    <div className="w-full max-w-5xl px-5 py-6 sm:px-8 md:py-5">
      <SearchPreviewHeading />
      <EmptyState
        title={working ? 'Almost there' : 'There is nothing to search yet'}
        picture={<FoundPicture />}
        action={
          <Link href={`/bots/${botId}/knowledge`} className={buttonClass(working ? 'outlined' : 'primary')}>
            {working ? 'See how far it is' : documents.length ? 'See your documents' : 'Add documents'}
          </Link>
        }
      >
        {working ? (
          <p role="status">
            <bdi>{working.name}</bdi>: {documentProgress(working).words}. You can search as soon as it is
            ready.
          </p>
        ) : documents.length ? (
          <p>None of your documents could be read. See why, and add them again.</p>
        ) : (
          <p>Add a document first. Then type a question here and see which passages are found for it.</p>
        )}
      </EmptyState>
    </div>
  )
}
