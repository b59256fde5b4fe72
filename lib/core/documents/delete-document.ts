import type { BotStore, DocumentStore, FileStore, PassageStore, RemoteVectors } from '../ports.ts'
import { type MergeWorld, mergeBotPacks } from '../retrieval/packs/merge-bot-packs.ts'
import type { Document } from './document.ts'
import { documentStatuses } from './document.ts'
import { documentNotFound, loadDocument } from './load-document.ts'
import { textKey, uploadPrefix } from './storage-keys.ts'

/** Read and written whole where somebody waits for it; more is left to those who add documents. */
const TIDIED_ROWS = 4_096

export interface DocumentDeletionWorld extends MergeWorld {
  documents: Pick<DocumentStore, 'get' | 'advance' | 'delete'>
  passages: Pick<PassageStore, 'deleteOfDocument'>
  remoteVectors: Pick<RemoteVectors, 'deleteOfDocument'>
  files: Pick<FileStore, 'deletePrefix'>
}

/** The very next question no longer finds it. Throws `not-found` where somebody deleted it first. */
export async function deleteDocument(
  world: DocumentDeletionWorld & { bots: Pick<BotStore, 'get'> },
  ownerId: string,
  botId: string,
  documentId: string,
): Promise<void> {
  const document = await loadDocument(world, ownerId, botId, documentId)
  if (!(await withdrawDocument(world, document))) throw documentNotFound()
}

/** False where another call withdrew it first. */
export async function withdrawDocument(world: DocumentDeletionWorld, document: Document): Promise<boolean> {
  const withdrawn = await world.documents.advance(
    document,
    { from: documentStatuses.filter(status => status !== 'deleting'), bumpKnowledge: true },
    { status: 'deleting', heartbeat: new Date(world.clock()).toISOString() },
  )
  if (!withdrawn) return false
  await removeWhatDocumentOwns(world, withdrawn)
  return true
}

/** Safe to repeat from any point: the document's own item goes last. */
export async function removeWhatDocumentOwns(
  world: Omit<DocumentDeletionWorld, 'documents'> & { documents: Pick<DocumentStore, 'delete'> },
  document: Pick<Document, 'botId' | 'id' | 'ownerId'>,
): Promise<void> {
  await world.passages.deleteOfDocument(document.botId, document.id)
  await world.remoteVectors.deleteOfDocument(document.botId, document.id)
  await world.files.deletePrefix(uploadPrefix(document))
  await world.files.deletePrefix(textKey(document))
  await mergeBotPacks(world, document.botId, { maxRows: TIDIED_ROWS })
  await world.documents.delete(document.botId, document.id)
}
