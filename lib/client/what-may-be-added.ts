import { formats } from '../core/documents/formats.ts'
import { formatBytes } from './format.ts'

/** `PDF, Word, Excel, text and more, up to 25 MB each`; a format that may have less says so where one has more. */
export function whatMayBeAdded(maxUploadBytes: number): string {
  const usual = (['pdf', 'docx', 'xlsx', 'txt'] as const).map(format =>
    formats[format].name.replace(/ \(.*/, ''),
  )
  return `${usual.join(', ')} and more, up to ${formatBytes(maxUploadBytes)} each`
}
