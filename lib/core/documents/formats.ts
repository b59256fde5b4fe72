/** Everything that is said of a format outside of its reader, which is in `lib/extraction/readers.ts`. */
interface Format {
  /** As people call it, in the middle of a sentence. */
  name: string
  /** What names of such files end with, the usual one first. */
  endings: readonly [string, ...string[]]
  /** What an upload is announced as. */
  mediaType: string
  /** What such a file is counted in, where it is: one and many of it. */
  counts?: readonly [string, string]
  /** Its title is what it says itself; of others that is a line like any other, or what a program wrote. */
  saysTitle?: true
  /** A smaller limit than that of all files, where reading costs more. */
  maxBytes?: number
}

export const formats = {
  pdf: {
    name: 'PDF',
    endings: ['pdf'],
    mediaType: 'application/pdf',
    counts: ['page', 'pages'],
  },
  docx: {
    name: 'Word (.docx)',
    endings: ['docx'],
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    saysTitle: true,
  },
  xlsx: {
    name: 'Excel (.xlsx)',
    endings: ['xlsx', 'xlsm', 'xltx'],
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  csv: {
    name: 'CSV',
    endings: ['csv', 'tsv'],
    mediaType: 'text/csv',
  },
  pptx: {
    name: 'PowerPoint (.pptx)',
    endings: ['pptx', 'ppsx', 'pptm', 'potx'],
    mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    saysTitle: true,
    counts: ['slide', 'slides'],
  },
  odt: {
    name: 'OpenDocument (.odt)',
    endings: ['odt', 'ott'],
    mediaType: 'application/vnd.oasis.opendocument.text',
    saysTitle: true,
  },
  rtf: {
    name: 'RTF',
    endings: ['rtf'],
    mediaType: 'application/rtf',
  },
  epub: {
    name: 'EPUB',
    endings: ['epub'],
    mediaType: 'application/epub+zip',
    saysTitle: true,
  },
  txt: {
    name: 'text',
    endings: ['txt', 'text'],
    mediaType: 'text/plain',
  },
  md: {
    name: 'Markdown',
    endings: ['md', 'markdown'],
    mediaType: 'text/markdown',
    // The parser takes seconds and hundreds of MB beyond this; a book in Markdown is under 1 MB.
    maxBytes: 2_097_152,
  },
  html: {
    name: 'HTML',
    endings: ['html', 'htm'],
    mediaType: 'text/html',
    saysTitle: true,
    // Pages are a tenth of that; more elements take the memory that their reader has.
    maxBytes: 5_242_880,
  },
  eml: {
    name: 'email (.eml)',
    endings: ['eml'],
    mediaType: 'message/rfc822',
    saysTitle: true,
  },
  json: {
    name: 'JSON',
    endings: ['json', 'jsonl', 'ndjson'],
    mediaType: 'application/json',
  },
} as const satisfies Record<string, Format>

export type DocumentFormat = keyof typeof formats

export const documentFormats = Object.keys(formats) as [DocumentFormat, ...DocumentFormat[]]

/** `pdf` for `Rules.PDF`; null for anything we do not read. */
export function formatOfFileName(name: string): DocumentFormat | null {
  const ending = /\.(\w+)$/.exec(name.toLowerCase())?.[1] ?? ''
  return documentFormats.find(format => endingsOf(format).includes(ending)) ?? null
}

/** The largest file of a format, in bytes, where `maxUploadBytes` holds for all. */
export function maxBytesOf(format: DocumentFormat, maxUploadBytes: number): number {
  const { maxBytes = maxUploadBytes }: Format = formats[format]
  return Math.min(maxBytes, maxUploadBytes)
}

/** Whether a file of that format tells its own title. */
export function saysTitle(format: DocumentFormat): boolean {
  const row: Format = formats[format]
  return row.saysTitle === true
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
export const SAVED_AS = formatNames('or', ['pdf', 'docx', 'txt'])

/** `.pdf,.docx,.txt`, as a file picker wants it. */
export function acceptedEndings(): string {
  return documentFormats
    .flatMap(endingsOf)
    .map(ending => `.${ending}`)
    .join(',')
}

export function endingsOf(format: DocumentFormat): readonly [string, ...string[]] {
  return formats[format].endings
}
