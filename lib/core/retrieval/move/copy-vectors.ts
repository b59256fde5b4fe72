import { type Document, readyStatuses } from '#lib/core/documents/document.ts'
import type { DocumentStore } from '#lib/core/documents/ports.ts'
import type { PassageStore, RemoteVectors } from '#lib/core/retrieval/ports.ts'

/** Documents copied at the same time: S3 Vectors takes 2,500 vectors a second an index. */
const PARALLEL = 4

export interface CopyDeps {
  documents: Pick<DocumentStore, 'list'>
  passages: Pick<PassageStore, 'ofDocument'>
  remoteVectors: Pick<RemoteVectors, 'put' | 'list' | 'deleteOfDocument'>
}

export interface Copied {
  documents: number
  passages: number
  /** Of those, how many were there already. */
  before: number
}

/** Passages of ready documents are not where they should be by now. */
export class CopyIncomplete extends Error {
  override name = 'CopyIncomplete'
}

/**
 * Puts into S3 Vectors what of the bot's ready documents is not there, out of the table, removes what is of
 * no document any more, and counts. May be repeated, and be killed at any time. Throws `CopyIncomplete`.
 */
export async function copyVectors(
  deps: CopyDeps,
  botId: string,
  onProgress: (done: number, total: number) => void,
): Promise<Copied> {
  const there = await countByDocument(deps, botId)
  const documents = await deps.documents.list(botId)
  const known = new Set(documents.filter(({ status }) => status !== 'deleting').map(({ id }) => id))
  for (const id of there.keys()) if (!known.has(id)) await deps.remoteVectors.deleteOfDocument(botId, id)

  const ready = documents.filter(({ status }) => readyStatuses.includes(status))
  const total = sum(ready.map(({ passageCount }) => passageCount))
  const before = sum(ready.map(document => present(there, document)))
  let done = before
  onProgress(done, total)
  const open = ready.filter(document => present(there, document) < document.passageCount).values()
  await Promise.all(
    Array.from({ length: PARALLEL }, async () => {
      for (const document of open) {
        await deps.remoteVectors.put(botId, await deps.passages.ofDocument(botId, document.id))
        done += document.passageCount - present(there, document)
        onProgress(done, total)
      }
    }),
  )
  await verify(deps, botId, ready)
  return { documents: ready.length, passages: total, before }
}

async function verify(deps: CopyDeps, botId: string, copied: readonly Document[]): Promise<void> {
  const there = await countByDocument(deps, botId)
  // What was deleted or replaced since need not be there.
  const documents = await deps.documents.list(botId)
  const still = new Set(documents.filter(({ status }) => readyStatuses.includes(status)).map(({ id }) => id))
  const lacking = copied.filter(
    document => still.has(document.id) && present(there, document) < document.passageCount,
  )
  if (!lacking.length) return
  const missing = sum(lacking.map(document => document.passageCount - present(there, document)))
  throw new CopyIncomplete(
    `${missing} passages of ${lacking.map(({ name }) => name).join(', ')} did not arrive. Run the command again; if it says the same, those documents must be added again.`,
  )
}

/** By document, the ordinals that S3 Vectors has. */
async function countByDocument(
  { remoteVectors }: CopyDeps,
  botId: string,
): Promise<Map<string, Set<number>>> {
  const ordinals = new Map<string, Set<number>>()
  for await (const page of remoteVectors.list(botId)) {
    for (const { documentId, ordinal } of page) {
      const known = ordinals.get(documentId)
      if (known) known.add(ordinal)
      else ordinals.set(documentId, new Set([ordinal]))
    }
  }
  return ordinals
}

function present(there: Map<string, Set<number>>, { id, passageCount }: Document): number {
  let count = 0
  for (const ordinal of there.get(id) ?? []) if (ordinal < passageCount) count++
  return count
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
