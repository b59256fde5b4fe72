import type { Document, DocumentOrigin } from '../documents/document.ts'
import type { FileStore } from '../documents/ports.ts'
import { textKey, uploadKey } from '../documents/storage-keys.ts'
import type { StructuredText } from '../documents/structured-text.ts'
import type { Extractor } from './ports.ts'
import { assertSound } from './sound-text.ts'

export interface ReadingDeps {
  files: Pick<FileStore, 'tag' | 'putText' | 'getText'>
  extractor: Extractor
}

/** How documents of one origin are had. */
interface OriginReader {
  /** Tells what there is to read from what may come later; null where there is nothing yet. */
  tag(deps: { files: Pick<FileStore, 'tag'> }, document: Document): Promise<string | null>
  /** Throws `ExtractionFailure` where it cannot be read, now or ever. */
  read(deps: ReadingDeps, document: DocumentToRead, onProgress: OnProgress): Promise<StructuredText>
}
/** Which file is to be read is noted before. */
type DocumentToRead = Document & { fileTag: string }
type OnProgress = (done: number, total: number) => void

const readers: Record<DocumentOrigin['kind'], OriginReader> = {
  upload: {
    tag: ({ files }, document) => files.tag(uploadKey(document)),
    read: ({ extractor }, document, onProgress) =>
      extractor.extract(
        { key: uploadKey(document), format: document.format, tag: document.fileTag },
        ({ page, pages }) => onProgress(page, pages),
      ),
  },
}

/** Of what has arrived; null where nothing has. */
export function arrivedTag(
  deps: { files: Pick<FileStore, 'tag'> },
  document: Document,
): Promise<string | null> {
  return readers[document.origin.kind].tag(deps, document)
}

/**
 * What a document says. Reading is the one stage that costs: its result is kept, and a second attempt starts from it.
 * Nothing is kept that is not sound.
 */
export async function readDocument(
  deps: ReadingDeps,
  document: DocumentToRead,
  onProgress: OnProgress,
): Promise<StructuredText> {
  const kept = await deps.files.getText(textKey(document))
  if (kept) return kept
  const text = await readers[document.origin.kind].read(deps, document, onProgress)
  assertSound(text, document.format)
  await deps.files.putText(textKey(document), text)
  return text
}
