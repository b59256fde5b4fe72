import type { Caller } from '../bots/caller.ts'
import type { BotStore } from '../bots/ports.ts'
import type { Clock } from '../clock.ts'
import { DocentError } from '../errors.ts'
import {
  type Document,
  type RenameDocumentRequest,
  readyStatuses,
  renameDocumentRequestSchema,
} from './document.ts'
import { loadDocument } from './load-document.ts'
import type { DocumentStore, NameIndex } from './ports.ts'

/** What search reads is merged and changed by others while we work; then we begin again. */
const TRIES = 5

/** From the very next question on it is shown, and found, by its owner's name for it. */
export async function renameDocument(
  deps: {
    bots: Pick<BotStore, 'get'>
    documents: Pick<DocumentStore, 'get' | 'rename'>
    names: NameIndex
    clock: Clock
  },
  caller: Caller,
  botId: string,
  documentId: string,
  body: RenameDocumentRequest,
): Promise<Document> {
  const { name } = renameDocumentRequestSchema.parse(body)
  for (let tries = 1; tries <= TRIES; tries++) {
    const document = await loadDocument(deps, caller, botId, documentId, 'write')
    if (!readyStatuses.includes(document.status)) {
      throw new DocentError(
        'conflict',
        `“${document.name}” is not ready, so it keeps its name for now.`,
        'Rename it once it is ready.',
      )
    }
    if (document.name === name) return document
    const pack = await deps.names.stage(document, name)
    const heartbeat = new Date(deps.clock()).toISOString()
    const renamed = await deps.documents.rename(document, { name, heartbeat, pack })
    if (pack) await deps.names.discard(botId, renamed ? pack.remove : pack.add)
    if (renamed) return renamed
  }
  throw new DocentError(
    'conflict',
    'The documents of this guide are changing just now, so the name is the old one still.',
    'Try again in a moment.',
  )
}
