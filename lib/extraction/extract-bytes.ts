import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { DocumentFormat } from '#lib/core/documents/formats.ts'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { type ExtractInChildOptions, extractInChild } from './extract-in-child.ts'

/** Brings a document to disk, has it read in a process of its own, and removes it again. Rejects as that does. */
export async function extractBytes(
  bytes: Readable,
  format: DocumentFormat,
  options: Pick<ExtractInChildOptions, 'onProgress' | 'deadlineMs'>,
): Promise<StructuredText> {
  const folder = await mkdtemp(join(tmpdir(), 'docent-'))
  try {
    const fileName = `original.${format}`
    const path = join(folder, fileName)
    await pipeline(bytes, createWriteStream(path))
    return await extractInChild({ ...options, path, fileName, format })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
