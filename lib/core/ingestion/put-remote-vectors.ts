import type { Document } from '../documents/document.ts'
import type { BotStore, RemoteVectors, StoredPassage } from '../ports.ts'

/**
 * Gives the vectors of a document to the service that compares them, where its bot is searched there. To be
 * called while the document is `packing`: whoever moves the bot at the same time waits for those.
 */
export async function putRemoteVectors(
  world: { bots: Pick<BotStore, 'get'>; remoteVectors: Pick<RemoteVectors, 'put' | 'deleteOfBot'> },
  { botId }: Pick<Document, 'botId'>,
  passages: readonly StoredPassage[],
): Promise<void> {
  if ((await world.bots.get(botId))?.index !== 's3vectors') return
  await world.remoteVectors.put(botId, passages)
  // Deleted meanwhile: its deletion has passed by already, and we made its index anew.
  if (!(await world.bots.get(botId))) await world.remoteVectors.deleteOfBot(botId)
}
