import { removeWhatDocumentOwns } from '../documents/delete-document.ts'
import { documentStatuses } from '../documents/document.ts'
import { packsPrefix } from '../documents/storage-keys.ts'
import type {
  BotStore,
  ConversationStore,
  DocumentStore,
  FileStore,
  PackManifests,
  PassageStore,
  RemoteVectors,
} from '../ports.ts'
import type { MergeWorld } from '../retrieval/packs/merge-bot-packs.ts'
import { loadOwnBot } from './load-own-bot.ts'

export interface BotDeletionWorld extends MergeWorld {
  manifests: MergeWorld['manifests'] & Pick<PackManifests, 'delete'>
  bots: Pick<BotStore, 'get' | 'markDeleting' | 'delete'>
  documents: Pick<DocumentStore, 'list' | 'advance' | 'delete'>
  passages: Pick<PassageStore, 'deleteOfDocument'>
  remoteVectors: Pick<RemoteVectors, 'deleteOfDocument' | 'deleteOfBot'>
  conversations: Pick<ConversationStore, 'deleteOfBot'>
  files: Pick<FileStore, 'deletePrefix'>
}

/** The bot is closed at once; what it owns is removed before this returns, or by the sweep. */
export async function deleteBot(world: BotDeletionWorld, ownerId: string, botId: string): Promise<void> {
  await loadOwnBot(world.bots, ownerId, botId)
  await world.bots.markDeleting(botId, new Date(world.clock()).toISOString())
  await removeWhatBotOwns(world, botId)
}

/** Safe to repeat from any point: the bot's own item goes last, so the sweep finds an unfinished deletion. */
export async function removeWhatBotOwns(world: BotDeletionWorld, botId: string): Promise<void> {
  const heartbeat = new Date(world.clock()).toISOString()
  await world.manifests.delete(botId)
  await world.remoteVectors.deleteOfBot(botId)
  for (const document of await world.documents.list(botId)) {
    // First it is taken from the worker that may be busy with it, which then clears up what it wrote last.
    await world.documents.advance(document, { from: documentStatuses }, { status: 'deleting', heartbeat })
    await removeWhatDocumentOwns(world, document)
  }
  await world.files.deletePrefix(`texts/${botId}/`)
  await world.files.deletePrefix(packsPrefix(botId))
  // Once more: a document may have become ready while its turn had not come.
  await world.manifests.delete(botId)
  await world.conversations.deleteOfBot(botId)
  await world.bots.delete(botId)
}
