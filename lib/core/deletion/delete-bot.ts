import type { Caller } from '../bots/caller.ts'
import { loadOwnBot } from '../bots/load-own-bot.ts'
import type { BotStore } from '../bots/ports.ts'
import type { ConversationStore } from '../chat/ports.ts'
import type { Clock } from '../clock.ts'
import type { DocumentStore } from '../documents/ports.ts'
import { textsPrefix } from '../documents/storage-keys.ts'
import type { KnowledgeIndex } from '../retrieval/ports.ts'
import { type DocumentRemovalDeps, removeWhatDocumentOwns } from './delete-document.ts'

export interface BotRemovalDeps extends DocumentRemovalDeps {
  bots: Pick<BotStore, 'delete'>
  documents: Pick<DocumentStore, 'list' | 'withdraw' | 'delete'>
  index: Pick<KnowledgeIndex, 'remove' | 'removeBot'>
  conversations: Pick<ConversationStore, 'deleteOfBot'>
  clock: Clock
}

/** The bot is closed at once; what it owns is removed before this returns, or by the sweep. */
export async function deleteBot(
  deps: BotRemovalDeps & { bots: Pick<BotStore, 'get' | 'markDeleting'> },
  caller: Caller,
  botId: string,
): Promise<void> {
  await loadOwnBot(deps.bots, caller, botId, 'write')
  await deps.bots.markDeleting(botId, new Date(deps.clock()).toISOString())
  await removeWhatBotOwns(deps, botId)
}

/** Safe to repeat from any point: the bot's own item goes last, so the sweep finds an unfinished deletion. */
export async function removeWhatBotOwns(deps: BotRemovalDeps, botId: string): Promise<void> {
  const heartbeat = new Date(deps.clock()).toISOString()
  await deps.index.removeBot(botId)
  for (const document of await deps.documents.list(botId)) {
    // First it is taken from the worker that may be busy with it, which then clears up what it wrote last.
    await deps.documents.withdraw(document, heartbeat)
    await removeWhatDocumentOwns(deps, document)
  }
  await deps.files.deletePrefix(textsPrefix(botId))
  // Once more: a document may have become ready while its turn had not come.
  await deps.index.removeBot(botId)
  await deps.conversations.deleteOfBot(botId)
  await deps.bots.delete(botId)
}
