import type { BotStore } from '../bots/ports.ts'
import type { Document } from '../documents/document.ts'
import { documentStatuses } from '../documents/document.ts'
import { documentNotFound, loadDocument } from '../documents/load-document.ts'
import type { DocumentStore, FileStore } from '../documents/ports.ts'
import { textKey, uploadPrefix } from '../documents/storage-keys.ts'
import { type MergeDeps, mergeBotPacks } from '../retrieval/packs/merge-bot-packs.ts'
import type { PassageStore, RemoteVectors } from '../retrieval/ports.ts'

/** Read and written whole where somebody waits for it; more is left to those who add documents. */
const TIDIED_ROWS = 4_096

export interface DocumentDeletionDeps extends MergeDeps {
  documents: Pick<DocumentStore, 'get' | 'advance' | 'delete'>
  passages: Pick<PassageStore, 'deleteOfDocument'>
  remoteVectors: Pick<RemoteVectors, 'deleteOfDocument'>
  files: Pick<FileStore, 'deletePrefix'>
}

/** The very next question no longer finds it. Throws `not-found` where somebody deleted it first. */
export async function deleteDocument(
  deps: DocumentDeletionDeps & { bots: Pick<BotStore, 'get'> },
  ownerId: string,
  botId: string,
  documentId: string,
): Promise<void> {
  const document = await loadDocument(deps, ownerId, botId, documentId)
  if (!(await withdrawDocument(deps, document))) throw documentNotFound()
}

/** False where another call withdrew it first. */
export async function withdrawDocument(deps: DocumentDeletionDeps, document: Document): Promise<boolean> {
  const withdrawn = await deps.documents.advance(
    document,
    { from: documentStatuses.filter(status => status !== 'deleting'), bumpKnowledge: true },
    { status: 'deleting', heartbeat: new Date(deps.clock()).toISOString() },
  )
  if (!withdrawn) return false
  await removeWhatDocumentOwns(deps, withdrawn)
  return true
}

/** Safe to repeat from any point: the document's own item goes last. */
export async function removeWhatDocumentOwns(
  deps: Omit<DocumentDeletionDeps, 'documents'> & { documents: Pick<DocumentStore, 'delete'> },
  document: Pick<Document, 'botId' | 'id' | 'ownerId'>,
): Promise<void> {
  await deps.passages.deleteOfDocument(document.botId, document.id)
  await deps.remoteVectors.deleteOfDocument(document.botId, document.id)
  await deps.files.deletePrefix(uploadPrefix(document))
  await deps.files.deletePrefix(textKey(document))
  await mergeBotPacks(deps, document.botId, { maxRows: TIDIED_ROWS })
  await deps.documents.delete(document.botId, document.id)
}
