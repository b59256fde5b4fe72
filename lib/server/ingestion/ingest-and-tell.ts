import type { OwnedDocumentKey } from '#lib/core/documents/ports.ts'
import { DocentError } from '#lib/core/errors.ts'
import {
  type IngestionDeps,
  type IngestionOutcome,
  ingestDocument,
} from '#lib/core/ingestion/ingest-document.ts'
import type { KnowledgeIndex } from '#lib/core/retrieval/ports.ts'
import { logError, logInfo } from '../log.ts'
import type { Metrics } from '../metrics.ts'

interface TellingDeps extends IngestionDeps {
  index: IngestionDeps['index'] & Pick<KnowledgeIndex, 'tidy'>
  metrics: Metrics
}

/** Works on one document, and leaves a line in the log and its figures, failures by their reason. */
export async function ingestAndTell(deps: TellingDeps, key: OwnedDocumentKey): Promise<IngestionOutcome> {
  const began = deps.clock()
  try {
    const ended = await ingestDocument(deps, key)
    const milliseconds = deps.clock() - began
    if (ended.outcome === 'resting') {
      logError('ingestion', ended.error, { documentId: key.id })
      deps.metrics.put({ IngestionFailures: 1 }, ended.reason)
      return ended
    }
    logInfo('ingested', { documentId: key.id, ...ended, milliseconds })
    if (ended.outcome === 'ready' || ended.outcome === 'failed') {
      const reason = ended.outcome === 'failed' ? ended.reason : undefined
      deps.metrics.put({ IngestionMs: milliseconds, IngestionFailures: reason ? 1 : 0 }, reason)
    }
    if (ended.outcome === 'ready') await tidyQuietly(deps, key)
    return ended
  } catch (error) {
    // A service failed, not the document: it is tried again.
    deps.metrics.put({ IngestionFailures: 1 }, error instanceof DocentError ? error.code : 'unexpected')
    throw error
  }
}

/** The document is ready, whatever becomes of this; the next document tries again. */
async function tidyQuietly({ index }: TellingDeps, { botId, id }: OwnedDocumentKey): Promise<void> {
  try {
    await index.tidy(botId)
  } catch (error) {
    logError('tidy', error, { botId, documentId: id })
  }
}
