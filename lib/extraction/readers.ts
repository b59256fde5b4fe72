import type { DocumentFormat } from '#lib/core/documents/formats.ts'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { assertMail, assertPdf, assertRtf, assertText, assertZip } from './signatures.ts'

export interface ReadingProgress {
  page: number
  pages: number
}

/** How one format is read. Both throw `ExtractionFailure` for whatever is wrong with the document. */
interface Reader {
  /** Whether the bytes, at least one, can be what the name says. Looks at no more than it takes to tell. */
  check(bytes: Uint8Array): void | Promise<void>
  read(bytes: Uint8Array, onProgress?: (progress: ReadingProgress) => void): Promise<StructuredText>
}

/**
 * A reader for each format; what has none is not read, least of all as text. Each is loaded when it is needed:
 * together they cost ten times what a text file takes to read.
 */
export const readers: Record<DocumentFormat, Reader> = {
  pdf: {
    check: assertPdf,
    read: async (bytes, onProgress) => (await import('./pdf.ts')).readPdf(bytes, onProgress),
  },
  docx: {
    check: assertZip,
    read: async bytes => (await import('./docx.ts')).readDocx(bytes),
  },
  xlsx: {
    check: assertZip,
    read: async bytes => (await import('./xlsx.ts')).readXlsx(bytes),
  },
  csv: {
    check: assertText,
    read: async bytes => (await import('./csv.ts')).readCsv(bytes),
  },
  pptx: {
    check: assertZip,
    read: async bytes => (await import('./pptx.ts')).readPptx(bytes),
  },
  odt: {
    check: assertZip,
    read: async bytes => (await import('./odt.ts')).readOdt(bytes),
  },
  rtf: {
    check: assertRtf,
    read: async bytes => (await import('./rtf.ts')).readRtf(bytes),
  },
  epub: {
    check: assertZip,
    read: async bytes => (await import('./epub.ts')).readEpub(bytes),
  },
  txt: {
    check: assertText,
    read: async bytes => (await import('./text.ts')).readText(bytes),
  },
  md: {
    check: assertText,
    read: async bytes => (await import('./markdown.ts')).readMarkdown(bytes),
  },
  html: {
    check: assertText,
    read: async bytes => (await import('./html.ts')).readHtml(bytes),
  },
  eml: {
    check: assertMail,
    read: async bytes => (await import('./eml.ts')).readEml(bytes),
  },
  json: {
    check: assertText,
    read: async bytes => (await import('./json.ts')).readJson(bytes),
  },
}
