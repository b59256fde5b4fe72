import type { Caller } from '../bots/caller.ts'
import type { BotStore } from '../bots/ports.ts'
import type { Clock } from '../clock.ts'
import { DocentError } from '../errors.ts'
import type { Document } from './document.ts'
import { loadDocument } from './load-document.ts'
import type { DocumentStore } from './ports.ts'

/** Work is picked up from here by the next sweep; a year of waiting would be a promise nobody keeps. */
const RETRY_WITHIN_MS = 10 * 60_000

/** Sets a document that failed through no fault of its own back to work. */
export async function retryDocument(
  deps: { bots: Pick<BotStore, 'get'>; documents: Pick<DocumentStore, 'get' | 'advance'>; clock: Clock },
  caller: Caller,
  botId: string,
  documentId: string,
): Promise<Document> {
  const document = await loadDocument(deps, caller, botId, documentId, 'write')
  if (document.status !== 'failed' || !document.failure?.retryable) {
    throw new DocentError(
      'conflict',
      `“${document.name}” is not waiting to be tried again.`,
      'Load the page again.',
    )
  }
  const now = deps.clock()
  const retried = await deps.documents.advance(
    document,
    { from: ['failed'] },
    {
      status: 'waiting',
      failure: null,
      progress: null,
      attempts: 0,
      heartbeat: new Date(0).toISOString(),
      deadline: new Date(now + RETRY_WITHIN_MS).toISOString(),
    },
  )
  if (!retried) throw new DocentError('conflict', `“${document.name}” has changed.`, 'Load the page again.')
  return retried
}
