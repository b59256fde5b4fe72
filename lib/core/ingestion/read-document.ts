import type { Document, DocumentOrigin } from '../documents/document.ts'
import type { FileStore } from '../documents/ports.ts'
import { textKey, uploadKey } from '../documents/storage-keys.ts'
import type { StructuredText } from '../documents/structured-text.ts'
import type { Extractor } from './ports.ts'

export interface ReadingDeps {
  files: Pick<FileStore, 'size' | 'putText' | 'getText'>
  extractor: Extractor
}

/** How documents of one origin are had. */
interface OriginReader {
  /** Whether there is anything to read yet. */
  hasArrived(deps: { files: Pick<FileStore, 'size'> }, document: Document): Promise<boolean>
  /** Throws `ExtractionFailure` where it cannot be read, now or ever. */
  read(deps: ReadingDeps, document: Document, onProgress: OnProgress): Promise<StructuredText>
}
type OnProgress = (done: number, total: number) => void

const readers: Record<DocumentOrigin['kind'], OriginReader> = {
  upload: {
    hasArrived: async ({ files }, document) => (await files.size(uploadKey(document))) !== null,
    read: ({ extractor }, document, onProgress) =>
      extractor.extract(uploadKey(document), document.format, ({ page, pages }) => onProgress(page, pages)),
  },
}

export function hasArrived(deps: { files: Pick<FileStore, 'size'> }, document: Document): Promise<boolean> {
  return readers[document.origin.kind].hasArrived(deps, document)
}

/** What a document says. Reading is the one stage that costs: its result is kept, and a second attempt starts from it. */
export async function readDocument(
  deps: ReadingDeps,
  document: Document,
  onProgress: OnProgress,
): Promise<StructuredText> {
  const kept = await deps.files.getText(textKey(document))
  if (kept) return kept
  const text = await readers[document.origin.kind].read(deps, document, onProgress)
  await deps.files.putText(textKey(document), text)
  return text
}
