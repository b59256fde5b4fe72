import type { FileHandle } from 'node:fs/promises'
import { noSuchKey } from './s3-error.ts'
import type { ObjectStore } from './storage/object-store.ts'
import { responseHeaders } from './wire/attributes.ts'
import { headerValue, queryValue, type S3Call } from './wire/call.ts'
import { checkReadConditions } from './wire/conditions.ts'
import { readRange } from './wire/range.ts'

/**
 * What GetObject and HeadObject answer, short of the bytes: those are `length` from `first`, in `handle`, which
 * the caller closes.
 */
export async function openForReading(
  call: S3Call,
  objects: ObjectStore,
): Promise<{
  status: number
  headers: Record<string, string>
  handle: FileHandle
  first: number
  length: number
}> {
  const opened = await objects.openObject(objects.bucket(call.bucket), call.key)
  if (opened === undefined) throw noSuchKey(call.key)
  const { handle, description } = opened
  try {
    if (checkReadConditions(call, description) === 'not-modified') {
      const { etag, 'last-modified': lastModified } = responseHeaders(description, false)
      const headers = { etag: etag!, 'last-modified': lastModified! }
      return { status: 304, headers, handle, first: 0, length: 0 }
    }
    const range = readRange(headerValue(call, 'range'), description.size)
    const { first, last } = range ?? { first: 0, last: description.size - 1 }
    const wantsChecksum = headerValue(call, 'x-amz-checksum-mode')?.toUpperCase() === 'ENABLED'
    const headers = {
      // A part's bytes can't be checked with the whole's checksum.
      ...responseHeaders(description, wantsChecksum && range === undefined),
      ...overriddenHeaders(call),
      'content-length': `${last - first + 1}`,
      ...(range && { 'content-range': `bytes ${first}-${last}/${description.size}` }),
    }
    return { status: range ? 206 : 200, headers, handle, first, length: last - first + 1 }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** Closes the handle at the end, or when whoever reads stops early. */
export async function streamBytes(
  handle: FileHandle,
  first: number,
  length: number,
): Promise<AsyncIterable<Buffer> | undefined> {
  if (length > 0) return handle.createReadStream({ start: first, end: first + length - 1 })
  await handle.close()
  return undefined
}

/** response-content-type and its kin, in the signed query. */
function overriddenHeaders(call: S3Call): Record<string, string> {
  const entries = OVERRIDABLE.map(name => [name, queryValue(call, `response-${name}`)] as const)
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined))
}

const OVERRIDABLE = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
]
