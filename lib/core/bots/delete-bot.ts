import type { BotStore, Clock, ConversationStore, DocumentStore, FileStore, PassageStore } from '../ports.ts'
import { loadOwnBot } from './load-own-bot.ts'

export interface BotDeletionWorld {
  bots: Pick<BotStore, 'get' | 'markDeleting' | 'delete'>
  documents: Pick<DocumentStore, 'list' | 'delete'>
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
  const documents = await world.documents.list(botId)
  for (const { id, ownerId } of documents) {
    await world.passages.deleteOfDocument(botId, id)
    await world.files.deletePrefix(`uploads/${ownerId}/${botId}/${id}/`)
    await world.documents.delete(botId, id)
  }
  await world.files.deletePrefix(`texts/${botId}/`)
  await world.conversations.deleteOfBot(botId)
  await world.bots.delete(botId)
}
