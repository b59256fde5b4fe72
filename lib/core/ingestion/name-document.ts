import type { Document } from '../documents/document.ts'
import { ownTitle } from '../documents/own-title.ts'
import type { DocumentStore } from '../documents/ports.ts'
import type { StructuredText } from '../documents/structured-text.ts'

/** What people are to call it: what its owner called the one it replaces, else its own title, else its file's name. */
export async function nameDocument(
  deps: { documents: Pick<DocumentStore, 'get'> },
  { botId, replaces, fileName }: Document,
  text: StructuredText,
): Promise<Pick<Document, 'name' | 'named'>> {
  const replaced = replaces && (await deps.documents.get(botId, replaces))
  if (replaced && replaced.named === 'owner') return { name: replaced.name, named: 'owner' }
  const title = ownTitle(text)
  return title ? { name: title, named: 'document' } : { name: fileName, named: 'file' }
}
