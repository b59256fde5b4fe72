import type { Operation } from '../s3.ts'
import { invalidArgument } from '../s3-error.ts'
import type { Bucket } from '../storage/bucket.ts'
import type { ObjectDescription } from '../storage/object-file.ts'
import { idOf } from '../storage/object-store.ts'
import { queryValue } from '../wire/call.ts'
import { nameWriter, readMaxKeys } from '../wire/listing.ts'
import { writeXml, type XmlTree } from '../wire/xml-write.ts'

/** Every version under a prefix, by key, the newest of each first; delete markers by themselves. */
export const listObjectVersions: Operation = async (call, { objects, account }) => {
  const bucket = objects.bucket(call.bucket)
  const prefix = queryValue(call, 'prefix') ?? ''
  const keyMarker = queryValue(call, 'key-marker') || undefined
  const versionMarker = queryValue(call, 'version-id-marker') || undefined
  if (versionMarker && !keyMarker) {
    throw invalidArgument('A version-id marker cannot be specified without a key marker.')
  }
  const maxKeys = readMaxKeys(call)
  const write = nameWriter(call)
  const all = versionsAfter(bucket, prefix, keyMarker, versionMarker)
  const page = all.slice(0, maxKeys)
  const last = all.length > page.length ? page.at(-1)?.version : undefined

  const entry = ({ version, isLatest }: Listed): XmlTree => ({
    Key: write(version.key),
    VersionId: idOf(version),
    IsLatest: isLatest,
    LastModified: version.lastModified,
    Owner: { ID: account.accessKeyId },
  })
  const body = writeXml('ListVersionsResult', {
    Name: call.bucket,
    Prefix: write(prefix),
    KeyMarker: write(keyMarker ?? ''),
    VersionIdMarker: versionMarker ?? '',
    NextKeyMarker: last && write(last.key),
    NextVersionIdMarker: last && idOf(last),
    MaxKeys: maxKeys,
    EncodingType: queryValue(call, 'encoding-type'),
    IsTruncated: last !== undefined,
    Version: page
      .filter(({ version }) => !version.deleteMarker)
      .map(listed => ({
        ...entry(listed),
        ETag: `"${listed.version.etag}"`,
        Size: listed.version.size,
        StorageClass: 'STANDARD',
      })),
    DeleteMarker: page.filter(({ version }) => version.deleteMarker).map(entry),
  })
  return { status: 200, body }
}

interface Listed {
  version: ObjectDescription
  isLatest: boolean
}

function versionsAfter(
  bucket: Bucket,
  prefix: string,
  keyMarker: string | undefined,
  versionMarker: string | undefined,
): Listed[] {
  const after = keyMarker === undefined ? undefined : Buffer.from(keyMarker)
  return bucket.allKeysInOrder().flatMap(key => {
    if (!key.startsWith(prefix)) return []
    const versions = bucket.versionsOf(key).map((version, at) => ({ version, isLatest: at === 0 }))
    const order = after ? Buffer.from(key).compare(after) : 1
    if (order > 0) return versions
    if (order < 0 || versionMarker === undefined) return []
    return versions.slice(versions.findIndex(({ version }) => idOf(version) === versionMarker) + 1)
  })
}
