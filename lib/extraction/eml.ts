import { isUtf8 } from 'node:buffer'
import PostalMime, { type Attachment, type Email } from 'postal-mime'
import type { LeftOut } from '#lib/core/documents/left-out.ts'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { decodeAs } from './decode-text.ts'
import { addMailText } from './mail-text.ts'
import { oneLine } from './sheet-blocks.ts'
import { createTextBuilder, type TextBuilder } from './text-builder.ts'

/** A mail, and those that were forwarded with it: who wrote what to whom. What else is attached is not read. */
export async function readEml(bytes: Uint8Array): Promise<StructuredText> {
  const builder = createTextBuilder('eml')
  const reading: Reading = { builder, leftOut: new Set(), left: MOST_MAILS }
  const { subject } = await addMail(bytes, 1, reading)
  return builder.finish({ title: subject ?? null, leftOut: [...reading.leftOut] })
}

interface Reading {
  builder: TextBuilder
  leftOut: Set<LeftOut>
  /** So many more mails are read. */
  left: number
}

/** Of mails in each other, and in all: a conversation has fewer. */
const MOST_NESTED = 5
const MOST_MAILS = 50
/** Multiparts in each other: programs write three or four. */
const LIMITS = { maxNestingDepth: 50, maxHeadersSize: 512 * 1024, forceRfc822Attachments: true }
/** 25 MB of attachments are 350,000 lines; more are lines of nothing. */
const MOST_LINES = 1_000_000
/** Each may be where a part begins, which costs more than a line. */
const MOST_PART_LINES = 20_000

async function addMail(bytes: Uint8Array, depth: number, reading: Reading): Promise<Email> {
  const mail = await parseMail(bytes)
  const { builder, leftOut } = reading
  const subject = oneLine(mail.subject ?? '')
  const heading = subject || (depth > 1 ? FORWARDED : '')
  if (heading) builder.add({ kind: 'heading', level: depth, text: heading })
  for (const text of headOf(mail)) builder.add({ kind: 'paragraph', text })
  addMailText(builder, mail, heading ? depth : depth - 1)
  for (const attachment of mail.attachments) {
    if (attachment.mimeType === 'message/rfc822' && depth < MOST_NESTED && reading.left > 0) {
      reading.left--
      await addMail(bytesOf(attachment), depth + 1, reading)
    } else if (!isPartOfText(attachment)) leftOut.add('attachments')
  }
  return mail
}

const FORWARDED = 'Forwarded message'

async function parseMail(bytes: Uint8Array): Promise<Email> {
  const mail = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const start = startOfMail(mail)
  if (!isModest(mail)) throw new ExtractionFailure('too-complex', { cause: 'too many lines' })
  try {
    return await PostalMime.parse(unflowed(withReadableHead(mail.subarray(start))), LIMITS)
  } catch (error) {
    // It complains of nothing but its limits.
    throw new ExtractionFailure('too-complex', { cause: error })
  }
}

/** Old programs write the names of a head as they write its text, which a head may not; its parser knows only UTF-8. */
function withReadableHead(mail: Buffer): Buffer {
  const [lineFeeds, returns] = [mail.indexOf('\n\n'), mail.indexOf('\r\n\r\n')].map(at =>
    at < 0 ? mail.length : at,
  )
  const end = Math.min(lineFeeds!, returns!)
  const head = mail.subarray(0, end)
  if (isUtf8(head)) return mail
  const charset = CHARSET.exec(mail.toString('latin1', 0, CHARSET_WITHIN))?.[1] ?? ''
  const decoded = decodeAs(head, /^utf-?8$/i.test(charset) ? FALLBACK : charset) ?? decodeAs(head, FALLBACK)
  return decoded === null ? mail : Buffer.concat([Buffer.from(decoded), mail.subarray(end)])
}

const CHARSET = /charset\s{0,20}=\s{0,20}["']?([\w.:-]{2,40})/i
/** The first part begins before, if the head is no machine's. */
const CHARSET_WITHIN = 65_536
/** What the programs that do so mostly write. */
const FALLBACK = 'windows-1252'

/** Its parser joins the lines of such texts before anybody has seen which of them are quoted; we join them after. */
function unflowed(mail: Buffer): Buffer {
  const letters = mail.toString('latin1')
  const changed = Buffer.from(mail)
  for (const { 0: type, index } of letters.matchAll(CONTENT_TYPE)) {
    const flowed = FLOWED.exec(type)
    if (!flowed || DELETED.test(type) || !isInHead(letters, index)) continue
    changed.write(FIXED_WORD, index + flowed.index + flowed[0].length - FIXED_WORD.length, 'latin1')
  }
  return changed
}

/** Whether no empty line stands above, or a boundary stands below the last one. */
function isInHead(letters: string, index: number): boolean {
  const above = letters.slice(Math.max(0, index - LONGEST_PART_HEAD), index)
  const [last, ...others] = above.split(EMPTY_LINE).toReversed()
  return others.length === 0 || /^--/m.test(last!)
}

/** Programs write some hundred letters above the text of a part. */
const LONGEST_PART_HEAD = 4_096
const EMPTY_LINE = /\n\r?\n/

const CONTENT_TYPE = /^content-type:[^\n]{0,1000}(?:\n[ \t][^\n]{0,1000}){0,20}/gim
const FLOWED = /;\s{0,20}format\s{0,20}=\s{0,20}"?flowed/i
/** Where the blanks at the ends of lines are no part of the text. */
const DELETED = /;\s{0,20}delsp\s{0,20}=\s{0,20}"?yes/i
/** As long as `flowed`, so that nothing moves. */
const FIXED_WORD = 'fixed '

/** Behind a byte order mark and empty lines, which would end a head before it begins. */
function startOfMail(mail: Buffer): number {
  let start = mail.subarray(0, 3).toString('latin1') === '\xef\xbb\xbf' ? 3 : 0
  while (start < mail.length && ' \t\r\n'.includes(String.fromCharCode(mail[start]!))) start++
  return start
}

function isModest(mail: Buffer): boolean {
  let lines = 0
  let parts = 0
  for (let at = mail.indexOf(LINE_BREAK); at >= 0; at = mail.indexOf(LINE_BREAK, at + 1)) {
    if (mail[at + 1] === DASH && mail[at + 2] === DASH) parts++
    if (++lines > MOST_LINES || parts > MOST_PART_LINES) return false
  }
  return true
}

const [LINE_BREAK, DASH] = [0x0a, 0x2d]

/** `From: Ada <ada@a.example>`, a line of its own for each. */
function headOf(mail: Email): string[] {
  const date = mail.headers.find(({ key }) => key === 'date')?.value ?? ''
  const fields: [string, string][] = [
    ['From', namesOf([mail.from ?? mail.sender ?? []].flat())],
    ['To', namesOf(mail.to ?? [])],
    ['Cc', namesOf(mail.cc ?? [])],
    // As it was written: of another zone it may be another day.
    ['Date', oneLine(date).replace(/ ?\([^()]*\)$/, '')],
  ]
  return fields.filter(([, value]) => value).map(([name, value]) => `${name}: ${value}`)
}

/** To more people it is a circular. */
const MOST_NAMES = 30

type Addresses = NonNullable<Email['to']>

function namesOf(addresses: Addresses): string {
  const people = addresses.flatMap(one => one.group ?? [one])
  const names = people
    .slice(0, MOST_NAMES)
    .map(({ name, address }) =>
      oneLine(name && address && name !== address ? `${name} <${address}>` : name || address || ''),
    )
    .filter(Boolean)
  const more = people.length - MOST_NAMES
  return names.join(', ') + (more > 0 ? ` and ${more} more` : '')
}

/** A picture in the text, which shows without being opened, or a signature that only programs read. */
function isPartOfText({ related, contentId, disposition, mimeType }: Attachment): boolean {
  if (/signature$/.test(mimeType)) return true
  return mimeType.startsWith('image/') && disposition !== 'attachment' && Boolean(related || contentId)
}

function bytesOf({ content }: Attachment): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content)
}
