import { formatOfFileName } from '../../../lib/core/documents/formats.ts'

/** `contract final v3` for `contract_final_v3 (1).pdf`; a name that somebody gave stays as it is. */
export function documentLabel(name: string): string {
  if (!formatOfFileName(name)) return name
  const stem = name
    .slice(0, name.lastIndexOf('.'))
    .replaceAll('_', ' ')
    .replace(/ \(\d+\)$/, '')
  return stem.trim() || name
}
