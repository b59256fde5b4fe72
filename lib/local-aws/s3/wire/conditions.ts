import { noSuchKey, notImplemented, S3Error } from '../s3-error.ts'
import type { ObjectDescription } from '../storage/object-file.ts'
import { headerValue, type S3Call } from './call.ts'

/** If-Match and its kin for reading, in the order of RFC 9110, section 13.2.2. */
export function checkReadConditions(call: S3Call, found: ObjectDescription): 'send' | 'not-modified' {
  // HTTP dates have whole seconds.
  const modified = Math.floor(Date.parse(found.lastModified) / 1000) * 1000
  const ifMatch = headerValue(call, 'if-match')
  const unmodifiedSince = Date.parse(headerValue(call, 'if-unmodified-since') ?? '')
  if (ifMatch !== undefined ? !matches(ifMatch, found) : modified > unmodifiedSince) throw failed()
  const ifNoneMatch = headerValue(call, 'if-none-match')
  const modifiedSince = Date.parse(headerValue(call, 'if-modified-since') ?? '')
  const same = ifNoneMatch !== undefined ? matches(ifNoneMatch, found) : modified <= modifiedSince
  return same ? 'not-modified' : 'send'
}

/**
 * `If-None-Match: *` (only if there is nothing yet) and `If-Match` (only over that version) for writing. The
 * returned check is to run when nothing can come between it and the write.
 */
export function writePrecondition(call: S3Call): (current: ObjectDescription | undefined) => void {
  const ifMatch = headerValue(call, 'if-match')
  const ifNoneMatch = headerValue(call, 'if-none-match')
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') throw notImplemented('If-None-Match other than *')
  return current => {
    if (ifNoneMatch !== undefined && current !== undefined) throw failed()
    if (ifMatch === undefined) return
    if (current === undefined) throw noSuchKey(call.key)
    if (!matches(ifMatch, current)) throw failed()
  }
}

function matches(list: string, found: ObjectDescription): boolean {
  return list
    .split(',')
    .map(tag => tag.trim().replace(/^(?:W\/)?"?(.*?)"?$/, '$1'))
    .some(tag => tag === '*' || tag === found.etag)
}

function failed(): S3Error {
  const message = 'At least one of the pre-conditions you specified did not hold'
  return new S3Error('PreconditionFailed', 412, message)
}
