import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'

/** Readers accept a PDF whose header stands somewhere in the first kilobyte (ISO 32000-1, note 13 in H.3). */
const PDF_HEADER_WITHIN = 1024

/** Enough to tell a picture or a program from text. */
const SAMPLE_BYTES = 8192

/** Each throws `wrong-content` where the first bytes belong to another kind of file. */
export function assertPdf(bytes: Uint8Array): void {
  const start = startOf(bytes)
  const at = start.subarray(0, PDF_HEADER_WITHIN).indexOf('%PDF-', 0, 'latin1')
  // A zip whose first stored part happens to be a PDF is still a zip.
  if (at < 0 || startsWith(start, 'PK\x03\x04')) throw new ExtractionFailure('wrong-content')
}

/** The package inside is named by `[Content_Types].xml`, which docx.ts reads once the zip is known to be safe. */
export function assertZip(bytes: Uint8Array): void {
  const start = startOf(bytes)
  if (startsWith(start, 'PK\x03\x04')) return
  // Word encrypts a DOCX by wrapping it in an OLE container, the same one that old .doc files use.
  const isOle = startsWith(start, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')
  const encrypted =
    isOle && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(encryptedPackage)
  throw new ExtractionFailure(encrypted ? 'password-protected' : 'wrong-content')
}

const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le')

/** Mail programs put blanks or a byte order mark before it. */
export function assertRtf(bytes: Uint8Array): void {
  const start = startOf(bytes)
    .subarray(0, 64)
    .toString('latin1')
    .replace(/^(?:\xef\xbb\xbf)?\s*/, '')
  if (!start.startsWith('{\\rtf')) throw new ExtractionFailure('wrong-content')
}

export async function assertText(bytes: Uint8Array): Promise<void> {
  const start = startOf(bytes)
  const markup = ['%PDF-', '{\\rtf', 'PK\x03\x04', '\xd0\xcf\x11\xe0'].some(magic => startsWith(start, magic))
  if (markup) throw new ExtractionFailure('wrong-content')
  // Plain words may begin like a magic number ("BMW", "MZ"): a signature counts beside control bytes only.
  if (!start.some(byte => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))) return
  const { fileTypeFromBuffer } = await import('file-type')
  if (await fileTypeFromBuffer(bytes)) throw new ExtractionFailure('wrong-content')
}

/** What the head of a mail has, at least two of them: one alone may begin any text. */
const MAIL_FIELDS =
  /^(?:from|to|cc|subject|date|sender|reply-to|received|return-path|delivered-to|message-id|mime-version|content-type|dkim-signature|x-[a-z-]+)[ \t]*:/gim
/** A field, or the line that mailboxes put before a mail. */
const FIRST_LINE = /^(?:From |[!-9;-~]+[ \t]*:)/

/** A mail begins with the fields of its head. */
export async function assertMail(bytes: Uint8Array): Promise<void> {
  await assertText(bytes)
  const start = startOf(bytes).toString('latin1').replace('\xef\xbb\xbf', '').trimStart()
  const head = start.split(/\r?\n\r?\n/, 1)[0]!
  if (!FIRST_LINE.test(head) || (head.match(MAIL_FIELDS)?.length ?? 0) < 2)
    throw new ExtractionFailure('wrong-content')
}

function startOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, SAMPLE_BYTES))
}

function startsWith(start: Buffer, magic: string): boolean {
  return start.subarray(0, magic.length).toString('latin1') === magic
}
