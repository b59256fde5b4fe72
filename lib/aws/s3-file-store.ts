import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import type { FileStore } from '#lib/core/documents/ports.ts'
import { structuredTextSchema } from '#lib/core/documents/structured-text.ts'
import { PATIENCE_WITH_FILES } from './patience.ts'

export function s3Client(region: string, endpoint: string | null): S3Client {
  return new S3Client({
    region,
    requestHandler: PATIENCE_WITH_FILES,
    // A host name per bucket exists only where AWS itself answers.
    forcePathStyle: endpoint !== null,
    // Otherwise a presigned request carries the checksum of an empty body.
    requestChecksumCalculation: 'WHEN_REQUIRED',
  })
}

export function s3FileStore(s3: S3Client, bucket: string): FileStore {
  /** Null where there is nothing. */
  const head = async (key: string) => {
    try {
      return await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))
    } catch (error) {
      if (error instanceof NotFound) return null
      throw error
    }
  }

  return {
    async uploadTarget(key, { bytes, contentType, expiresInSeconds }) {
      const { url, fields } = await createPresignedPost(s3, {
        Bucket: bucket,
        Key: key,
        Expires: expiresInSeconds,
        Fields: { 'Content-Type': contentType },
        Conditions: [
          ['content-length-range', bytes, bytes],
          ['eq', '$Content-Type', contentType],
        ],
      })
      return { url, fields }
    },

    async size(key) {
      const found = await head(key)
      return found && (found.ContentLength ?? 0)
    },

    async tag(key) {
      return (await head(key))?.ETag ?? null
    },

    async copy(from, to) {
      const CopySource = `${bucket}/${encodeURIComponent(from)}`
      await s3.send(new CopyObjectCommand({ Bucket: bucket, Key: to, CopySource }))
    },

    async putText(key, value) {
      const Body = JSON.stringify(value)
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body, ContentType: 'application/json' }))
    },

    async getText(key) {
      try {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
        return structuredTextSchema.parse(JSON.parse((await Body?.transformToString()) ?? ''))
      } catch (error) {
        if (error instanceof NoSuchKey) return null
        throw error
      }
    },

    async textBytes(key, from, to) {
      try {
        const { Body, ContentRange } = await s3.send(
          new GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=${from}-${to - 1}` }),
        )
        const total = Number(ContentRange?.split('/')[1])
        return { bytes: (await Body?.transformToByteArray()) ?? new Uint8Array(), total }
      } catch (error) {
        if (error instanceof NoSuchKey || (error as Error).name === 'InvalidRange') return null
        throw error
      }
    },

    async deletePrefix(prefix) {
      const pages = paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: prefix })
      for await (const { Contents = [] } of pages) {
        if (!Contents.length) continue
        const Objects = Contents.map(({ Key }) => ({ Key }))
        const { Errors = [] } = await s3.send(
          new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
        )
        if (Errors.length)
          throw new Error(`${Errors.length} objects under ${prefix} could not be deleted: ${Errors[0]?.Code}`)
      }
    },
  }
}
