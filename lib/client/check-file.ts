import { formatOfFileName } from '../core/documents/file-name.ts'
import { extractionFailures } from '../core/ingestion/extraction-failure.ts'
import { formatBytes } from './format.ts'
import type { UploadProblem } from './upload-queue.ts'

/** Why a file need not even be sent; null where it may. `maxBytes` as the server has it. */
export function checkFile(file: { name: string; size: number }, maxBytes: number): UploadProblem | null {
  if (!formatOfFileName(file.name)) {
    return {
      reason: 'This kind of file cannot be read.',
      nextStep: 'Save it as PDF, Word (.docx), text or Markdown and add that file.',
    }
  }
  if (file.size === 0) return extractionFailures.empty
  if (file.size > maxBytes) {
    return {
      reason: `The file has ${formatBytes(file.size)}; at most ${formatBytes(maxBytes)} can be added.`,
      nextStep: extractionFailures['too-large'].nextStep,
    }
  }
  return null
}
