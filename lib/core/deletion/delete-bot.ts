import { loadOwnBot } from '../bots/load-own-bot.ts'
import type { BotStore } from '../bots/ports.ts'
import type { ConversationStore } from '../chat/ports.ts'
import { documentStatuses } from '../documents/document.ts'
import type { DocumentStore, FileStore } from '../documents/ports.ts'
import { packsPrefix } from '../documents/storage-keys.ts'
import type { MergeDeps } from '../retrieval/packs/merge-bot-packs.ts'
import type { PackManifests, PassageStore, RemoteVectors } from '../retrieval/ports.ts'
import { removeWhatDocumentOwns } from './delete-document.ts'

export interface BotDeletionDeps extends MergeDeps {
  manifests: MergeDeps['manifests'] & Pick<PackManifests, 'delete'>
  bots: Pick<BotStore, 'get' | 'markDeleting' | 'delete'>
  documents: Pick<DocumentStore, 'list' | 'advance' | 'delete'>
  passages: Pick<PassageStore, 'deleteOfDocument'>
  remoteVectors: Pick<RemoteVectors, 'deleteOfDocument' | 'deleteOfBot'>
  conversations: Pick<ConversationStore, 'deleteOfBot'>
  files: Pick<FileStore, 'deletePrefix'>
}

/** The bot is closed at once; what it owns is removed before this returns, or by the sweep. */
export async function deleteBot(deps: BotDeletionDeps, ownerId: string, botId: string): Promise<void> {
  await loadOwnBot(deps.bots, ownerId, botId)
  await deps.bots.markDeleting(botId, new Date(deps.clock()).toISOString())
  await removeWhatBotOwns(deps, botId)
}

/** Safe to repeat from any point: the bot's own item goes last, so the sweep finds an unfinished deletion. */
export async function removeWhatBotOwns(deps: BotDeletionDeps, botId: string): Promise<void> {
  const heartbeat = new Date(deps.clock()).toISOString()
  await deps.manifests.delete(botId)
  await deps.remoteVectors.deleteOfBot(botId)
  for (const document of await deps.documents.list(botId)) {
    // First it is taken from the worker that may be busy with it, which then clears up what it wrote last.
    await deps.documents.advance(document, { from: documentStatuses }, { status: 'deleting', heartbeat })
    await removeWhatDocumentOwns(deps, document)
  }
  await deps.files.deletePrefix(`texts/${botId}/`)
  await deps.files.deletePrefix(packsPrefix(botId))
  // Once more: a document may have become ready while its turn had not come.
  await deps.manifests.delete(botId)
  await deps.conversations.deleteOfBot(botId)
  await deps.bots.delete(botId)
}
