import { readyStatuses } from '#lib/core/documents/document.ts'
import { uploadKey } from '#lib/core/documents/storage-keys.ts'
import type { RestoreDeps } from './restore-deps.ts'

/** What of a guide is not whole now: of each document that is ready, its passages and its file. */
export async function checkGuide(
  { documents, passages, files }: Pick<RestoreDeps, 'documents' | 'passages' | 'files'>,
  botId: string,
): Promise<string[]> {
  const problems: string[] = []
  for (const document of await documents.list(botId)) {
    if (!readyStatuses.includes(document.status)) continue
    const there = await passages.listOfDocument(botId, document.id)
    if (there.length < document.passageCount) {
      problems.push(
        `${document.name} says it is ready, but has ${there.length} of its ${document.passageCount} passages, and is not found. Its owner must delete it and add it again.`,
      )
    }
    if ((await files.size(uploadKey(document))) === null) {
      problems.push(`${document.name} is found, but its file is gone for good and cannot be opened.`)
    }
  }
  return problems
}
