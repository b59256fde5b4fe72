import type { BotStore } from '../bots/ports.ts'
import type { Clock } from '../clock.ts'
import { type DocumentDeletionDeps, removeWhatDocumentOwns } from '../deletion/delete-document.ts'
import type { Document, DocumentStatus } from '../documents/document.ts'
import { workingStatuses } from '../documents/document.ts'
import type { PackEntry } from '../documents/pack-entry.ts'
import type { DocumentStore, FileStore } from '../documents/ports.ts'
import { textKey, uploadKey } from '../documents/storage-keys.ts'
import type { StructuredText } from '../documents/structured-text.ts'
import type { NewId } from '../new-id.ts'
import type { Encoder, PackFiles, PassageStore, RemoteVectors } from '../retrieval/ports.ts'
import { encodePassages, type Scheduler } from './encode-passages.ts'
import { ExtractionFailure, type ExtractionFailureCode, extractionFailures } from './extraction-failure.ts'
import { packDocument } from './pack-document.ts'
import type { Extractor } from './ports.ts'
import { splitIntoPassages } from './split-passages.ts'

/** A document that broke the worker this often will break it again. */
export const MAX_ATTEMPTS = 5
/** More passages than this in one document and a question no longer finds its way. */
const MAX_PASSAGES = 50_000
/** The whole of the work; the sweep begins anew what takes longer. */
const WORK_WITHIN_MS = 15 * 60_000
/** How often progress is written down, so that a long document does not cost a write per page. */
const PROGRESS_EVERY_MS = 1_000

export interface IngestionDeps extends DocumentDeletionDeps {
  bots: Pick<BotStore, 'get'>
  remoteVectors: Pick<RemoteVectors, 'put' | 'deleteOfDocument' | 'deleteOfBot'>
  documents: Pick<DocumentStore, 'get' | 'advance' | 'delete'>
  passages: PassageStore
  packFiles: PackFiles
  newId: NewId
  files: Pick<FileStore, 'size' | 'putText' | 'getText' | 'deletePrefix'>
  extractor: Extractor
  encoder: Encoder
  scheduler: Scheduler
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
  deps: IngestionDeps,
  key: Pick<Document, 'botId' | 'id' | 'ownerId'>,
  onFailed: (code: ExtractionFailureCode) => void = () => {},
): Promise<IngestionOutcome> {
  if (await removeIfDeleted(deps, key)) return 'not-ours'
  const document = await claim(deps, key)
  if (!document) return 'not-ours'
  if ((await deps.files.size(uploadKey(document))) === null) {
    await deps.documents.advance(
      document,
      { from: ['extracting'], attempt: document.attempts },
      { status: 'waiting', attempts: document.attempts - 1 },
    )
    return 'not-arrived'
  }
  const work = new Work(deps, document)
  try {
    const text = await extractOnce(work)
    await work.enter('splitting')
    const passages = splitIntoPassages(text)
    if (passages.length > MAX_PASSAGES) throw new ExtractionFailure('too-large')
    await work.enter('embedding', { done: 0, total: passages.length })
    await work.whileAlive(() =>
      encodePassages(deps, document, passages, done => {
        work.assertOurs()
        work.progress(done, passages.length)
      }),
    )
    await work.enter('packing')
    const pack = passages.length
      ? await work.whileAlive(() => packDocument(deps, document, passages.length))
      : undefined
    if (pack === null) throw new Overtaken()
    await finish(work, text, passages.length, pack)
    return 'ready'
  } catch (error) {
    if ((await removeIfDeleted(deps, document)) || error instanceof Overtaken) return 'not-ours'
    if (!(error instanceof ExtractionFailure)) throw error
    onFailed(error.code)
    await fail(deps, document, { ...extractionFailures[error.code], retryable: false })
    return 'failed'
  }
}

/** Ends the work on a document with a reason its owner can act on. */
export async function fail(
  deps: { documents: Pick<DocumentStore, 'advance'>; passages: Pick<PassageStore, 'deleteOfDocument'> },
  document: Document,
  failure: { reason: string; nextStep: string; retryable: boolean },
): Promise<void> {
  const failed = await deps.documents.advance(
    document,
    { from: workingStatuses, attempt: document.attempts },
    { status: 'failed', failure, progress: null },
  )
  if (failed) await deps.passages.deleteOfDocument(document.botId, document.id)
}

/** Ends the work on a document that nobody could finish; its owner may start it again. */
export async function giveUp(
  deps: Parameters<typeof fail>[0] & { documents: Pick<DocumentStore, 'get'> },
  { botId, id }: Pick<Document, 'botId' | 'id'>,
): Promise<void> {
  const document = await deps.documents.get(botId, id)
  if (!document || !workingStatuses.includes(document.status)) return
  await fail(deps, document, {
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
  deps: IngestionDeps,
  key: Pick<Document, 'botId' | 'id' | 'ownerId'>,
): Promise<boolean> {
  if (!(await isBeingDeleted(deps, key))) return false
  await removeWhatDocumentOwns(deps, key)
  return true
}

async function claim(deps: IngestionDeps, key: Pick<Document, 'botId' | 'id'>): Promise<Document | null> {
  const document = await deps.documents.get(key.botId, key.id)
  if (!document || !workingStatuses.includes(document.status)) return null
  const now = deps.clock()
  return deps.documents.advance(
    document,
    {
      from: [document.status],
      attempt: document.attempts,
      ...(document.status !== 'waiting' && { staleSince: new Date(now - deps.leaseMs).toISOString() }),
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
  const { deps, document } = work
  const kept = await deps.files.getText(textKey(document))
  if (kept) return kept
  const text = await work.whileAlive(() =>
    deps.extractor.extract(uploadKey(document), document.format, ({ page, pages }) =>
      work.progress(page, pages),
    ),
  )
  await deps.files.putText(textKey(document), text)
  return text
}

/** In one step: this one is found from now on, the one it replaces is not. */
async function finish(
  work: Work,
  text: StructuredText,
  passageCount: number,
  publish: PackEntry | undefined,
): Promise<void> {
  const { deps, document } = work
  const heartbeat = new Date(deps.clock()).toISOString()
  const replaced = document.replaces && (await deps.documents.get(document.botId, document.replaces))
  const withdrawn = replaced && replaced.status !== 'deleting' ? replaced : null
  const ready = await deps.documents.advance(
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
  if (ready && withdrawn) await removeWhatDocumentOwns(deps, withdrawn)
  if (ready) return
  // Its owner may have deleted the replaced one in this very moment.
  if (withdrawn && (await isBeingDeleted(deps, withdrawn))) return finish(work, text, passageCount, publish)
  throw new Overtaken()
}

async function isBeingDeleted(
  deps: IngestionDeps,
  { botId, id }: Pick<Document, 'botId' | 'id'>,
): Promise<boolean> {
  const document = await deps.documents.get(botId, id)
  return !document || document.status === 'deleting'
}

/** Another worker has taken the document, or its owner deleted it: whatever we would write is stale. */
class Overtaken extends Error {}

/** One worker's hold on one document. */
class Work {
  readonly deps: IngestionDeps
  readonly document: Document
  #status: DocumentStatus = 'extracting'
  #lastWrite: number
  #writing: Promise<void> = Promise.resolve()
  #failure: { error: unknown } | null = null

  constructor(deps: IngestionDeps, document: Document) {
    this.deps = deps
    this.document = document
    this.#lastWrite = deps.clock()
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
    if (this.deps.clock() - this.#lastWrite < PROGRESS_EVERY_MS) return
    this.#lastWrite = this.deps.clock()
    this.#writeLater({ progress: { done, total } })
  }

  /** Runs something long that reports nothing, with a sign of life each third of the lease. */
  async whileAlive<T>(run: () => Promise<T>): Promise<T> {
    const stop = this.deps.scheduler.every(this.deps.leaseMs / 3, async () => this.#writeLater({}))
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
    const heartbeat = new Date(this.deps.clock()).toISOString()
    const written = await this.deps.documents.advance(
      this.document,
      { from, attempt: this.document.attempts },
      { ...patch, heartbeat },
    )
    if (!written) throw new Overtaken()
  }
}
