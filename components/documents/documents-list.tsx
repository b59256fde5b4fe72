'use client'
import type { DocumentView } from '#lib/core/contract/documents.ts'
import { DocumentRow } from './document-row.tsx'
import { UploadRow } from './upload-row.tsx'
import { useUploads } from './uploads-context.ts'

interface DocumentsListProps {
  botId: string
  /** Newest first. */
  documents: readonly DocumentView[]
  onOpen: (document: DocumentView) => void
}

/**
 * What is on its way from this computer, then what is here; both newest first, so that a row stays where it
 * is when its file arrives.
 */
export function DocumentsList({ botId, documents, onOpen }: DocumentsListProps) {
  const { queue } = useUploads()
  // A document that is still being sent has its row among the uploads.
  const sending = new Set(queue.map(({ documentId }) => documentId))
  const here = documents.filter(({ id }) => !sending.has(id))
  const names = new Map(documents.map(({ id, name }) => [id, name]))
  const replacedBy = new Map(here.flatMap(({ id, replaces }) => (replaces ? [[replaces, id] as const] : [])))
  const sameName = Map.groupBy(here, ({ name }) => name)

  if (here.length === 0 && queue.length === 0) return null
  return (
    <ul className="card divide-y divide-line" aria-label="Documents">
      {queue.toReversed().map(upload => (
        <UploadRow
          key={upload.key}
          upload={upload}
          replacedName={upload.replaces ? (names.get(upload.replaces) ?? null) : null}
        />
      ))}
      {here.map(document => (
        <DocumentRow
          key={document.id}
          botId={botId}
          document={document}
          onOpen={() => onOpen(document)}
          replacing={document.replaces !== null && names.has(document.replaces)}
          beingReplaced={replacedBy.has(document.id)}
          namesakes={(sameName.get(document.name)?.length ?? 1) - 1}
        />
      ))}
    </ul>
  )
}
