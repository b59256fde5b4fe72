import type { DocumentCounts } from '#lib/core/contract/bots.ts'
import { readyStatuses, workingStatuses } from '#lib/core/documents/document.ts'
import type { DocumentStore } from '#lib/core/documents/ports.ts'

export async function countDocuments(
  deps: { documents: Pick<DocumentStore, 'list'> },
  botId: string,
): Promise<DocumentCounts> {
  const present = (await deps.documents.list(botId)).filter(({ status }) => status !== 'deleting')
  return {
    total: present.length,
    ready: present.filter(({ status }) => readyStatuses.includes(status)).length,
    working: present.filter(({ status }) => workingStatuses.includes(status)).length,
    failed: present.filter(({ status }) => status === 'failed').length,
  }
}
