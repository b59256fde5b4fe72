import { type BotDeletionWorld, removeWhatBotOwns } from '../bots/delete-bot.ts'
import { removeWhatDocumentOwns } from '../documents/delete-document.ts'
import type { Document } from '../documents/document.ts'
import { uploadKey } from '../documents/storage-keys.ts'
import type { BotStore, DocumentStore, FileStore } from '../ports.ts'
import { fail, giveUp, MAX_ATTEMPTS } from './ingest-document.ts'

/** What one sweep takes on; the rest waits for the next. */
const SWEEP_LIMIT = 50

export interface SweepWorld extends BotDeletionWorld {
  bots: BotDeletionWorld['bots'] & Pick<BotStore, 'listDeleting'>
  documents: BotDeletionWorld['documents'] & Pick<DocumentStore, 'get' | 'advance' | 'listQuiet'>
  files: BotDeletionWorld['files'] & Pick<FileStore, 'size'>
  leaseMs: number
  /** Takes a document on, at once or when there is room. */
  ingest(document: Document): Promise<unknown>
}

/**
 * Finds what has gone quiet and takes it on: resumes a document whose worker died, ends one that cannot
 * get further, finishes deletions. `onError` hears of what failed again; the rest goes on.
 */
export async function sweep(
  world: SweepWorld,
  onError: (what: string, error: unknown) => void,
): Promise<number> {
  const before = new Date(world.clock() - world.leaseMs).toISOString()
  const quiet = await world.documents.listQuiet(before, SWEEP_LIMIT)
  let taken = 0
  for (const document of quiet) {
    try {
      if (await resume(world, document)) taken++
    } catch (error) {
      onError(document.id, error)
    }
  }
  for (const botId of await world.bots.listDeleting(before, SWEEP_LIMIT)) {
    try {
      await removeWhatBotOwns(world, botId)
      taken++
    } catch (error) {
      onError(botId, error)
    }
  }
  return taken
}

/** False where there is nothing to be done yet. */
async function resume(world: SweepWorld, document: Document): Promise<boolean> {
  if (document.status === 'deleting') {
    await removeWhatDocumentOwns(world, document)
  } else if (document.status === 'waiting' && (await world.files.size(uploadKey(document))) === null) {
    return await endOverdueUpload(world, document)
  } else if (document.attempts >= MAX_ATTEMPTS) {
    await giveUp(world, document)
  } else {
    await world.ingest(document)
  }
  return true
}

async function endOverdueUpload(world: SweepWorld, document: Document): Promise<boolean> {
  const now = world.clock()
  if (new Date(document.deadline).getTime() > now) {
    // To the back of the queue, so that many slow uploads do not hide what else is quiet.
    await world.documents.advance(document, { from: ['waiting'] }, { heartbeat: new Date(now).toISOString() })
    return false
  }
  await fail(world, document, {
    reason: 'The upload did not finish.',
    nextStep: 'Add the file again.',
    retryable: false,
  })
  return true
}
