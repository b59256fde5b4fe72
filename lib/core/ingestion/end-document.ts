import { type Document, workingStatuses } from '../documents/document.ts'
import type { DocumentKey, DocumentStore } from '../documents/ports.ts'
import type { PassageStore } from '../retrieval/ports.ts'

export interface EndDeps {
  documents: Pick<DocumentStore, 'advance'>
  passages: Pick<PassageStore, 'deleteOfDocument'>
}

/** Ends the work on a document with a reason its owner can act on, unless somebody else has taken it on. */
export async function failDocument(
  deps: EndDeps,
  document: Pick<Document, 'botId' | 'id' | 'attempts'>,
  failure: NonNullable<Document['failure']>,
): Promise<void> {
  const failed = await deps.documents.advance(
    document,
    { from: workingStatuses, attempt: document.attempts },
    { status: 'failed', failure, progress: null },
  )
  if (failed) await deps.passages.deleteOfDocument(document.botId, document.id)
}

/** Ends the work on a document that nobody could finish; its owner may start it again. */
export async function giveUpDocument(
  deps: EndDeps & { documents: Pick<DocumentStore, 'get'> },
  { botId, id }: DocumentKey,
): Promise<void> {
  const document = await deps.documents.get(botId, id)
  if (!document || !workingStatuses.includes(document.status)) return
  await failDocument(deps, document, {
    reason: 'We could not finish preparing this document. Your file is kept.',
    nextStep: 'Try again in a few minutes.',
    retryable: true,
  })
}
