import type { Caller, Permission } from '../bots/caller.ts'
import { loadOwnBot } from '../bots/load-own-bot.ts'
import type { BotStore } from '../bots/ports.ts'
import { DocentError } from '../errors.ts'
import type { Document } from './document.ts'
import type { DocumentStore } from './ports.ts'

/** The caller's document; what is being deleted is gone already. */
export async function loadDocument(
  deps: { bots: Pick<BotStore, 'get'>; documents: Pick<DocumentStore, 'get'> },
  caller: Caller,
  botId: string,
  documentId: string,
  permission: Permission,
): Promise<Document> {
  await loadOwnBot(deps.bots, caller, botId, permission)
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
