import Link from 'next/link'
import { buttonClass } from '#components/ui/button-class.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { PageHeading } from '#components/ui/page-heading.tsx'
import { documentProgress, isWorking } from '#lib/client/document-progress.ts'
import type { DocumentView } from '#lib/core/contract/documents.ts'

interface TryEmptyProps {
  botId: string
  documents: readonly DocumentView[]
}

/** Before any document is ready there is nothing to answer from. */
export function TryEmpty({ botId, documents }: TryEmptyProps) {
  const working = documents.find(isWorking)
  return (
    <div className="px-5 py-6 sm:px-8 md:py-5">
      <PageHeading title="Try it" />
      <EmptyState
        title={working ? 'Almost there' : 'Your guide has nothing to answer from yet'}
        action={
          <Link href={`/bots/${botId}/knowledge`} className={buttonClass(working ? 'outlined' : 'primary')}>
            {working ? 'See how far it is' : 'Add documents'}
          </Link>
        }
      >
        {working ? (
          <p role="status">
            <bdi>{working.name}</bdi>: {documentProgress(working).words}. You can ask as soon as it is ready.
          </p>
        ) : (
          <p>
            Add a document first. Then ask here what your visitors will ask, and see where each answer comes
            from.
          </p>
        )}
      </EmptyState>
    </div>
  )
}
