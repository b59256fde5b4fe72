import type { BotStore } from '../bots/ports.ts'
import type { Document } from '../documents/document.ts'
import type { RemoteVectors, StoredPassage } from '../retrieval/ports.ts'

/**
 * Gives the vectors of a document to the service that compares them, where its bot is searched there. To be
 * called while the document is `packing`: whoever moves the bot at the same time waits for those.
 */
export async function putRemoteVectors(
  deps: { bots: Pick<BotStore, 'get'>; remoteVectors: Pick<RemoteVectors, 'put' | 'deleteOfBot'> },
  { botId }: Pick<Document, 'botId'>,
  passages: readonly StoredPassage[],
): Promise<void> {
  if ((await deps.bots.get(botId))?.index !== 's3vectors') return
  await deps.remoteVectors.put(botId, passages)
  // Deleted meanwhile: its deletion has passed by already, and we made its index anew.
  if (!(await deps.bots.get(botId))) await deps.remoteVectors.deleteOfBot(botId)
}
