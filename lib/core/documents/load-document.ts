import { loadOwnBot } from '../bots/load-own-bot.ts'
import type { BotStore } from '../bots/ports.ts'
import { DocentError } from '../errors.ts'
import type { Document } from './document.ts'
import type { DocumentStore } from './ports.ts'

/** The caller's document; what is being deleted is gone already. */
export async function loadDocument(
  deps: { bots: Pick<BotStore, 'get'>; documents: Pick<DocumentStore, 'get'> },
  ownerId: string,
  botId: string,
  documentId: string,
): Promise<Document> {
  await loadOwnBot(deps.bots, ownerId, botId)
  const document = await deps.documents.get(botId, documentId)
  if (!document || document.status === 'deleting') throw documentNotFound()
  return document
}

export function documentNotFound(): DocentError {
  return new DocentError(
    'not-found',
    'There is no such document.',
    'It may have been deleted. Load the page again.',
  )
}
