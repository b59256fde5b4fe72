import { removeWhatDocumentOwns } from '../documents/delete-document.ts'
import { documentStatuses } from '../documents/document.ts'
import type { BotStore, Clock, ConversationStore, DocumentStore, FileStore, PassageStore } from '../ports.ts'
import { loadOwnBot } from './load-own-bot.ts'

export interface BotDeletionWorld {
  bots: Pick<BotStore, 'get' | 'markDeleting' | 'delete'>
  documents: Pick<DocumentStore, 'list' | 'advance' | 'delete'>
  passages: Pick<PassageStore, 'deleteOfDocument'>
  conversations: Pick<ConversationStore, 'deleteOfBot'>
  files: Pick<FileStore, 'deletePrefix'>
  clock: Clock
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
  for (const document of await world.documents.list(botId)) {
    // First it is taken from the worker that may be busy with it, which then clears up what it wrote last.
    await world.documents.advance(document, { from: documentStatuses }, { status: 'deleting', heartbeat })
    await removeWhatDocumentOwns(world, document)
  }
  await world.files.deletePrefix(`texts/${botId}/`)
  await world.conversations.deleteOfBot(botId)
  await world.bots.delete(botId)
}
