import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { DocumentFormat } from '#lib/core/documents/formats.ts'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import type { Extractor } from '#lib/core/ingestion/ports.ts'

/** Reads a file that is on disk; what runs it decides about its isolation. */
export type ExtractFile = (
  path: string,
  format: DocumentFormat,
  onProgress: (progress: { page: number; pages: number }) => void,
) => Promise<StructuredText>

/** Brings an uploaded file to disk, has it read, and removes it again. */
export function s3Extractor(s3: S3Client, bucket: string, extractFile: ExtractFile): Extractor {
  return {
    async extract({ key, format, tag }, onProgress) {
      const folder = await mkdtemp(join(tmpdir(), 'docent-'))
      try {
        const path = join(folder, `original.${format}`)
        const { Body, ETag } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
        if (ETag !== tag) {
          ;(Body as Readable).destroy()
          throw new ExtractionFailure('sent-twice')
        }
        await pipeline(Body as Readable, createWriteStream(path))
        return await extractFile(path, format, onProgress)
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  }
}
