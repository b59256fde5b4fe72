'use client'
import { useQueryClient } from '@tanstack/react-query'
import { BookOpen, EllipsisVertical, Pencil, RefreshCw, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { Menu } from '#components/ui/menu.tsx'
import { menuItemClass } from '#components/ui/menu-item-class.ts'
import { describeProblem } from '#lib/client/api-problem.ts'
import { isReady } from '#lib/client/document-progress.ts'
import { deleteDocument } from '#lib/client/documents-api.ts'
import type { DocumentView } from '#lib/core/contract/documents.ts'
import { documentsKey } from './document-queries.ts'
import { FilePicker, type PickFiles } from './file-picker.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import { useUploads } from './uploads-context.ts'

interface DocumentMenuProps {
  botId: string
  document: DocumentView
  onOpen: () => void
}

export function DocumentMenu({ botId, document, onOpen }: DocumentMenuProps) {
  const queries = useQueryClient()
  const { add } = useUploads()
  const pick = useRef<PickFiles>(null)
  const [renaming, setRenaming] = useState(false)
  const [deleting, setDeleting] = useState(false)
  const ready = isReady(document)

  return (
    <>
      <Menu
        label={`More for ${document.name}`}
        buttonClass="inline-flex size-9 items-center justify-center rounded-control text-muted hover:bg-shade hover:text-ink pointer-coarse:size-11"
        button={<EllipsisVertical size={18} aria-hidden />}
      >
        {ready && (
          <button type="button" onClick={onOpen} className={menuItemClass}>
            <BookOpen size={18} aria-hidden />
            Open text
          </button>
        )}
        {ready && (
          <button type="button" onClick={() => setRenaming(true)} className={menuItemClass}>
            <Pencil size={18} aria-hidden />
            Rename
          </button>
        )}
        {ready && (
          <button type="button" onClick={() => pick.current?.()} className={menuItemClass}>
            <RefreshCw size={18} aria-hidden />
            Replace with a new version
          </button>
        )}
        <button
          type="button"
          onClick={() => setDeleting(true)}
          className={`${menuItemClass} text-bad [&>svg]:text-bad`}
        >
          <Trash2 size={18} aria-hidden />
          Delete
        </button>
      </Menu>
      <FilePicker pick={pick} multiple={false} onFiles={files => add(files, document.id)} />
      <RenameDialog botId={botId} document={document} open={renaming} onClose={() => setRenaming(false)} />
      <ConfirmDialog
        open={deleting}
        onClose={() => setDeleting(false)}
        title="Delete this document?"
        action="Delete"
        describeFailure={describeProblem}
        onConfirm={async () => {
          await deleteDocument(botId, document.id)
          await queries.invalidateQueries({ queryKey: documentsKey(botId) })
        }}
      >
        <p>
          <bdi className="font-semibold text-ink">{document.name}</bdi> goes, and the guide no longer answers
          from it. This cannot be undone; you can add the file again.
        </p>
      </ConfirmDialog>
    </>
  )
}
