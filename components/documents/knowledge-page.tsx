'use client'
import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { FailurePanel } from '#components/ui/failure-panel.tsx'
import { PageHeading } from '#components/ui/page-heading.tsx'
import { describeProblem } from '#lib/client/api-problem.ts'
import { shownCounts } from '#lib/client/document-counts.ts'
import type { DocumentView } from '#lib/core/contract/documents.ts'
import { useDocuments } from './document-queries.ts'
import { DocumentTextDialog } from './document-text-dialog.tsx'
import { DocumentsList } from './documents-list.tsx'
import { DocumentsSkeleton } from './documents-skeleton.tsx'
import { DocumentsSummary } from './documents-summary.tsx'
import { DropInvitation } from './drop-invitation.tsx'
import { DropZone } from './drop-zone.tsx'
import { FilePicker, type PickFiles } from './file-picker.tsx'
import { ReadyNudge } from './ready-nudge.tsx'
import { UndecidedNotice } from './undecided-notice.tsx'
import { useUploads } from './uploads-context.ts'

/** The guide's documents: adding them, watching them become ready, and looking after them. */
export function KnowledgePage({ botId }: { botId: string }) {
  const documents = useDocuments(botId)
  const uploads = useUploads()
  const pick = useRef<PickFiles>(null)
  const top = useRef<HTMLDivElement>(null)
  const [opened, setOpened] = useState<DocumentView | null>(null)
  const list = documents.data ?? []
  const empty = documents.isSuccess && list.length === 0 && uploads.queue.length === 0

  /** New rows stand at the top of the list: there their owner sees what becomes of them. */
  function add(files: File[]) {
    uploads.add(files)
    top.current?.scrollIntoView({ block: 'nearest' })
  }

  return (
    <DropZone onFiles={add}>
      <div className="grid w-full max-w-4xl grid-cols-1 gap-6 px-5 py-6 sm:px-8 md:py-5">
        <PageHeading
          title="Knowledge"
          action={
            !empty && (
              <Button look="primary" onClick={() => pick.current?.()}>
                <Plus size={18} aria-hidden />
                Add documents
              </Button>
            )
          }
        >
          Your guide answers from these documents and from nothing else.
        </PageHeading>
        <FilePicker pick={pick} onFiles={add} />

        {documents.isError && (
          <FailurePanel
            {...describeProblem(documents.error)}
            onRetry={() => documents.refetch()}
            busy={documents.isFetching}
          />
        )}
        {documents.isPending ? (
          <DocumentsSkeleton />
        ) : (
          <>
            <DropInvitation large={empty} onPick={() => pick.current?.()} />
            <ReadyNudge botId={botId} documents={list} />
            <div ref={top} className="grid scroll-mt-16 grid-cols-1 gap-6 empty:hidden">
              <UndecidedNotice />
              <DocumentsSummary counts={shownCounts(list, uploads.queue)} />
            </div>
            <DocumentsList botId={botId} documents={list} onOpen={setOpened} />
          </>
        )}
      </div>
      <DocumentTextDialog
        botId={botId}
        target={opened && { documentId: opened.id, name: opened.name }}
        onClose={() => setOpened(null)}
      />
    </DropZone>
  )
}
