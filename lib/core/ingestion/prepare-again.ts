import type { BotStore } from '../bots/ports.ts'
import type { Clock } from '../clock.ts'
import { type DocumentRemovalDeps, removeWhatDocumentOwns } from '../deletion/delete-document.ts'
import { type Document, NOTHING_READ, readyStatuses } from '../documents/document.ts'
import type { DocumentStore, FileStore } from '../documents/ports.ts'
import { textKey, uploadKey } from '../documents/storage-keys.ts'
import type { NewId } from '../new-id.ts'
import type { Comparable } from '../retrieval/comparable.ts'

/** The copy is made within this process; a waiting document without its file is ended by the sweep. */
const COPIED_WITHIN_MS = 15 * 60_000

export interface PrepareAgainDeps extends DocumentRemovalDeps {
  bots: Pick<BotStore, 'listIds'>
  documents: Pick<DocumentStore, 'list' | 'create' | 'withdraw' | 'delete'>
  files: Pick<FileStore, 'size' | 'copy' | 'getText' | 'putText' | 'deletePrefix'>
  comparable: Comparable
  clock: Clock
  newId: NewId
}

/**
 * Begins a new version of every ready document whose vectors are of another encoder than the one that questions
 * have now. It takes the old one's place when it is ready; until then the old one is found by its words. May be
 * repeated: what is on its way already is left alone, or gets the file that it still lacks; what failed is begun
 * anew, or goes where it is not needed any more. `onError` hears of documents that could not be begun. Answers how
 * many were.
 */
export async function prepareAgain(
  deps: PrepareAgainDeps,
  onError: (documentId: string, error: unknown) => void,
): Promise<number> {
  let begun = 0
  for (const botId of await deps.bots.listIds()) {
    const documents = (await deps.documents.list(botId)).filter(({ status }) => status !== 'deleting')
    for (const document of documents.filter(({ status }) => readyStatuses.includes(status))) {
      try {
        if (await renew(deps, document, documents)) begun++
      } catch (error) {
        onError(document.id, error)
      }
    }
  }
  return begun
}

/** `documents`: those of its bot. Answers whether a version was begun. */
async function renew(deps: PrepareAgainDeps, document: Document, documents: Document[]): Promise<boolean> {
  const versions = documents.filter(({ replaces }) => replaces === document.id)
  const failed = versions.filter(version => version.status === 'failed' && isOurs(version, document))
  for (const version of failed) await removeVersion(deps, version)
  if (!isOutdated(deps, document)) return false
  const version = versions.find(one => !failed.includes(one))
  return await (version ? completeVersion(deps, document, version) : beginVersion(deps, document))
}

function isOutdated({ comparable }: PrepareAgainDeps, document: Document): boolean {
  return document.passageCount > 0 && !comparable(document.encoder)
}

/** An owner's own new version was added later than what it replaces. */
function isOurs(version: Document, document: Document): boolean {
  return version.createdAt === document.createdAt
}

/** As its owner would delete it: the sweep ends what a kill leaves. */
async function removeVersion(deps: PrepareAgainDeps, version: Document): Promise<void> {
  const withdrawn = await deps.documents.withdraw(version, new Date(deps.clock()).toISOString())
  if (withdrawn) await removeWhatDocumentOwns(deps, withdrawn)
}

async function beginVersion(deps: PrepareAgainDeps, document: Document): Promise<boolean> {
  const now = new Date(deps.clock()).toISOString()
  const version: Document = {
    ...document,
    id: deps.newId('doc'),
    replaces: document.id,
    predecessors: [],
    status: 'waiting',
    ...NOTHING_READ,
    ...{ progress: null, failure: null, attempts: 0, version: 1 },
    ...{ heartbeat: now, updatedAt: now },
    deadline: new Date(deps.clock() + COPIED_WITHIN_MS).toISOString(),
  }
  // The document first: a file that belongs to none is removed by whoever hears that it has arrived.
  await deps.documents.create(version)
  try {
    await copyContents(deps.files, document, version)
    return true
  } catch (error) {
    await deps.files.deletePrefix(textKey(version))
    await deps.documents.delete(version.botId, version.id)
    throw error
  }
}

/** We were killed between the two steps. An owner's own new version is waited for, its file comes from them. */
async function completeVersion(
  { files }: PrepareAgainDeps,
  document: Document,
  version: Document,
): Promise<boolean> {
  if (version.status !== 'waiting' || !isOurs(version, document)) return false
  if ((await files.size(uploadKey(version))) !== null) return false
  await copyContents(files, document, version)
  return true
}

/**
 * The text first, so that nothing is read anew: the file may not be the one any more that was read. The file last,
 * since work begins when it arrives.
 */
async function copyContents(
  files: PrepareAgainDeps['files'],
  document: Document,
  version: Document,
): Promise<void> {
  const text = await files.getText(textKey(document))
  if (text) await files.putText(textKey(version), text)
  await files.copy(uploadKey(document), uploadKey(version))
}
