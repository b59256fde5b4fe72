import { formats } from '../core/documents/formats.ts'
import { formatBytes } from './format.ts'

/** `PDF, Word, Excel, text and more, most of them up to 25 MB`; one that is larger than its format may be is told so. */
export function whatMayBeAdded(maxUploadBytes: number): string {
  const usual = (['pdf', 'docx', 'xlsx', 'txt'] as const).map(format =>
    formats[format].name.replace(/ \(.*/, ''),
  )
  return `${usual.join(', ')} and more, most of them up to ${formatBytes(maxUploadBytes)}`
}
