import { encode } from '../../sigv4-encoding.ts'
import { invalidArgument } from '../s3-error.ts'
import { queryValue, type S3Call } from './call.ts'

/** S3 never sends more at once, whatever is asked. */
const MAX_KEYS = 1000

export function readMaxKeys(call: S3Call): number {
  const text = queryValue(call, 'max-keys')
  if (text === undefined) return MAX_KEYS
  if (!/^\d{1,9}$/.test(text))
    throw invalidArgument('Provided max-keys not an integer or within integer range')
  return Math.min(MAX_KEYS, Number(text))
}

/** How names are written: as they are, or as in a URL where the call asks for that. */
export function nameWriter(call: S3Call): (name: string) => string {
  const type = queryValue(call, 'encoding-type')
  if (type === undefined) return name => name
  if (type !== 'url') throw invalidArgument('Invalid Encoding Method specified in Request')
  return name => encode(Buffer.from(name), '/')
}
