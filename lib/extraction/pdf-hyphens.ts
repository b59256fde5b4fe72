/** The words of a document, to tell a hyphen that breaks a word from one that belongs to it. */
export interface Vocabulary {
  has(word: string): boolean
}

export function vocabularyOf(lines: Iterable<string>): Vocabulary {
  const words = new Set<string>()
  for (const line of lines) {
    // The last word of a line may be the broken one.
    for (const word of line.replace(/(?<!\S)\S+-$/, '').match(/[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*/gu) ?? [])
      words.add(word.toLowerCase())
  }
  return words
}

/**
 * Joins the lines of a paragraph. A word broken at the end of a line is made whole, unless the document
 * writes it with a hyphen elsewhere; Chinese and Japanese lines join without a space.
 */
export function joinLines(lines: string[], vocabulary: Vocabulary): string {
  const parts: string[] = []
  // All that a line's beginning depends on, so that a long paragraph is not gone through for each of its lines.
  let end = ''
  for (const line of lines.filter(Boolean)) {
    const joint = end === '' ? '' : jointOf(end, line, vocabulary)
    if (joint === null) parts.push(parts.pop()!.slice(0, -1))
    parts.push(joint ?? '', line)
    end = ((joint === null ? end.slice(0, -1) : end + joint) + line.slice(-LONGEST_END)).slice(-LONGEST_END)
  }
  return parts.join('')
}

/** In characters; no word that is broken at the end of a line is longer. */
const LONGEST_END = 60

/** What stands between a text and its next line: nothing, or a space; null where the text's hyphen goes. */
function jointOf(end: string, next: string, vocabulary: Vocabulary): '' | ' ' | null {
  const broken = BROKEN_WORD.exec(end)
  const rest = /^\p{Ll}[\p{L}\p{M}]*/u.exec(next)
  if (broken && rest) {
    const keep =
      vocabulary.has(`${broken[1]}-${rest[0]}`.toLowerCase()) &&
      !vocabulary.has((broken[1]! + rest[0]).toLowerCase())
    return keep ? '' : null
  }
  // "state-of-the-" and "A-" go on without a space, a dash between spaces does not.
  if (/[\p{L}\p{N}][-\u2010]$/u.test(end)) return ''
  return EAST_ASIAN_END.test(end) && EAST_ASIAN_START.test(next) ? '' : ' '
}

const BROKEN_WORD = /(?<![\p{L}\p{M}]-?)([\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*)[-\u2010\u00ad]$/u
const EAST_ASIAN_END = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff65]$/u
const EAST_ASIAN_START = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff65]/u
