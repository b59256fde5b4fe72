'use client'
import { listRows } from '#lib/client/list-rows.ts'
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

export function DocumentsList({ botId, documents, onOpen }: DocumentsListProps) {
  const { queue } = useUploads()
  const rows = listRows(documents, queue)
  const names = new Map(documents.map(({ id, name }) => [id, name]))
  const replaced = new Set(documents.map(({ replaces }) => replaces))
  const sameName = Map.groupBy(documents, ({ name }) => name)

  if (rows.length === 0) return null
  return (
    <ul className="card divide-y divide-line" aria-label="Documents">
      {rows.map(row =>
        'upload' in row ? (
          <UploadRow
            key={row.upload.key}
            upload={row.upload}
            replacedName={row.upload.replaces ? (names.get(row.upload.replaces) ?? null) : null}
          />
        ) : (
          <DocumentRow
            key={row.document.id}
            botId={botId}
            document={row.document}
            onOpen={() => onOpen(row.document)}
            replacing={row.document.replaces !== null && names.has(row.document.replaces)}
            beingReplaced={replaced.has(row.document.id)}
            namesakes={(sameName.get(row.document.name)?.length ?? 1) - 1}
          />
        ),
      )}
    </ul>
  )
}
