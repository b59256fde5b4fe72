import type { Readable } from 'node:stream'
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { DocumentFormat } from '#lib/core/documents/formats.ts'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import type { Extractor } from '#lib/core/ingestion/ports.ts'

/** Reads a file as it comes; what runs it decides about its isolation. */
export type ExtractBytes = (
  bytes: Readable,
  format: DocumentFormat,
  onProgress: (progress: { page: number; pages: number }) => void,
) => Promise<StructuredText>

/** Fetches an uploaded file and has it read here. */
export function s3Extractor(s3: S3Client, bucket: string, extractBytes: ExtractBytes): Extractor {
  return {
    async extract({ key, format, tag }, onProgress) {
      const { Body, ETag } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
      if (ETag !== tag) {
        ;(Body as Readable).destroy()
        throw new ExtractionFailure('sent-twice')
      }
      return extractBytes(Body as Readable, format, onProgress)
    },
  }
}
