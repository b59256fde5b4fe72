/** What names of such files end with, the usual one first. Apart from the rest, since the chat on other sites carries it. */
const endings = {
  pdf: ['pdf'],
  docx: ['docx'],
  xlsx: ['xlsx', 'xlsm', 'xltx'],
  csv: ['csv', 'tsv'],
  pptx: ['pptx', 'ppsx', 'pptm', 'potx'],
  odt: ['odt', 'ott'],
  rtf: ['rtf'],
  epub: ['epub'],
  txt: ['txt', 'text'],
  md: ['md', 'markdown'],
  html: ['html', 'htm'],
  eml: ['eml'],
  json: ['json', 'jsonl', 'ndjson'],
} as const satisfies Record<string, readonly [string, ...string[]]>

export type DocumentFormat = keyof typeof endings

/** Everything else that is said of a format outside of its reader, which is in `lib/extraction/readers.ts`. */
interface Format {
  /** As people call it, in the middle of a sentence. */
  name: string
  /** What such a file is counted in, where it is: one and many of it. */
  counts?: readonly [string, string]
  /** A smaller limit than that of all files, where reading costs more. */
  maxBytes?: number
}

export const formats = {
  pdf: { name: 'PDF', counts: ['page', 'pages'] },
  docx: {
    name: 'Word (.docx)',
  },
  xlsx: {
    name: 'Excel (.xlsx)',
  },
  csv: { name: 'CSV' },
  pptx: {
    name: 'PowerPoint (.pptx)',
    counts: ['slide', 'slides'],
  },
  odt: {
    name: 'OpenDocument (.odt)',
  },
  rtf: { name: 'RTF' },
  epub: { name: 'EPUB' },
  txt: { name: 'text' },
  md: {
    name: 'Markdown',
    // The parser takes seconds and hundreds of MB beyond this; a book in Markdown is under 1 MB.
    maxBytes: 2_097_152,
  },
  html: {
    name: 'HTML',
    // Pages are a tenth of that; more elements take the memory that their reader has.
    maxBytes: 5_242_880,
  },
  eml: { name: 'email (.eml)' },
  json: { name: 'JSON' },
} as const satisfies Record<DocumentFormat, Format>

/** What an upload of a format is announced as. */
export const mediaTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  rtf: 'application/rtf',
  epub: 'application/epub+zip',
  txt: 'text/plain',
  md: 'text/markdown',
  html: 'text/html',
  eml: 'message/rfc822',
  json: 'application/json',
} satisfies Record<DocumentFormat, string>

export const documentFormats = Object.keys(endings) as [DocumentFormat, ...DocumentFormat[]]

/** `pdf` for `Rules.PDF`; null for anything we do not read. */
export function formatOfFileName(name: string): DocumentFormat | null {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase()
  const known = documentFormats.find(format => endingsOf(format).some(one => one === ending))
  return known ?? null
}

/** The largest file of a format, in bytes, where `maxUploadBytes` holds for all. */
export function maxBytesOf(format: DocumentFormat, maxUploadBytes: number): number {
  const { maxBytes = maxUploadBytes }: Format = formats[format]
  return Math.min(maxBytes, maxUploadBytes)
}

/** `['page', 'pages']` for a PDF; null where a format counts nothing. */
export function countsOf(format: DocumentFormat): readonly [string, string] | null {
  const { counts }: Format = formats[format]
  return counts ?? null
}

/** `PDF, Word (.docx), text or Markdown`. */
export function formatNames(
  joint: 'or' | 'and' = 'or',
  named: readonly DocumentFormat[] = documentFormats,
): string {
  const names = named.map(format => formats[format].name)
  if (names.length < 2) return names.join()
  return `${names.slice(0, -1).join(', ')} ${joint} ${names.at(-1)}`
}

/** What every program can save as. */
export const SAVED_AS = /* @__PURE__ */ formatNames('or', ['pdf', 'docx', 'txt'])

/** `.pdf,.docx,.txt`, as a file picker wants it. */
export function acceptedEndings(): string {
  return documentFormats
    .flatMap(endingsOf)
    .map(ending => `.${ending}`)
    .join(',')
}

export function endingsOf(format: DocumentFormat): readonly [string, ...string[]] {
  return endings[format]
}
