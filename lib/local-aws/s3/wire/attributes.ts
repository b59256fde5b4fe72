import { S3Error } from '../s3-error.ts'
import type { ObjectAttributes, ObjectDescription } from '../storage/object-file.ts'
import type { S3Call } from './call.ts'

/** Headers that are kept with an object and sent back with it. */
const KEPT_HEADERS = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
]
const META_PREFIX = 'x-amz-meta-'
/** S3's limit on user metadata: names and values together, UTF-8. */
const MAX_META_BYTES = 2048

/** From headers, whose bytes Node reads as Latin-1 but S3 as UTF-8. */
export function attributesOfHeaders(call: S3Call): ObjectAttributes {
  return readAttributes(
    Object.entries(call.headers).map(([name, value]) => [
      name,
      Buffer.from(value?.toString() ?? '', 'latin1').toString('utf8'),
    ]),
  )
}

/** From a POST form's fields, by lower-case name. */
export function attributesOfFields(fields: Map<string, string>): ObjectAttributes {
  return readAttributes([...fields])
}

export function responseHeaders(object: ObjectDescription, withChecksum: boolean): Record<string, string> {
  const { checksum, attributes } = object
  const meta = Object.entries(attributes.meta).map(([name, value]) => [META_PREFIX + name, headerText(value)])
  const kept = Object.entries(attributes.headers).map(([name, value]) => [name, headerText(value)])
  return {
    'content-type': 'binary/octet-stream', // S3's default
    ...Object.fromEntries(kept),
    ...Object.fromEntries(meta),
    etag: `"${object.etag}"`,
    ...versionHeader(object),
    'last-modified': new Date(object.lastModified).toUTCString(),
    'accept-ranges': 'bytes',
    ...(withChecksum && checksum ? checksumHeaders(checksum) : {}),
  }
}

/** Only where its bucket keeps versions. */
export function versionHeader({ versionId }: ObjectDescription): Record<string, string> {
  return versionId === undefined ? {} : { 'x-amz-version-id': versionId }
}

export function checksumHeaders(
  checksum: NonNullable<ObjectDescription['checksum']>,
): Record<string, string> {
  return {
    [`x-amz-checksum-${checksum.algorithm}`]: checksum.value,
    'x-amz-checksum-type': checksum.type,
  }
}

function readAttributes(entries: [string, string][]): ObjectAttributes {
  const headers = entries
    .filter(([name]) => KEPT_HEADERS.includes(name))
    .map(([name, value]) => (name === 'content-encoding' ? [name, withoutAwsChunked(value)] : [name, value]))
    .filter(([, value]) => value !== '')
  const meta = entries
    .filter(([name]) => name.startsWith(META_PREFIX))
    .map(([name, value]) => [name.slice(META_PREFIX.length), value] as const)
  const bytes = meta.reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  )
  if (bytes > MAX_META_BYTES) {
    const message = 'Your metadata headers exceed the maximum allowed metadata size'
    throw new S3Error('MetadataTooLarge', 400, message)
  }
  return { headers: Object.fromEntries(headers), meta: Object.fromEntries(meta) }
}

/** aws-chunked is how the bytes travelled, not what they are. */
function withoutAwsChunked(encoding: string): string {
  const rest = encoding.split(',').map(part => part.trim())
  return rest.filter(part => part !== 'aws-chunked').join(', ')
}

/** What a header can't carry as it is goes as an RFC 2047 word, as S3 sends it. */
function headerText(value: string): string {
  return /^[\x20-\x7e]*$/.test(value) ? value : `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`
}
