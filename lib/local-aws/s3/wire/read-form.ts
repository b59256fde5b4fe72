import { S3Error } from '../s3-error.ts'
import { ByteReader } from './byte-reader.ts'

export interface UploadForm {
  /** Field values by lower-case name; `file` is not among them. */
  fields: Map<string, string>
  file: { name: string; contentType: string | undefined; chunks: AsyncIterable<Buffer> } | undefined
}

/**
 * Reads a multipart/form-data body (RFC 7578) up to and not including the bytes of its `file`, which S3 asks to
 * come last; `file.chunks` streams those, and ends by throwing when the body stops before its closing boundary.
 */
export async function readForm(contentType: string, body: AsyncIterable<Buffer>): Promise<UploadForm> {
  const boundary = /^multipart\/form-data\s*;.*?boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(
    contentType,
  )
  if (boundary === null) {
    const message = 'Bucket POST must be of the enclosure-type multipart/form-data'
    throw new S3Error('PreconditionFailed', 412, message)
  }
  const mark = Buffer.from(`\r\n--${boundary[1] ?? boundary[2]}`)
  const reader = new ByteReader(body)
  reader.buffered = Buffer.from('\r\n') // so that the first boundary looks like all others
  if ((await reader.until(mark, MAX_FIELDS_BYTES)) === undefined) throw malformed()

  const fields = new Map<string, string>()
  let total = 0
  while (await isAnotherPart(reader)) {
    const part = readPartHeaders(await reader.until(Buffer.from('\r\n\r\n'), MAX_PART_HEADER_BYTES))
    if (part.field === 'file') {
      const { fileName, contentType: type } = part
      return { fields, file: { name: fileName, contentType: type, chunks: untilMark(reader, mark) } }
    }
    const value = await reader.until(mark, MAX_FIELDS_BYTES)
    total += part.field.length + (value?.length ?? 0)
    if (value === undefined && reader.buffered.length <= MAX_FIELDS_BYTES) throw malformed()
    if (value === undefined || total > MAX_FIELDS_BYTES) throw fieldsTooLong()
    if (fields.has(part.field)) {
      throw new S3Error('InvalidArgument', 400, `The form has more than one field '${part.field}'.`)
    }
    fields.set(part.field, value.toString('utf8'))
  }
  return { fields, file: undefined }
}

/** S3's limit on everything in a form but its file. */
const MAX_FIELDS_BYTES = 20_000
/** Room for a long file name, written percent-encoded. */
const MAX_PART_HEADER_BYTES = 8_192

/** After a boundary: CRLF when a part follows, -- when the form is over. */
async function isAnotherPart(reader: ByteReader): Promise<boolean> {
  while (reader.buffered.length < 2) {
    if (!(await reader.fill())) throw malformed()
  }
  const next = reader.consume(2).toString('latin1')
  if (next !== '\r\n' && next !== '--') throw malformed()
  return next === '\r\n'
}

function readPartHeaders(block: Buffer | undefined) {
  const lines = block?.toString('utf8').split('\r\n') ?? []
  const headers = new Map(
    lines.map(line => [
      line.slice(0, line.indexOf(':')).trim().toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  )
  const disposition = headers.get('content-disposition') ?? ''
  const field = /^form-data\s*;(?:.*?;)?\s*name="([^"]*)"/i.exec(disposition)?.[1]
  if (!field) throw malformed()
  const fileName = /;\s*filename="([^"]*)"/i.exec(disposition)?.[1] ?? ''
  return {
    field: field.toLowerCase(),
    // Browsers write a quote in a file name as %22 (HTML, "multipart/form-data encoding algorithm").
    fileName: fileName.replaceAll('%22', '"').replace(/^.*[\\/]/s, ''),
    contentType: headers.get('content-type'),
  }
}

async function* untilMark(reader: ByteReader, mark: Buffer): AsyncGenerator<Buffer> {
  for (;;) {
    const at = reader.buffered.indexOf(mark)
    // The mark may begin in this chunk and end in the next, so its length always stays behind.
    const safe = at === -1 ? reader.buffered.length - mark.length + 1 : at
    if (safe > 0) yield reader.consume(safe)
    if (at !== -1) return
    if (!(await reader.fill())) throw malformed()
  }
}

function malformed(): S3Error {
  const message = 'The body of your POST request is not well-formed multipart/form-data.'
  return new S3Error('MalformedPOSTRequest', 400, message)
}

function fieldsTooLong(): S3Error {
  return new S3Error(
    'MaxPostPreDataLengthExceeded',
    400,
    'Your POST request fields preceding the upload file were too large.',
    { MaxPostPreDataLengthBytes: `${MAX_FIELDS_BYTES}` },
  )
}
