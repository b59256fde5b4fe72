import { createHash } from 'node:crypto'
import { commitObject, type Operation } from '../s3.ts'
import { invalidArgument, notImplemented, S3Error } from '../s3-error.ts'
import { attributesOfFields, versionHeader } from '../wire/attributes.ts'
import { headerValue, keyTooLong, MAX_KEY_BYTES } from '../wire/call.ts'
import { checkPostPolicy } from '../wire/post-policy.ts'
import { readForm } from '../wire/read-form.ts'
import { entityTooLarge } from '../wire/receive-body.ts'
import { writeXml } from '../wire/xml-write.ts'

/** An HTML form's upload. The policy in it is checked before the first byte of its file is kept. */
export const postObject: Operation = async (call, s3) => {
  s3.objects.bucket(call.bucket)
  const form = await readForm(headerValue(call, 'content-type') ?? '', call.body)
  if (form.file === undefined) {
    throw invalidArgument('POST requires exactly one file upload per request.')
  }
  const key = form.fields.get('key')?.split(FILE_NAME).join(form.file.name)
  if (!key) throw invalidArgument("Bucket POST must contain a field named 'key'.")
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw keyTooLong()
  const fields = new Map([...form.fields, ['key', key]])
  const { minBytes, maxBytes } = checkPostPolicy(fields, {
    account: s3.account,
    bucket: call.bucket,
    now: s3.now(),
  })
  refuseUnknownFields(fields)

  const md5 = createHash('md5')
  let size = 0
  const { chunks } = form.file
  async function* measured() {
    for await (const chunk of chunks) {
      size += chunk.length
      if (size > maxBytes) throw entityTooLarge(size, maxBytes)
      md5.update(chunk)
      yield chunk
    }
    if (size < minBytes) {
      const message = 'Your proposed upload is smaller than the minimum allowed size'
      const details = { ProposedSize: `${size}`, MinSizeAllowed: `${minBytes}` }
      throw new S3Error('EntityTooSmall', 400, message, details)
    }
  }
  const staged = await s3.objects.stage(measured())
  const attributes = attributesOfFields(fields)
  const content = { key, size, etag: md5.digest('hex'), attributes, checksum: undefined }
  const object = await commitObject(s3, 'Post', {
    bucket: call.bucket,
    staged,
    content,
    precondition: () => {},
  })
  const location = `/${call.bucket}/${encodeURIComponent(key)}`
  const headers = { etag: `"${object.etag}"`, location, ...versionHeader(object) }
  const status = fields.get('success_action_status')
  if (status === '200') return { status: 200, headers }
  if (status !== '201') return { status: 204, headers } // S3 takes any other value as 204
  const answer = { Location: location, Bucket: call.bucket, Key: key, ETag: headers.etag }
  return { status: 201, headers, body: writeXml('PostResponse', answer, { xmlns: false }) }
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: S3's own placeholder, spelt so
const FILE_NAME = '${filename}'

/** A field S3 would act on and we would not, like `acl` or `tagging`, is refused by name. */
function refuseUnknownFields(fields: Map<string, string>) {
  const unknown = [...fields.keys()].find(
    name => !KNOWN.includes(name) && !name.startsWith('x-amz-meta-') && !name.startsWith('x-ignore-'),
  )
  if (unknown !== undefined) throw notImplemented(`The form field '${unknown}'`)
}

const KNOWN = [
  'key',
  'bucket',
  'policy',
  'x-amz-algorithm',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-signature',
  'success_action_status',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
]
