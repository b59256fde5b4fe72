import { documentFormats, formatNames, maxBytesOf } from '../core/documents/formats.ts'
import { formatBytes } from './format.ts'

/** `PDF or text up to 25 MB, Markdown up to 2 MB`: what may be added, the largest first. */
export function sizeLimits(maxUploadBytes: number): string {
  const bySize = Map.groupBy(documentFormats, format => maxBytesOf(format, maxUploadBytes))
  return [...bySize]
    .sort(([a], [b]) => b - a)
    .map(([bytes, formats]) => `${formatNames('or', formats)} up to ${formatBytes(bytes)}`)
    .join(', ')
}
