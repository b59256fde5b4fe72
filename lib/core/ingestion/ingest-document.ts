import { removeWhatDocumentOwns } from '../deletion/delete-document.ts'
import type { Document } from '../documents/document.ts'
import type { PackEntry } from '../documents/pack-entry.ts'
import type { Passage } from '../documents/passage.ts'
import type { DocumentStore, FileStore, OwnedDocumentKey } from '../documents/ports.ts'
import { DocentError, type ErrorCode } from '../errors.ts'
import type { Encoder, KnowledgeIndex, PassageStore } from '../retrieval/ports.ts'
import { BudgetSpent } from '../usage/budget-spent.ts'
import { DocumentLease, type LeaseDeps, LeaseLost } from './document-lease.ts'
import { type EncodedPassages, encodePassages } from './encode-passages.ts'
import { type EncodingBudgetDeps, encodingBudget } from './encoding-budget.ts'
import { failDocument } from './end-document.ts'
import { ExtractionFailure, type ExtractionFailureCode, extractionFailures } from './extraction-failure.ts'
import { nameDocument } from './name-document.ts'
import { publishDocument } from './publish-document.ts'
import { arrivedTag, type ReadingDeps, readDocument } from './read-document.ts'
import { type FullnessDeps, rejectIfFull } from './reject-if-full.ts'
import { splitIntoPassages } from './split-passages.ts'

/** A document that broke the worker this often will break it again. */
export const MAX_ATTEMPTS = 5
/** More passages than this in one document and a question no longer finds its way. */
const MAX_PASSAGES = 50_000

export interface IngestionDeps extends LeaseDeps, ReadingDeps, EncodingBudgetDeps {
  bots: FullnessDeps['bots']
  documents: Pick<DocumentStore, 'get' | 'list' | 'advance' | 'publish' | 'delete'>
  passages: EncodedPassages & Pick<PassageStore, 'ofDocument'>
  index: Pick<KnowledgeIndex, 'stage' | 'remove'>
  files: ReadingDeps['files'] & Pick<FileStore, 'deletePrefix'>
  encoder: Encoder
}

export type IngestionOutcome =
  | { outcome: 'ready' }
  | { outcome: 'failed'; reason: ExtractionFailureCode | 'limit-reached' }
  /** A service that it needs does not answer: it waits a while, then the sweep takes it on again. */
  | { outcome: 'resting'; reason: ErrorCode; error: DocentError }
  /** There is nothing to read yet. */
  | { outcome: 'not-arrived' }
  /** Somebody else works on it, or it is deleted, or there is nothing to do. */
  | { outcome: 'not-ours' }

/**
 * Takes a document from `waiting` to `ready`, `partly` or `failed`. May be called any number of times,
 * at the same time, and be killed at any instant: each stage is repeated or skipped, never doubled.
 * A document that was deleted meanwhile leaves nothing behind. Where the model does not answer the document waits,
 * longer each time, some forty minutes in all. Throws where another service failed; the sweep tries again.
 */
export async function ingestDocument(deps: IngestionDeps, key: OwnedDocumentKey): Promise<IngestionOutcome> {
  if (await removeIfDeleted(deps, key)) return { outcome: 'not-ours' }
  const lease = await DocumentLease.acquire(deps, key)
  if (!lease) return { outcome: 'not-ours' }
  const tag = await arrivedTag(deps, lease.document)
  if (tag === null) {
    await lease.release()
    return { outcome: 'not-arrived' }
  }
  try {
    await prepare(deps, lease, tag)
    return { outcome: 'ready' }
  } catch (error) {
    if ((await removeIfDeleted(deps, key)) || error instanceof LeaseLost) return { outcome: 'not-ours' }
    if (error instanceof BudgetSpent) {
      await failDocument(deps, lease.document, budgetSpent(error))
      return { outcome: 'failed', reason: 'limit-reached' }
    }
    if (isOutage(error) && lease.document.attempts < MAX_ATTEMPTS) {
      await lease.rest(REST_MS * REST_GROWS ** (lease.document.attempts - 1))
      return { outcome: 'resting', reason: error.code, error }
    }
    if (!(error instanceof ExtractionFailure)) throw error
    await failDocument(deps, lease.document, { ...extractionFailures[error.code], retryable: false })
    return { outcome: 'failed', reason: error.code }
  }
}

function budgetSpent({ per }: BudgetSpent): NonNullable<Document['failure']> {
  return {
    reason: `The budget of ${per === 'day' ? 'today' : 'this month'} is used up. Your file is kept.`,
    nextStep: `Try again ${per === 'day' ? 'tomorrow' : 'next month'}, or ask whoever runs this Docent for more.`,
    retryable: true,
  }
}

/** Half a minute, two, eight, half an hour. */
const REST_MS = 30_000
const REST_GROWS = 4

/** The document has nothing to do with it. */
function isOutage(error: unknown): error is DocentError {
  if (!(error instanceof DocentError)) return false
  return error.code === 'unavailable' || error.retryAfter !== undefined
}

async function prepare(deps: IngestionDeps, lease: DocumentLease, arrived: string): Promise<void> {
  const { document } = lease
  const fileTag = document.fileTag ?? (await lease.noteFile(arrived))
  const text = await lease.whileAlive(() =>
    readDocument(deps, { ...document, fileTag }, (done, total) => lease.progress(done, total)),
  )
  const called = await nameDocument(deps, document, text)
  await lease.enter('splitting', null, called)
  const passages = splitIntoPassages(text)
  if (passages.length > MAX_PASSAGES) throw new ExtractionFailure('too-large')
  await rejectIfFull(deps, document, passages.length)
  await lease.enter('embedding', { done: 0, total: passages.length })
  await lease.whileAlive(() =>
    encodePassages({ ...deps, budget: encodingBudget(deps, document) }, document, passages, done => {
      lease.assertHeld()
      lease.progress(done, passages.length)
    }),
  )
  await lease.enter('packing')
  const pack = await lease.whileAlive(() => stage(deps, { ...document, ...called }, passages))
  await publishDocument(deps, lease, text, passages.length, pack)
}

/** Made of what the table holds now. Null where there is nothing to be found. */
async function stage(
  deps: IngestionDeps,
  document: Document,
  passages: readonly Passage[],
): Promise<PackEntry | null> {
  if (!passages.length) return null
  const stored = await deps.passages.ofDocument(document.botId, document.id)
  // It was deleted or taken over just now.
  if (stored.length !== passages.length) throw new LeaseLost()
  return await deps.index.stage({ ...document, encoder: deps.encoder.name }, stored)
}

/**
 * What arrives or is written after a deletion is nobody's: an upload under way, a batch of passages. The
 * deletion has passed by already, so we clear up.
 */
async function removeIfDeleted(deps: IngestionDeps, key: OwnedDocumentKey): Promise<boolean> {
  const document = await deps.documents.get(key.botId, key.id)
  if (document && document.status !== 'deleting') return false
  await removeWhatDocumentOwns(deps, key)
  return true
}
