import type { DocumentView } from '../core/contract/documents.ts'
import type { Upload } from './upload-queue.ts'

type DocumentPart = Pick<DocumentView, 'id' | 'replaces'>
type UploadPart = Pick<Upload, 'key' | 'documentId' | 'replaces'>
type Row<D, U> = { document: D } | { upload: U }

/**
 * What is on its way from this computer and what is here, both newest first. A new version stands where the
 * one it replaces does, directly above it: there its owner asked for it, and there its row stays.
 */
export function listRows<D extends DocumentPart, U extends UploadPart>(
  documents: readonly D[],
  queue: readonly U[],
): Row<D, U>[] {
  const ids = new Set(documents.map(({ id }) => id))
  // A document that is still being sent has its row among the uploads.
  const sending = new Set(queue.map(({ documentId }) => documentId))
  const shown = documents.filter(({ id }) => !sending.has(id))
  const isVersion = ({ replaces }: { replaces: string | null }) => replaces !== null && ids.has(replaces)
  const versions = Map.groupBy(shown.filter(isVersion), ({ replaces }) => replaces)
  const coming = Map.groupBy(queue.toReversed(), upload => (isVersion(upload) ? upload.replaces : null))

  const withVersions = (document: D): Row<D, U>[] => [
    ...(coming.get(document.id) ?? []).map(upload => ({ upload })),
    ...(versions.get(document.id) ?? []).flatMap(withVersions),
    ...(sending.has(document.id) ? [] : [{ document }]),
  ]
  const first = documents.filter(document => !isVersion(document))
  // Ids sort by time; one that replaced another keeps its place.
  first.sort((a, b) => compare(b.replaces ?? b.id, a.replaces ?? a.id))
  return [...(coming.get(null) ?? []).map(upload => ({ upload })), ...first.flatMap(withVersions)]
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
