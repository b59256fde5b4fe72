'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { describeProblem } from '#lib/client/api-problem.ts'
import { renameDocument } from '#lib/client/documents-api.ts'
import type { DocumentView } from '#lib/core/contract/documents.ts'
import { safeTitle } from '#lib/core/documents/file-name.ts'
import { documentsKey } from './document-queries.ts'

interface RenameDialogProps {
  botId: string
  document: DocumentView
  open: boolean
  onClose: () => void
}

/** What visitors read above a passage of the document, and what it can be found by. */
export function RenameDialog(props: RenameDialogProps) {
  return (
    <Dialog open={props.open} onClose={props.onClose} title="Rename this document">
      <RenameForm {...props} />
    </Dialog>
  )
}

function RenameForm({ botId, document, onClose }: RenameDialogProps) {
  const queries = useQueryClient()
  const [name, setName] = useState(document.name)
  const [missing, setMissing] = useState(false)
  const rename = useMutation({
    mutationFn: () => renameDocument(botId, document.id, name),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: documentsKey(botId) })
      onClose()
    },
  })
  const problem = rename.isError && describeProblem(rename.error)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (rename.isPending) return
    if (safeTitle(name) === '') setMissing(true)
    else rename.mutate()
  }

  return (
    <form onSubmit={submit} className="grid gap-4" noValidate>
      <TextField
        label="Name"
        value={name}
        onChange={value => {
          setName(value)
          setMissing(false)
        }}
        hint={
          <>
            Visitors see it with every passage, and it helps to find the document. The file stays{' '}
            <bdi className="[overflow-wrap:anywhere]">{document.fileName}</bdi>.
          </>
        }
        error={missing ? 'Give the document a name.' : undefined}
        autoComplete="off"
        data-focus-first
      />
      {problem && (
        <Notice tone="bad" title={problem.message}>
          {problem.nextStep}
        </Notice>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="plain" onClick={onClose}>
          Cancel
        </Button>
        <Button look="primary" type="submit" busy={rename.isPending}>
          Rename
        </Button>
      </div>
    </form>
  )
}
