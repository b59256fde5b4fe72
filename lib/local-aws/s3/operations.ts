import { abortMultipartUpload } from './operations/abort-multipart-upload.ts'
import { getBucketVersioning, putBucketVersioning } from './operations/bucket-versioning.ts'
import { completeMultipartUpload } from './operations/complete-multipart-upload.ts'
import { copyObject } from './operations/copy-object.ts'
import { createBucket } from './operations/create-bucket.ts'
import { createMultipartUpload } from './operations/create-multipart-upload.ts'
import { deleteBucket } from './operations/delete-bucket.ts'
import { deleteBucketCors } from './operations/delete-bucket-cors.ts'
import { deleteObject, deleteObjectVersion } from './operations/delete-object.ts'
import { deleteObjects } from './operations/delete-objects.ts'
import { getBucketCors } from './operations/get-bucket-cors.ts'
import { getObject } from './operations/get-object.ts'
import { headBucket } from './operations/head-bucket.ts'
import { headObject } from './operations/head-object.ts'
import { listBuckets } from './operations/list-buckets.ts'
import { listObjectVersions } from './operations/list-object-versions.ts'
import { listObjectsV2 } from './operations/list-objects-v2.ts'
import { listParts } from './operations/list-parts.ts'
import { postObject } from './operations/post-object.ts'
import { preflight } from './operations/preflight.ts'
import { putBucketCors } from './operations/put-bucket-cors.ts'
import { putObject } from './operations/put-object.ts'
import { uploadPart } from './operations/upload-part.ts'
import type { Operation } from './s3.ts'
import { notImplemented, S3Error } from './s3-error.ts'
import type { S3Call } from './wire/call.ts'

interface Route {
  /** What the path names. */
  on: 'service' | 'bucket' | 'object'
  method: string
  /** Query parameters that choose this operation. */
  when?: string[]
  /** A header that does. */
  whenHeader?: string
  /** Query parameters it understands besides. */
  takes?: string[]
  /** S3 takes it without a signature in header or query. */
  unsigned?: boolean
  run: Operation
}

const LIST = [
  'prefix',
  'delimiter',
  'max-keys',
  'continuation-token',
  'start-after',
  'encoding-type',
  'fetch-owner',
]
const VERSIONS = ['prefix', 'max-keys', 'key-marker', 'version-id-marker', 'encoding-type']
const RESPONSE = ['type', 'disposition', 'encoding', 'language'].map(name => `response-content-${name}`)
const OVERRIDES = [...RESPONSE, 'response-cache-control', 'response-expires']

/** Everything this S3 can do. Among routes that fit, the first wins, so the more special come first. */
const ROUTES: Route[] = [
  { on: 'service', method: 'GET', run: listBuckets },
  { on: 'bucket', method: 'PUT', when: ['cors'], run: putBucketCors },
  { on: 'bucket', method: 'GET', when: ['cors'], run: getBucketCors },
  { on: 'bucket', method: 'DELETE', when: ['cors'], run: deleteBucketCors },
  { on: 'bucket', method: 'PUT', when: ['versioning'], run: putBucketVersioning },
  { on: 'bucket', method: 'GET', when: ['versioning'], run: getBucketVersioning },
  { on: 'bucket', method: 'GET', when: ['versions'], takes: VERSIONS, run: listObjectVersions },
  { on: 'bucket', method: 'GET', when: ['list-type'], takes: LIST, run: listObjectsV2 },
  { on: 'bucket', method: 'POST', when: ['delete'], run: deleteObjects },
  { on: 'bucket', method: 'POST', unsigned: true, run: postObject },
  { on: 'bucket', method: 'PUT', run: createBucket },
  { on: 'bucket', method: 'HEAD', run: headBucket },
  { on: 'bucket', method: 'DELETE', run: deleteBucket },
  { on: 'bucket', method: 'OPTIONS', unsigned: true, run: preflight },
  { on: 'object', method: 'OPTIONS', unsigned: true, run: preflight },
  { on: 'object', method: 'POST', when: ['uploads'], run: createMultipartUpload },
  { on: 'object', method: 'PUT', when: ['uploadId', 'partNumber'], run: uploadPart },
  { on: 'object', method: 'POST', when: ['uploadId'], run: completeMultipartUpload },
  { on: 'object', method: 'DELETE', when: ['uploadId'], run: abortMultipartUpload },
  {
    on: 'object',
    method: 'GET',
    when: ['uploadId'],
    takes: ['max-parts', 'part-number-marker'],
    run: listParts,
  },
  { on: 'object', method: 'PUT', whenHeader: 'x-amz-copy-source', run: copyObject },
  { on: 'object', method: 'PUT', run: putObject },
  { on: 'object', method: 'GET', takes: OVERRIDES, run: getObject },
  { on: 'object', method: 'HEAD', takes: OVERRIDES, run: headObject },
  { on: 'object', method: 'DELETE', when: ['versionId'], run: deleteObjectVersion },
  { on: 'object', method: 'DELETE', run: deleteObject },
]

/** The operation a request asks for. Throws NotImplemented, by name, for what S3 has and we have not. */
export function findOperation(call: S3Call): Route {
  const on = call.bucket === '' ? 'service' : call.key === '' ? 'bucket' : 'object'
  const here = ROUTES.filter(route => route.on === on && route.method === call.method)
  if (here.length === 0) {
    const message = 'The specified method is not allowed against this resource.'
    throw new S3Error('MethodNotAllowed', 405, message)
  }
  const asked = call.query.map(([name]) => name).filter(name => !/^(?:x-amz-.*|x-id)$/i.test(name))
  const route = here.find(
    candidate =>
      (candidate.when ?? []).every(name => asked.includes(name)) &&
      (candidate.whenHeader === undefined || call.headers[candidate.whenHeader] !== undefined),
  )
  if (route === undefined) throw notImplemented(`${call.method} on a ${on} without list-type=2 or the like`)
  const known = [...(route.when ?? []), ...(route.takes ?? [])]
  const unknown = route.unsigned ? undefined : asked.find(name => !known.includes(name))
  if (unknown !== undefined) throw notImplemented(`${call.method} on a ${on} with ?${unknown}`)
  refuseUnknownHeaders(call)
  return route
}

/** An x-amz- header we don't know asks for something we would silently not do. */
function refuseUnknownHeaders(call: S3Call) {
  for (const [name, value] of Object.entries(call.headers)) {
    if (!name.startsWith('x-amz-') || KNOWN_HEADERS.test(name)) continue
    if (HARMLESS_VALUES[name] === value) continue
    throw notImplemented(`The header ${name}: ${value}`)
  }
}

const HARMLESS_VALUES: Record<string, string> = { 'x-amz-acl': 'private', 'x-amz-storage-class': 'STANDARD' }
const KNOWN_HEADERS = new RegExp(
  `^x-amz-(?:${[
    'algorithm|credential|date|expires|signedheaders|signature|content-sha256|security-token|user-agent',
    'meta-.+|checksum-.+|sdk-checksum-algorithm|decoded-content-length|trailer',
    'copy-source|metadata-directive|mp-object-size',
  ].join('|')})$`,
)
