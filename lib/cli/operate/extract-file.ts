import { statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { formatOfFileName, SAVED_AS } from '#lib/core/documents/formats.ts'
import { leftOutWords } from '#lib/core/documents/left-out.ts'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { ExtractionFailure, extractionFailures } from '#lib/core/ingestion/extraction-failure.ts'
import { assertSound } from '#lib/core/ingestion/sound-text.ts'
import { extractInChild } from '#lib/extraction/extract-in-child.ts'

interface NotExtracted {
  file: string
  error: { name: string; code: string; reason: string; nextStep: string }
}

type Extracted = { file: string; warnings: string[] } & StructuredText

/** Reads a file as a guide's document is read, in a process of its own. Never rejects. */
export async function extractFile(file: string): Promise<Extracted | NotExtracted> {
  const refuse = (code: string, reason: string, nextStep: string): NotExtracted => ({
    file,
    error: { name: 'ExtractionFailure', code, reason, nextStep },
  })
  const fileName = basename(file)
  const format = formatOfFileName(fileName)
  if (format === null)
    return refuse('unknown-format', 'Its name ends as no format that is read.', `Save it as ${SAVED_AS}.`)
  const path = resolve(file)
  try {
    if (!statSync(path).isFile()) return refuse('no-file', 'It is not a file.', 'Name a file.')
    const structured = await extractInChild({ path, fileName, format })
    assertSound(structured, format)
    return { file, ...structured, warnings: warningsOf(structured) }
  } catch (error) {
    if (error instanceof ExtractionFailure) {
      const { reason, nextStep } = extractionFailures[error.code]
      return refuse(error.code, reason, nextStep)
    }
    return refuse('not-read', (error as Error).message, 'Check that the file is there and may be read.')
  }
}

function warningsOf({ unreadablePages, leftOut }: StructuredText): string[] {
  const pages = unreadablePages.length ? [`Not read, by number: ${unreadablePages.join(', ')}.`] : []
  return [...pages, ...leftOut.map(kind => leftOutWords[kind])]
}
