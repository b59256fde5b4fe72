import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { formatOfFileName } from '#lib/core/documents/formats.ts'
import { ownTitle } from '#lib/core/documents/own-title.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { extractInChild } from '#lib/extraction/extract-in-child.ts'
import { BadFolder } from '../bad-folder.ts'
import type { ReadDocument } from '../collection.ts'

export interface DocumentFile {
  /** As questions name it: `price-list.pdf`, `docs/widget.md`. */
  id: string
  fileName: string
  path: string
}

export interface SkippedFile {
  id: string
  why: string
}

/** The files of a folder, without those in folders below it. Throws BadFolder. */
export function filesOf(folder: string, prefix = ''): DocumentFile[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new BadFolder(`There is no folder ${folder}.`)
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ name }) => ({ id: `${prefix}${name}`, fileName: name, path: join(folder, name) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Reads documents as an upload is read; those that cannot be read are named. */
export async function readFiles(
  files: readonly DocumentFile[],
): Promise<{ documents: ReadDocument[]; skipped: SkippedFile[] }> {
  const documents: ReadDocument[] = []
  const skipped: SkippedFile[] = []
  for (const { id, fileName, path } of files) {
    const format = formatOfFileName(fileName)
    if (!format) {
      skipped.push({ id, why: 'no reader' })
      continue
    }
    try {
      const text = await extractInChild({ path, fileName, format })
      documents.push({ id, name: ownTitle(text) ?? fileName, text })
    } catch (error) {
      if (!(error instanceof ExtractionFailure)) throw error
      skipped.push({ id, why: error.code })
    }
  }
  return { documents, skipped }
}
