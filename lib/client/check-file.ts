import { formatOfFileName, maxBytesOf, SAVED_AS } from '../core/documents/formats.ts'
import { extractionFailures } from '../core/ingestion/extraction-failure.ts'
import { formatBytes } from './format.ts'
import type { UploadProblem } from './upload-queue.ts'

/** Why a file need not even be sent; null where it may. `maxUploadBytes` as the server has it. */
export function checkFile(
  file: { name: string; size: number },
  maxUploadBytes: number,
): UploadProblem | null {
  const format = formatOfFileName(file.name)
  if (!format) {
    return {
      reason: 'This kind of file cannot be read.',
      nextStep: `Save it as ${SAVED_AS} and add that file.`,
    }
  }
  if (file.size === 0) return extractionFailures.empty
  const maxBytes = maxBytesOf(format, maxUploadBytes)
  if (file.size > maxBytes) {
    return {
      reason: `The file has ${formatBytes(file.size)}; at most ${formatBytes(maxBytes)} can be added.`,
      nextStep: extractionFailures['too-large'].nextStep,
    }
  }
  return null
}
