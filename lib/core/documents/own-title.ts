import { safeTitle } from './file-name.ts'
import { saysTitle } from './formats.ts'
import type { StructuredText } from './structured-text.ts'

/** A longer one is a sentence that happens to stand first. */
const MAX_TITLE = 120
/** What programs write where nobody has written a title. */
const PROGRAM =
  /^(untitled|unbenannt|ohne titel|sans titre|sin título|microsoft word|powerpoint[- ]\p{L}+|(document|dokument|presentation|präsentation|slide|folie|layout|print|scan|page|template|vorlage|anonymous|title|titel)[\s\d()]*)\b\s*$|^microsoft word|^\(?anonymous\)?$/iu

/**
 * The title that a document gives itself, where people would call it that; null where it has none, or one that a
 * program wrote. A heading is a title where it stands above all the others, and alone.
 */
export function ownTitle({ format, title, text, blocks }: StructuredText): string | null {
  const clean = safeTitle(title ?? '')
  if (clean.length < 3 || clean.length > MAX_TITLE || !/\p{L}{2}/u.test(clean)) return null
  if (PROGRAM.test(clean) || looksLikeFile(clean)) return null
  if (saysTitle(format)) return clean
  const headings = blocks.filter(({ kind }) => kind === 'heading')
  const named = headings.findIndex(({ start, end }) => safeTitle(text.slice(start, end)) === clean)
  if (named < 0) return clean
  const level = headings[named]!.level ?? 1
  const highest = headings.filter(heading => (heading.level ?? 1) <= level)
  return named === 0 && highest.length === 1 ? clean : null
}

/** `scan0001.pdf`, `contract_final_v3`, `C:\temp\a`: a name for a computer. */
function looksLikeFile(title: string): boolean {
  return /\.\w{2,5}$|[\\/]|_/.test(title) || !/[\p{L}]{3}|[\p{Script=Han}\p{Script=Hangul}]/u.test(title)
}
