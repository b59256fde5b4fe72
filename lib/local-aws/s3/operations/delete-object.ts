import type { Operation } from '../s3.ts'
import { invalidArgument } from '../s3-error.ts'
import type { ObjectDescription } from '../storage/object-file.ts'
import { versionHeader } from '../wire/attributes.ts'
import { queryValue } from '../wire/call.ts'
import { writePrecondition } from '../wire/conditions.ts'

/** Deleting what isn't there succeeds, as in S3. */
export const deleteObject: Operation = async (call, { objects }) => {
  const marker = await objects.deleteObject(objects.bucket(call.bucket), call.key, writePrecondition(call))
  return { status: 204, headers: marker ? deletedHeaders(marker) : {} }
}

/** One version for good; of a delete marker, so that the object is there again. */
export const deleteObjectVersion: Operation = async (call, { objects }) => {
  const id = queryValue(call, 'versionId') ?? ''
  const version = await objects.deleteVersion(objects.bucket(call.bucket), call.key, id)
  if (version) return { status: 204, headers: deletedHeaders(version) }
  if (!VERSION_ID.test(id)) throw invalidArgument('Invalid version id specified')
  return { status: 204, headers: { 'x-amz-version-id': id } }
}

/** As our own sequencers, or `null`. */
const VERSION_ID = /^(?:[0-9A-F]{16,}|null)$/

function deletedHeaders(version: ObjectDescription): Record<string, string> {
  return { ...versionHeader(version), ...(version.deleteMarker && { 'x-amz-delete-marker': 'true' }) }
}
