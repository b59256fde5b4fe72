import type { Caller } from '../bots/caller.ts'
import type { BotStore } from '../bots/ports.ts'
import type { Clock } from '../clock.ts'
import { documentNotFound, loadDocument } from '../documents/load-document.ts'
import type { DocumentStore, FileStore, OwnedDocumentKey } from '../documents/ports.ts'
import { textKey, uploadPrefix } from '../documents/storage-keys.ts'
import type { KnowledgeIndex } from '../retrieval/ports.ts'

export interface DocumentRemovalDeps {
  documents: Pick<DocumentStore, 'delete'>
  index: Pick<KnowledgeIndex, 'remove'>
  files: Pick<FileStore, 'deletePrefix'>
}

/** The very next question no longer finds it. Throws `not-found` where somebody deleted it first. */
export async function deleteDocument(
  deps: DocumentRemovalDeps & {
    bots: Pick<BotStore, 'get'>
    documents: Pick<DocumentStore, 'get' | 'withdraw'>
    clock: Clock
  },
  caller: Caller,
  botId: string,
  documentId: string,
): Promise<void> {
  const document = await loadDocument(deps, caller, botId, documentId, 'write')
  const withdrawn = await deps.documents.withdraw(document, new Date(deps.clock()).toISOString())
  if (!withdrawn) throw documentNotFound()
  await removeWhatDocumentOwns(deps, withdrawn)
}

/** Safe to repeat from any point: the document's own item goes last. */
export async function removeWhatDocumentOwns(
  deps: DocumentRemovalDeps,
  document: OwnedDocumentKey,
): Promise<void> {
  await deps.index.remove(document)
  await deps.files.deletePrefix(uploadPrefix(document))
  await deps.files.deletePrefix(textKey(document))
  await deps.documents.delete(document.botId, document.id)
}
