import { S3Error } from '../s3-error.ts'

/** First and last byte, both included. */
export interface ByteRange {
  first: number
  last: number
}

/**
 * Reads a Range header for something of `size` bytes. Undefined means everything: no header, one we can't read,
 * or several ranges, which S3 doesn't serve. Throws InvalidRange when it lies outside (RFC 9110, section 14).
 */
export function readRange(header: string | undefined, size: number): ByteRange | undefined {
  const parts = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (parts === null || (parts[1] === '' && parts[2] === '')) return undefined
  const suffix = parts[1] === ''
  const first = suffix ? Math.max(0, size - Number(parts[2])) : Number(parts[1])
  const last = suffix || parts[2] === '' ? size - 1 : Math.min(size - 1, Number(parts[2]))
  if (!suffix && parts[2] !== '' && Number(parts[2]) < first) return undefined
  if (first > last) {
    throw new S3Error('InvalidRange', 416, 'The requested range is not satisfiable', {
      RangeRequested: header!,
      ActualObjectSize: `${size}`,
    })
  }
  return { first, last }
}
