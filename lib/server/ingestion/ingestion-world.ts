import { s3Extractor } from '#lib/aws/s3-extractor.ts'
import type { Patience } from '#lib/core/ingestion/encode-passages.ts'
import type { IngestionWorld } from '#lib/core/ingestion/ingest-document.ts'
import { extractInChild } from '#lib/extraction/extract-in-child.ts'
import type { World } from '../world.ts'

/** What the ingestion needs beyond the rest: files read in a process of their own, and time. */
export function ingestionWorld(world: World): World & IngestionWorld {
  const { bucket, extractionMs, leaseMs } = world.settings
  const extractor = s3Extractor(world.s3, bucket, (path, format, onProgress) =>
    extractInChild({ path, fileName: `original.${format}`, format, onProgress, deadlineMs: extractionMs }),
  )
  return { ...world, extractor, patience, leaseMs }
}

const patience: Patience = {
  wait: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
  every(milliseconds, run) {
    const timer = setInterval(() => void run(), milliseconds)
    return () => clearInterval(timer)
  },
  chance: Math.random,
}
