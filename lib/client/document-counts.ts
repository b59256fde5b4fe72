import type { DocumentCounts } from '../core/contract/bots.ts'
import type { DocumentView } from '../core/contract/documents.ts'
import { isReady } from './document-progress.ts'
import { countOf, formatCount } from './format.ts'
import { isUnfinished, type Upload } from './upload-queue.ts'

export interface ShownCounts extends DocumentCounts {
  /** Files whose rows say why they could not be sent. */
  notAdded: number
}

/** Of a page with files on their way from this computer. A new version is no document more. */
export function shownCounts(
  documents: readonly Pick<DocumentView, 'id' | 'status' | 'replaces'>[],
  queue: readonly Pick<Upload, 'state' | 'documentId' | 'replaces'>[],
): ShownCounts {
  const ids = new Set(documents.map(({ id }) => id))
  const isVersion = ({ replaces }: { replaces: string | null }) => replaces !== null && ids.has(replaces)
  const here = documents.filter(document => document.status !== 'deleting' && !isVersion(document))
  // Of what is here already nobody knows yet whether it comes.
  const known = queue.filter(({ state }) => state !== 'undecided')
  const coming = known.filter(upload => !ids.has(upload.documentId ?? '') && !isVersion(upload))
  const stopped = queue.filter(upload => !isUnfinished(upload))
  const ready = here.filter(isReady).length
  const failed = here.filter(({ status }) => status === 'failed').length
  const total = here.length + coming.length
  const working = total - ready - failed - stopped.filter(upload => !isVersion(upload)).length
  return { total, ready, working, failed, notAdded: stopped.length }
}

/** `12 of 18 ready`, above the list. */
export function readyOf({ total, ready }: DocumentCounts): string {
  if (ready < total) return `${formatCount(ready)} of ${formatCount(total)} ready`
  return total === 1 ? 'Ready' : `All ${formatCount(total)} ready`
}

/** `12 of 18 documents ready · 5 being read`, on the card of a guide. */
export function countsInWords({ total, ready, working, failed }: DocumentCounts): string {
  if (total === 0) return 'No documents yet'
  const documents = countOf(total, 'document', 'documents')
  const parts = [ready < total ? `${formatCount(ready)} of ${documents} ready` : documents]
  if (working > 0) parts.push(`${formatCount(working)} being read`)
  if (failed > 0) parts.push(`${formatCount(failed)} could not be read`)
  return parts.join(' · ')
}
