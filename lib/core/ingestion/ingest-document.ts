import { type DocumentDeletionWorld, removeWhatDocumentOwns } from '../documents/delete-document.ts'
import type { Document, DocumentStatus } from '../documents/document.ts'
import { workingStatuses } from '../documents/document.ts'
import { textKey, uploadKey } from '../documents/storage-keys.ts'
import type { StructuredText } from '../documents/structured-text.ts'
import type {
  BotStore,
  Clock,
  DocumentStore,
  Encoder,
  Extractor,
  FileStore,
  NewId,
  PackEntry,
  PackFiles,
  PassageStore,
  RemoteVectors,
} from '../ports.ts'
import { encodePassages, type Patience } from './encode-passages.ts'
import { ExtractionFailure, type ExtractionFailureCode, extractionFailures } from './extraction-failure.ts'
import { packDocument } from './pack-document.ts'
import { splitIntoPassages } from './split-passages.ts'

/** A document that broke the worker this often will break it again. */
export const MAX_ATTEMPTS = 5
/** More passages than this in one document and a question no longer finds its way. */
const MAX_PASSAGES = 50_000
/** The whole of the work; the sweep begins anew what takes longer. */
const WORK_WITHIN_MS = 15 * 60_000
/** How often progress is written down, so that a long document does not cost a write per page. */
const PROGRESS_EVERY_MS = 1_000

export interface IngestionWorld extends DocumentDeletionWorld {
  bots: Pick<BotStore, 'get'>
  remoteVectors: Pick<RemoteVectors, 'put' | 'deleteOfDocument' | 'deleteOfBot'>
  documents: Pick<DocumentStore, 'get' | 'advance' | 'delete'>
  passages: PassageStore
  packFiles: PackFiles
  newId: NewId
  files: Pick<FileStore, 'size' | 'putText' | 'getText' | 'deletePrefix'>
  extractor: Extractor
  encoder: Encoder
  patience: Patience
  clock: Clock
  /** A worker that has given no sign of life for so many milliseconds is taken for dead. */
  leaseMs: number
}

export type IngestionOutcome = 'ready' | 'failed' | 'not-arrived' | 'not-ours'

/**
 * Takes a document from `waiting` to `ready`, `partly` or `failed`. May be called any number of times,
 * at the same time, and be killed at any instant: each stage is repeated or skipped, never doubled.
 * A document that was deleted meanwhile leaves nothing behind. Throws where a service failed; the sweep
 * tries again. `onFailed` hears why a document cannot be read, before its owner does.
 */
export async function ingestDocument(
  world: IngestionWorld,
  key: Pick<Document, 'botId' | 'id' | 'ownerId'>,
  onFailed: (code: ExtractionFailureCode) => void = () => {},
): Promise<IngestionOutcome> {
  if (await removeIfDeleted(world, key)) return 'not-ours'
  const document = await claim(world, key)
  if (!document) return 'not-ours'
  if ((await world.files.size(uploadKey(document))) === null) {
    await world.documents.advance(
      document,
      { from: ['extracting'], attempt: document.attempts },
      { status: 'waiting', attempts: document.attempts - 1 },
    )
    return 'not-arrived'
  }
  const work = new Work(world, document)
  try {
    const text = await extractOnce(work)
    await work.enter('splitting')
    const passages = splitIntoPassages(text)
    if (passages.length > MAX_PASSAGES) throw new ExtractionFailure('too-large')
    await work.enter('embedding', { done: 0, total: passages.length })
    await work.whileAlive(() =>
      encodePassages(world, document, passages, done => {
        work.assertOurs()
        work.progress(done, passages.length)
      }),
    )
    await work.enter('packing')
    const pack = passages.length
      ? await work.whileAlive(() => packDocument(world, document, passages.length))
      : undefined
    if (pack === null) throw new Overtaken()
    await finish(work, text, passages.length, pack)
    return 'ready'
  } catch (error) {
    if ((await removeIfDeleted(world, document)) || error instanceof Overtaken) return 'not-ours'
    if (!(error instanceof ExtractionFailure)) throw error
    onFailed(error.code)
    await fail(world, document, { ...extractionFailures[error.code], retryable: false })
    return 'failed'
  }
}

/** Ends the work on a document with a reason its owner can act on. */
export async function fail(
  world: { documents: Pick<DocumentStore, 'advance'>; passages: Pick<PassageStore, 'deleteOfDocument'> },
  document: Document,
  failure: { reason: string; nextStep: string; retryable: boolean },
): Promise<void> {
  const failed = await world.documents.advance(
    document,
    { from: workingStatuses, attempt: document.attempts },
    { status: 'failed', failure, progress: null },
  )
  if (failed) await world.passages.deleteOfDocument(document.botId, document.id)
}

/** Ends the work on a document that nobody could finish; its owner may start it again. */
export async function giveUp(
  world: Parameters<typeof fail>[0] & { documents: Pick<DocumentStore, 'get'> },
  { botId, id }: Pick<Document, 'botId' | 'id'>,
): Promise<void> {
  const document = await world.documents.get(botId, id)
  if (!document || !workingStatuses.includes(document.status)) return
  await fail(world, document, {
    reason: 'We could not finish preparing this document. Your file is kept.',
    nextStep: 'Try again in a few minutes.',
    retryable: true,
  })
}

/**
 * What arrives or is written after a deletion is nobody's: an upload under way, a batch of passages. The
 * deletion has passed by already, so we clear up.
 */
async function removeIfDeleted(
  world: IngestionWorld,
  key: Pick<Document, 'botId' | 'id' | 'ownerId'>,
): Promise<boolean> {
  if (!(await isBeingDeleted(world, key))) return false
  await removeWhatDocumentOwns(world, key)
  return true
}

async function claim(world: IngestionWorld, key: Pick<Document, 'botId' | 'id'>): Promise<Document | null> {
  const document = await world.documents.get(key.botId, key.id)
  if (!document || !workingStatuses.includes(document.status)) return null
  const now = world.clock()
  return world.documents.advance(
    document,
    {
      from: [document.status],
      attempt: document.attempts,
      ...(document.status !== 'waiting' && { quietSince: new Date(now - world.leaseMs).toISOString() }),
    },
    {
      status: 'extracting',
      attempts: document.attempts + 1,
      progress: null,
      heartbeat: new Date(now).toISOString(),
      deadline: new Date(now + WORK_WITHIN_MS).toISOString(),
    },
  )
}

/** Extraction is the one stage that costs: its result is kept, and a second attempt starts from it. */
async function extractOnce(work: Work): Promise<StructuredText> {
  const { world, document } = work
  const kept = await world.files.getText(textKey(document))
  if (kept) return kept
  const text = await work.whileAlive(() =>
    world.extractor.extract(uploadKey(document), document.format, ({ page, pages }) =>
      work.progress(page, pages),
    ),
  )
  await world.files.putText(textKey(document), text)
  return text
}

/** In one step: this one is found from now on, the one it replaces is not. */
async function finish(
  work: Work,
  text: StructuredText,
  passageCount: number,
  publish: PackEntry | undefined,
): Promise<void> {
  const { world, document } = work
  const heartbeat = new Date(world.clock()).toISOString()
  const replaced = document.replaces && (await world.documents.get(document.botId, document.replaces))
  const withdrawn = replaced && replaced.status !== 'deleting' ? replaced : null
  const ready = await world.documents.advance(
    document,
    {
      from: ['packing'],
      attempt: document.attempts,
      bumpKnowledge: true,
      publish,
      ...(withdrawn && { withdraw: { id: withdrawn.id, heartbeat } }),
    },
    {
      status: text.unreadablePages.length ? 'partly' : 'ready',
      progress: null,
      pageCount: text.pageCount,
      unreadablePages: text.unreadablePages,
      passageCount,
      characterCount: text.text.length,
      heartbeat,
    },
  )
  if (ready && withdrawn) await removeWhatDocumentOwns(world, withdrawn)
  if (ready) return
  // Its owner may have deleted the replaced one in this very moment.
  if (withdrawn && (await isBeingDeleted(world, withdrawn))) return finish(work, text, passageCount, publish)
  throw new Overtaken()
}

async function isBeingDeleted(
  world: IngestionWorld,
  { botId, id }: Pick<Document, 'botId' | 'id'>,
): Promise<boolean> {
  const document = await world.documents.get(botId, id)
  return !document || document.status === 'deleting'
}

/** Another worker has taken the document, or its owner deleted it: whatever we would write is stale. */
class Overtaken extends Error {}

/** One worker's hold on one document. */
class Work {
  readonly world: IngestionWorld
  readonly document: Document
  #status: DocumentStatus = 'extracting'
  #lastWrite: number
  #writing: Promise<void> = Promise.resolve()
  #failure: { error: unknown } | null = null

  constructor(world: IngestionWorld, document: Document) {
    this.world = world
    this.document = document
    this.#lastWrite = world.clock()
  }

  async enter(status: DocumentStatus, progress: Document['progress'] = null): Promise<void> {
    await this.#writing
    this.assertOurs()
    const from = [this.#status]
    this.#status = status
    await this.#write(from, { status, progress })
  }

  /** Throws what a write in the background met with, above all that the document is no longer ours. */
  assertOurs(): void {
    if (this.#failure) throw this.#failure.error
  }

  /** Written at most once a second. */
  progress(done: number, total: number): void {
    if (this.world.clock() - this.#lastWrite < PROGRESS_EVERY_MS) return
    this.#lastWrite = this.world.clock()
    this.#writeLater({ progress: { done, total } })
  }

  /** Runs something long that reports nothing, with a sign of life each third of the lease. */
  async whileAlive<T>(run: () => Promise<T>): Promise<T> {
    const stop = this.world.patience.every(this.world.leaseMs / 3, async () => this.#writeLater({}))
    try {
      return await run()
    } finally {
      stop()
    }
  }

  /** In the background, one after another; a failure surfaces at the next stage. */
  #writeLater(patch: Partial<Document>): void {
    this.#writing = this.#writing
      .then(() => this.#write([this.#status], patch))
      .catch(error => {
        this.#failure ??= { error }
      })
  }

  async #write(from: DocumentStatus[], patch: Partial<Document>): Promise<void> {
    const heartbeat = new Date(this.world.clock()).toISOString()
    const written = await this.world.documents.advance(
      this.document,
      { from, attempt: this.document.attempts },
      { ...patch, heartbeat },
    )
    if (!written) throw new Overtaken()
  }
}
