import { s3Extractor } from '#lib/aws/s3-extractor.ts'
import type { IngestionDeps } from '#lib/core/ingestion/ingest-document.ts'
import type { Extractor } from '#lib/core/ingestion/ports.ts'
import type { Scheduler } from '#lib/core/ingestion/scheduler.ts'
import { extractBytes } from '#lib/extraction/extract-bytes.ts'
import type { Deps } from '../deps.ts'

/** What the ingestion needs beyond the rest: somebody who reads files, and time. */
export function ingestionDeps(deps: Deps, extractor: Extractor): Deps & IngestionDeps {
  return { ...deps, extractor, scheduler, leaseMs: deps.settings.leaseMs }
}

/** Files are read on this machine, each in a process of its own. */
export function ingestionDepsHere(deps: Deps): Deps & IngestionDeps {
  const { bucket, extractionMs: deadlineMs } = deps.settings
  const extractor = s3Extractor(deps.s3, bucket, (bytes, format, onProgress) =>
    extractBytes(bytes, format, { onProgress, deadlineMs }),
  )
  return ingestionDeps(deps, extractor)
}

const scheduler: Scheduler = {
  wait: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
  every(milliseconds, run) {
    const timer = setInterval(run, milliseconds)
    return () => clearInterval(timer)
  },
  chance: Math.random,
}
