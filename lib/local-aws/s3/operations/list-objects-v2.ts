import type { Operation } from '../s3.ts'
import { invalidArgument } from '../s3-error.ts'
import { listPage } from '../storage/list-page.ts'
import { queryValue } from '../wire/call.ts'
import { nameWriter, readMaxKeys } from '../wire/listing.ts'
import { writeXml } from '../wire/xml-write.ts'

export const listObjectsV2: Operation = async (call, { objects, account }) => {
  const bucket = objects.bucket(call.bucket)
  const prefix = queryValue(call, 'prefix') ?? ''
  const delimiter = queryValue(call, 'delimiter') || undefined
  const maxKeys = readMaxKeys(call)
  const token = queryValue(call, 'continuation-token')
  const startAfter = queryValue(call, 'start-after')
  const after = token === undefined ? (startAfter ?? '') : readToken(token)
  const page = listPage(bucket.keysInOrder(), { prefix, delimiter, after, maxKeys })
  const write = nameWriter(call)
  const withOwner = queryValue(call, 'fetch-owner') === 'true'

  const body = writeXml('ListBucketResult', {
    Name: call.bucket,
    Prefix: write(prefix),
    Delimiter: delimiter && write(delimiter),
    StartAfter: startAfter && write(startAfter),
    ContinuationToken: token,
    NextContinuationToken: page.next === undefined ? undefined : writeToken(page.next),
    KeyCount: page.keys.length + page.prefixes.length,
    MaxKeys: maxKeys,
    EncodingType: queryValue(call, 'encoding-type'),
    IsTruncated: page.next !== undefined,
    Contents: page.keys.map(key => {
      const { lastModified, etag, size, checksum } = bucket.get(key)!
      return {
        Key: write(key),
        LastModified: lastModified,
        ETag: `"${etag}"`,
        ChecksumAlgorithm: checksum?.algorithm.toUpperCase(),
        ChecksumType: checksum?.type,
        Size: size,
        Owner: withOwner ? { ID: account.accessKeyId } : undefined,
        StorageClass: 'STANDARD',
      }
    }),
    CommonPrefixes: page.prefixes.map(common => ({ Prefix: write(common) })),
  })
  return { status: 200, body }
}

function writeToken(after: string): string {
  return Buffer.from(JSON.stringify({ after })).toString('base64url')
}

function readToken(token: string): string {
  const text = Buffer.from(token, 'base64url').toString('utf8')
  const after = /^\{"after":".*"\}$/s.test(text) ? JSON.parse(text).after : undefined
  if (typeof after !== 'string') throw invalidArgument('The continuation token provided is incorrect')
  return after
}
