import Link from 'next/link'
import { buttonClass } from '#components/ui/button-class.ts'
import { Notice } from '#components/ui/notice.tsx'
import { isWorking } from '#lib/client/document-progress.ts'
import { countOf } from '#lib/client/format.ts'
import type { DocumentView } from '#lib/core/contract/documents.ts'

interface DocumentNoticesProps {
  botId: string
  documents: readonly DocumentView[]
}

/** Documents in which nothing can be found: not yet, or not at all. */
export function DocumentNotices({ botId, documents }: DocumentNoticesProps) {
  const working = documents.filter(isWorking)
  const failed = documents.filter(({ status }) => status === 'failed')
  if (working.length === 0 && failed.length === 0) return null
  return (
    <div className="grid gap-3">
      {working.length > 0 && (
        <Notice
          tone="calm"
          title={<Some documents={working} one="is still being prepared" many="are still being prepared" />}
          action={<ToKnowledge botId={botId}>See how far</ToKnowledge>}
        >
          As soon as that is done, the search looks there, too.
        </Notice>
      )}
      {failed.length > 0 && (
        <Notice
          tone="doubt"
          title={<Some documents={failed} one="could not be read" many="could not be read" />}
          action={<ToKnowledge botId={botId}>See why</ToKnowledge>}
        >
          Nothing that stands only there can be found.
        </Notice>
      )}
    </div>
  )
}

function Some({ documents, one, many }: { documents: readonly DocumentView[]; one: string; many: string }) {
  const [first] = documents
  if (documents.length > 1) return `${countOf(documents.length, 'document', 'documents')} ${many}.`
  return (
    <>
      <bdi>{first?.name}</bdi> {one}.
    </>
  )
}

function ToKnowledge({ botId, children }: { botId: string; children: string }) {
  return (
    <Link href={`/bots/${botId}/knowledge`} className={buttonClass('outlined')}>
      {children}
    </Link>
  )
}
