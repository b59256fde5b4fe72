import type { Caller } from '../bots/caller.ts'
import { botNotFound, loadOwnBot } from '../bots/load-own-bot.ts'
import type { BotStore } from '../bots/ports.ts'
import type { Clock } from '../clock.ts'
import { DocentError } from '../errors.ts'
import type { NewId } from '../new-id.ts'
import {
  type AddDocumentRequest,
  addDocumentRequestSchema,
  type Document,
  NOTHING_READ,
  type UploadTarget,
} from './document.ts'
import { safeFileName } from './file-name.ts'
import { formatOfFileName, formats, maxBytesOf, SAVED_AS } from './formats.ts'
import { loadDocument } from './load-document.ts'
import type { DocumentStore, FileStore } from './ports.ts'
import { uploadKey } from './storage-keys.ts'

/** Beyond this a bot's passages no longer fit the exact search of one function. */
export const MAX_DOCUMENTS_PER_BOT = 1_000
/** The signature must live long enough for the upload to begin, and no longer. */
const UPLOAD_BEGINS_WITHIN_SECONDS = 300
/** 25 MB over a slow phone line take ten minutes. */
const UPLOAD_ENDS_WITHIN_MS = 15 * 60_000

/** Registers a document and tells the browser where to send its bytes. */
export async function addDocument(
  deps: {
    bots: Pick<BotStore, 'get'>
    documents: Pick<DocumentStore, 'create' | 'get' | 'list' | 'delete'>
    files: Pick<FileStore, 'uploadTarget'>
    clock: Clock
    newId: NewId
    maxUploadBytes: number
  },
  caller: Caller,
  botId: string,
  body: AddDocumentRequest,
): Promise<{ document: Document; upload: UploadTarget }> {
  const request = addDocumentRequestSchema.parse(body)
  await loadOwnBot(deps.bots, caller, botId, 'write')
  const name = safeFileName(request.name)
  const format = formatOfFileName(name)
  if (!format) {
    throw new DocentError(
      'invalid',
      `“${name}” is not a file we can read.`,
      `Save it as ${SAVED_AS} and add that file.`,
    )
  }
  if (request.size === 0) {
    throw new DocentError(
      'invalid',
      `“${name}” is empty (0 bytes).`,
      'Check the file on your computer and add it again.',
    )
  }
  const maxBytes = maxBytesOf(format, deps.maxUploadBytes)
  if (request.size > maxBytes) {
    throw new DocentError(
      'invalid',
      `“${name}” has ${megabytes(request.size)} MB; at most ${megabytes(maxBytes)} MB can be added.`,
      'Split it into smaller files and add those.',
    )
  }
  const present = (await deps.documents.list(botId)).filter(({ status }) => status !== 'deleting')
  if (present.length >= MAX_DOCUMENTS_PER_BOT) {
    throw new DocentError(
      'limit-reached',
      `This guide has ${present.length} documents, which is the most it can have.`,
      'Delete documents it no longer needs, or make a second guide.',
    )
  }
  if (request.replaces) await loadDocument(deps, caller, botId, request.replaces, 'write')

  const now = deps.clock()
  const document: Document = {
    id: deps.newId('doc'),
    botId,
    ownerId: caller.accountId,
    name,
    named: 'file',
    fileName: name,
    origin: { kind: 'upload' },
    format,
    size: request.size,
    fileHash: request.fileHash,
    fileTag: null,
    status: 'waiting',
    progress: null,
    failure: null,
    replaces: request.replaces,
    predecessors: [],
    ...NOTHING_READ,
    heartbeat: new Date(now).toISOString(),
    deadline: new Date(now + UPLOAD_ENDS_WITHIN_MS).toISOString(),
    attempts: 0,
    version: 1,
    createdAt: new Date(now).toISOString(),
    updatedAt: new Date(now).toISOString(),
  }
  const upload = await deps.files.uploadTarget(uploadKey(document), {
    bytes: request.size,
    contentType: formats[format].mediaType,
    expiresInSeconds: UPLOAD_BEGINS_WITHIN_SECONDS,
  })
  await deps.documents.create(document)
  // Deleted since we looked? Then its documents were listed before this one was there.
  if (!(await deps.bots.get(botId))) {
    await deps.documents.delete(botId, document.id)
    throw botNotFound()
  }
  return { document, upload }
}

function megabytes(bytes: number): string {
  return (Math.ceil((bytes / 1_048_576) * 10) / 10).toLocaleString('en')
}
