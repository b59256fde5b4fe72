import type { Place } from '../../../lib/core/documents/passage.ts'

/** `page 2`, `pages 2–3`, `Opening hours`: short enough for a chip; empty where there is nothing to say. */
export function placeLabel({ page, pageEnd, headingPath }: Place): string {
  if (page) return pageEnd && pageEnd !== page ? `pages ${page}–${pageEnd}` : `page ${page}`
  return headingPath.at(-1) ?? ''
}

/** A file's name as people say it: `Prices 2026`. */
export function documentLabel(name: string): string {
  return name.replace(/\.[a-z0-9]{1,5}$/i, '').replaceAll('_', ' ') || name
}
