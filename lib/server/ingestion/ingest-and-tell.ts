import { DocentError } from '#lib/core/errors.ts'
import type { ExtractionFailureCode } from '#lib/core/ingestion/extraction-failure.ts'
import {
  type IngestionDeps,
  type IngestionOutcome,
  ingestDocument,
} from '#lib/core/ingestion/ingest-document.ts'
import { mergeBotPacks } from '#lib/core/retrieval/packs/merge-bot-packs.ts'
import { logError, logInfo } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { QueuedDocument } from './document-queue.ts'

/** Works on one document, and leaves a line in the log and its figures, failures by their reason. */
export async function ingestAndTell(
  deps: IngestionDeps & { metrics: Metrics },
  key: QueuedDocument,
): Promise<IngestionOutcome> {
  const began = deps.clock()
  let reason: ExtractionFailureCode | undefined
  try {
    const outcome = await ingestDocument(deps, key, code => {
      reason = code
    })
    const milliseconds = deps.clock() - began
    logInfo('ingested', { documentId: key.id, outcome, reason, milliseconds })
    if (outcome === 'ready' || outcome === 'failed') {
      deps.metrics.put({ IngestionMs: milliseconds, IngestionFailures: outcome === 'failed' ? 1 : 0 }, reason)
    }
    if (outcome === 'ready') await mergeQuietly(deps, key)
    return outcome
  } catch (error) {
    // A service failed, not the document: it is tried again.
    deps.metrics.put({ IngestionFailures: 1 }, error instanceof DocentError ? error.code : 'unexpected')
    throw error
  }
}

/** The document is ready, whatever becomes of this; the next document tries again. */
async function mergeQuietly(deps: IngestionDeps, { botId, id }: QueuedDocument): Promise<void> {
  try {
    await mergeBotPacks(deps, botId)
  } catch (error) {
    logError('merge', error, { botId, documentId: id })
  }
}
