import { s3Extractor } from '#lib/aws/s3-extractor.ts'
import type { IngestionDeps } from '#lib/core/ingestion/ingest-document.ts'
import type { Scheduler } from '#lib/core/ingestion/scheduler.ts'
import { extractInChild } from '#lib/extraction/extract-in-child.ts'
import type { Deps } from '../deps.ts'

/** What the ingestion needs beyond the rest: files read in a process of their own, and time. */
export function ingestionDeps(deps: Deps): Deps & IngestionDeps {
  const { bucket, extractionMs, leaseMs } = deps.settings
  const extractor = s3Extractor(deps.s3, bucket, (path, format, onProgress) =>
    extractInChild({ path, fileName: `original.${format}`, format, onProgress, deadlineMs: extractionMs }),
  )
  return { ...deps, extractor, scheduler, leaseMs }
}

const scheduler: Scheduler = {
  wait: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
  every(milliseconds, run) {
    const timer = setInterval(run, milliseconds)
    return () => clearInterval(timer)
  },
  chance: Math.random,
}
