'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { BookOpen, CircleAlert, CircleCheck, FileText, TriangleAlert } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { ProgressBar } from '#components/ui/progress-bar.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { describeProblem } from '#lib/client/api-problem.ts'
import { type DocumentProgress, documentProgress, missingNotes } from '#lib/client/document-progress.ts'
import { retryDocument } from '#lib/client/documents-api.ts'
import type { DocumentView } from '#lib/core/contract/documents.ts'
import { DocumentMenu } from './document-menu.tsx'
import { documentsKey } from './document-queries.ts'
import { RowFrame } from './row-frame.tsx'

interface DocumentRowProps {
  botId: string
  document: DocumentView
  onOpen: () => void
  /** It takes another's place as soon as it is ready. */
  replacing: boolean
  /** Another is on its way to take its place. */
  beingReplaced: boolean
  /** How many others have its name. */
  namesakes: number
}

export function DocumentRow(props: DocumentRowProps) {
  const { botId, document, onOpen, replacing, beingReplaced, namesakes } = props
  const queries = useQueryClient()
  const again = useMutation({
    mutationFn: () => retryDocument(botId, document.id),
    onSettled: () => queries.invalidateQueries({ queryKey: documentsKey(botId) }),
  })
  const progress = documentProgress(document)
  const readable = progress.state === 'ready' || progress.state === 'partly'
  const missing = missingNotes(document)

  return (
    <RowFrame
      wordy={progress.state === 'failed'}
      icon={<StateIcon state={progress.state} />}
      name={
        readable ? (
          <button
            type="button"
            onClick={onOpen}
            title={document.name}
            className="max-w-full truncate hover:underline"
          >
            <bdi>{document.name}</bdi>
          </button>
        ) : (
          <bdi title={document.name}>{document.name}</bdi>
        )
      }
      bar={
        progress.part !== null && (
          <ProgressBar label={`${document.name}: ${progress.words}`} value={progress.part} />
        )
      }
      actions={
        <>
          {document.failure?.retryable && progress.state === 'failed' && (
            <Button onClick={() => again.mutate()} busy={again.isPending}>
              Try again
            </Button>
          )}
          {readable && (
            <Button look="plain" onClick={onOpen} className="text-muted max-sm:hidden">
              <BookOpen size={18} aria-hidden />
              Open text
            </Button>
          )}
          {progress.state !== 'deleting' && (
            <DocumentMenu botId={botId} document={document} onOpen={onOpen} />
          )}
        </>
      }
    >
      {progress.state === 'failed' ? (
        <p className="text-small text-muted">
          <span className="text-bad">{progress.words}</span> {document.failure?.nextStep}
        </p>
      ) : (
        <p className="flex gap-x-1 text-small text-muted tabular-nums">
          <span className="shrink-0">{progress.words}</span>
          {document.fileName !== document.name && <FileDetail name={document.fileName} />}
        </p>
      )}
      {readable &&
        missing.map(note => (
          <p key={note} className="text-small text-doubt">
            {note}
          </p>
        ))}
      {replacing && !readable && progress.state === 'working' && (
        <p className="text-tiny text-muted">The present version stays in use until this one is ready.</p>
      )}
      {beingReplaced && <p className="text-tiny text-muted">In use until the new version is ready.</p>}
      {namesakes > 0 && !replacing && !beingReplaced && (
        <p className="text-tiny text-muted">
          {namesakes === 1 ? 'Another document has' : `${namesakes} other documents have`} the same name.
        </p>
      )}
      {again.isError && (
        <p role="alert" className="text-small text-bad">
          {describeProblem(again.error).message} {describeProblem(again.error).nextStep}
        </p>
      )}
    </RowFrame>
  )
}

/** On the line that is there already: a document gets its title while it is being read, and nothing moves. */
function FileDetail({ name }: { name: string }) {
  return (
    <span className="min-w-0 truncate" title={name}>
      <span aria-hidden>· </span>
      <span className="sr-only">, file </span>
      <bdi>{name}</bdi>
    </span>
  )
}

function StateIcon({ state }: { state: DocumentProgress['state'] }) {
  if (state === 'ready') return <CircleCheck size={18} className="text-ok" />
  if (state === 'partly') return <TriangleAlert size={18} className="text-doubt" />
  if (state === 'failed') return <CircleAlert size={18} className="text-bad" />
  if (state === 'deleting') return <FileText size={18} />
  return <Spinner size={18} />
}
