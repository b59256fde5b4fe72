'use client'
import { Dialog } from '#components/ui/dialog.tsx'
import { FailurePanel } from '#components/ui/failure-panel.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { describeProblem } from '#lib/client/api-problem.ts'
import type { DocumentPlace } from '#lib/client/document-place.ts'
import { useDocumentText } from './document-queries.ts'
import { DocumentText } from './document-text.tsx'

export interface TextTarget {
  documentId: string
  name: string
  /** Where to open it; at its beginning where there is none. */
  place?: DocumentPlace
}

interface DocumentTextDialogProps {
  botId: string
  target: TextTarget | null
  onClose: () => void
}

/** What the guide has read of a document, page by page. */
export function DocumentTextDialog({ botId, target, onClose }: DocumentTextDialogProps) {
  const text = useDocumentText(botId, target?.documentId ?? null)
  return (
    <Dialog
      open={target !== null}
      onClose={onClose}
      shape="reading"
      title={<bdi className="line-clamp-2">{target?.name}</bdi>}
    >
      {text.isError ? (
        <FailurePanel
          {...describeProblem(text.error)}
          onRetry={() => text.refetch()}
          busy={text.isFetching}
        />
      ) : text.data ? (
        <DocumentText text={text.data} place={target?.place} />
      ) : (
        <div role="status" aria-label="Loading the text" className="grid gap-3">
          {['w-1/3', 'w-full', 'w-11/12', 'w-2/3', 'w-5/6', 'w-3/4'].map(width => (
            <Skeleton key={width} className={`h-4 ${width}`} />
          ))}
        </div>
      )}
    </Dialog>
  )
}
